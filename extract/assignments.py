"""Assignments: which bodies one clause makes lead, and which it makes work along.

A clause is read around the lists of bodies in it: a list takes its part from the words right before
and right after it (chủ trì after it, phối hợp với before it, giao before it), else from standing
where the subject stands. Words inside quotation marks assign nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import ontology
from extract.phrases import holds_any
from extract.record import AgencyMention, Basis

_QUOTED = re.compile(r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|‘[^’\n]{0,400}’")
_QUOTES = '“"‘'
_ASIDE = re.compile(r"\([^)]*\)")
_SENTENCE = re.compile(r"[.;](?:(?= +[A-ZĐÀ-Ỹ“(])|(?<=;) )")
_STOP = re.compile(r"[.;\n]")
_OPENING = 80  # code points within which a subject opens a clause, past an adverbial
_BEFORE = 60  # code points before a list that its part can depend on
_LONGEST_TITLE = 20  # code points of a word that belongs to the name after it
_LEADING = ' \n“"('  # what may stand before the first word of a clause

Part = Literal["lead", "charged", "requested", "coordinating", "requester", "subject", "none"]


@dataclass(frozen=True, slots=True)
class Charge:
    """What a clause says of who does the work.

    ``leads`` and ``coordinating`` are mentions; ``basis`` how the leads are named. ``leads_alone``
    is true where it says chủ trì and leaves the lead to the heading above; ``opens_coordination``
    where it breaks off after phối hợp, so that what stands below names who works along.
    ``only_names`` is true where the clause is nothing but bodies. ``opens`` is true where a body
    that it charges stands where the clause begins; ``asked`` where the leads are told or asked to
    act, not only said to act; ``labelled`` where a label names them.
    """

    leads: tuple[AgencyMention, ...] = ()
    basis: Basis = "none"
    coordinating: tuple[AgencyMention, ...] = ()
    leads_alone: bool = False
    opens_coordination: bool = False
    only_names: bool = False
    opens: bool = False
    asked: bool = False
    labelled: bool = False


@dataclass(slots=True)
class _List:
    """Bodies named one after the other."""

    mentions: list[AgencyMention] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


def read_charge(text: str, start: int, end: int, mentions: Sequence[AgencyMention]) -> Charge:
    """Who leads and who works along by ``text[start:end]``; ``mentions`` are the bodies in it."""
    bodies = _unquoted(text, start, end, mentions)
    dangling = _breaks_off(text, start, end)
    if not bodies:
        return _LEAD_ALONE[_leads_alone(text, start, end), dangling]
    lists = _lists(text, start, bodies)
    sentences = [start, *(m.end() for m in _SENTENCE.finditer(text, start, lists[-1].start + 1))]
    parts: list[tuple[_List, Part]] = []
    for each in lists:
        parts.append((each, _part(text, start, end, sentences, each, parts)))

    def of(*wanted: Part) -> tuple[AgencyMention, ...]:
        return tuple([m for each, part in parts if part in wanted for m in each.mentions])

    explicit, subjects = of("lead", "charged"), of("subject", "requested")
    leads = explicit or subjects
    first, role = parts[0]
    if explicit and subjects and role in ("subject", "requested"):
        leads = _unique([*subjects, *explicit]) if first.end < explicit[0].start else explicit
    return Charge(
        leads=_unique(leads),
        basis="explicit" if explicit else "implicit" if subjects else "none",
        coordinating=_unique(of("coordinating")),
        leads_alone=not leads and _leads_alone(text, start, end),
        opens_coordination=dangling,
        only_names=_only_names(text, end, parts),
        opens=role not in ("none", "coordinating") and first.start - start < _OPENING,
        asked=any(part in ("lead", "charged", "requested") for _, part in parts),
    )


_LEAD_ALONE = {
    (alone, dangling): Charge(leads_alone=alone, opens_coordination=dangling)
    for alone in (False, True)
    for dangling in (False, True)
}


def _unquoted(
    text: str, start: int, end: int, mentions: Sequence[AgencyMention]
) -> Sequence[AgencyMention]:
    if not mentions or not holds_any(text, _QUOTES, start, end):
        return mentions
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    return [m for m in mentions if not any(a <= m.start < b for a, b in quoted)]


def _leads_alone(text: str, start: int, end: int) -> bool:
    while start < end and text[start].isspace():
        start += 1
    return _pattern("lead-alone").match(text, start, end) is not None


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether a clause breaks off before the bodies that work along; one with a stop does not."""
    if start >= end or text[end - 1] in ".;,":
        return False
    last = max(start, end - _BEFORE)
    return _pattern("coordinate-dangling").search(text, last, end) is not None


def _unique(mentions: Collection[AgencyMention]) -> tuple[AgencyMention, ...]:
    if len(mentions) < 2:
        return tuple(mentions)
    return tuple({mention.name: mention for mention in reversed(list(mentions))}.values())[::-1]


def _lists(text: str, start: int, mentions: Sequence[AgencyMention]) -> list[_List]:
    """Mentions gathered into lists: those with nothing but joints between them.

    A semicolon joins where the list opens the clause, or where the clause has told with whom to
    work but not yet what to do; elsewhere it ends a list.
    """
    lists = [_List([mentions[0]])]
    wide: bool | None = None
    for mention in mentions[1:]:
        last = lists[-1]
        if _joined(text, last.end, mention.start, "joint"):
            last.mentions.append(mention)
            continue
        if wide is None:
            opens = len(lists) == 1 and _opens(text, start, last.start)
            wide = opens or _works_along(text, start, lists)
        if (
            wide
            and _joined(text, last.end, mention.start, "joint-wide")
            and not _leads_on(text, mention.end)
        ):
            last.mentions.append(mention)
        else:
            lists.append(_List([mention]))
            wide = None
    return lists


def _works_along(text: str, start: int, lists: Sequence[_List]) -> bool:
    """Whether the last list follows at once on who leads, or opens the clause, as working along."""
    before = _before_names(text[lists[-2].end if len(lists) > 1 else start : lists[-1].start])
    return _pattern("coordinate-at-once").fullmatch(before) is not None


def _leads_on(text: str, end: int) -> bool:
    """Whether the clause that goes on at ``end`` names who leads."""
    stop = _STOP.search(text, end)
    return _pattern("lead-word").search(text, end, stop.start() if stop else len(text)) is not None


def _joined(text: str, end: int, start: int, joint: str) -> bool:
    if not text[end:start].strip(" ,/"):
        return True
    aside = _pattern("aside").match(text, end, start)
    at = aside.end() if aside else end
    if joint == "joint-wide" and (unnamed := _pattern("unnamed").match(text, at, start)):
        at = unnamed.end()
    return _pattern(joint).fullmatch(text, at, start) is not None


def _opens(text: str, start: int, names: int) -> bool:
    """Whether nothing but an adverbial stands between the start of a clause and its names."""
    return _is_opening(_before_names(text[start:names]))


def _is_opening(lead_in: str) -> bool:
    bare = lead_in.strip(_LEADING)
    if bare and bare[-1] != "," and not bare.lower().endswith(_ends("adverb")):
        return False
    return _pattern("opening").fullmatch(lead_in) is not None


def _before_names(lead_in: str) -> str:
    """``lead_in`` without the words at its end that belong to a name after it (Thủ trưởng các)."""
    while True:
        stem = lead_in.rstrip()
        stem = stem[:-1].rstrip() if stem.endswith(":") else stem
        lowered = stem[-_LONGEST_TITLE:].lower()
        if not lowered.endswith(_ends("before-name")):
            return lead_in
        title = next(words for words in _ends("before-name") if lowered.endswith(words))
        lead_in = stem[: -len(title)]


def _part(
    text: str,
    start: int,
    end: int,
    sentences: Sequence[int],
    bodies: _List,
    earlier: Sequence[tuple[_List, Part]],
) -> Part:
    """What the words around a list make of it."""
    sentence = sentences[bisect_right(sentences, bodies.start) - 1]
    left = max(sentence, bodies.start - _BEFORE)
    before = _before_names(text[left : bodies.start])
    bare = before.rstrip()
    ending = bare.removesuffix(":").rstrip().lower()
    coordinate = None
    if any(word in ending for word in _words("coordinate")):
        coordinate = _pattern("coordinate-before").search(before)
    if coordinate:
        by_another = earlier and earlier[-1][1] == "none"
        with_whom = text[earlier[-1][0].end : left + coordinate.start()] if by_another else "."
        advised = by_another and _is_advised(text, start, earlier[-1][0])
        return "coordinating" if advised or with_whom.strip(" ,") else "none"
    by = bare.endswith(_by())
    if _pattern("requester").match(text, bodies.end, end):
        return "requester"
    leads = None if by else _pattern("lead-after").match(text, bodies.end, end)
    if leads and (_opens(text, sentence, bodies.start) or _leads_within(leads, bodies)):
        return "lead"
    charge = None
    if ending.endswith(_ends("charge")):
        charge = _pattern("charge-before").search(before)
    if charge and _governs(text[sentence : left + charge.start()], sentence, earlier):
        return "charged"
    if ending.endswith(_ends("request")) and _pattern("request-before").search(before):
        return "requested"
    within = bool(earlier) and earlier[-1][0].start >= sentence
    if sentence != start and within:
        return "none"
    lead_in = _before_names(text[sentence : bodies.start])
    if sentence == start and _pattern("address").fullmatch(lead_in):
        return "requested"
    if within or by or (earlier and all(part == "none" for _, part in earlier)):
        return "none"
    return "subject" if _is_opening(lead_in) else "none"


def _is_advised(text: str, start: int, bodies: _List) -> bool:
    """Whether who leads advises these bodies, and so brings about what they do with others."""
    before = _before_names(text[max(start, bodies.start - _BEFORE) : bodies.start])
    return _pattern("advised-before").search(before) is not None


def _leads_within(leads: re.Match[str], bodies: _List) -> bool:
    """Whether a list within a sentence leads: by chủ trì, and not as a noun (đơn vị chủ trì)."""
    named = any(mention.name not in _words("generic") for mention in bodies.mentions)
    return named and leads.group().lower().endswith(_words("lead-within"))


def _governs(lead_in: str, sentence: int, earlier: Sequence[tuple[_List, Part]]) -> bool:
    """Whether a word that charges is the verb of its clause: nothing, or who charges, before it."""
    bare = lead_in.rstrip()
    whose = bool(earlier) and earlier[-1][0].end == sentence + len(bare)
    return whose or bare[-1:] in ("", ",", ":", "(") or _is_opening(bare + " ")


def _only_names(text: str, end: int, parts: Sequence[tuple[_List, Part]]) -> bool:
    bodies, part = parts[0]
    if len(parts) > 1 or part not in ("subject", "requested", "charged"):
        return False
    return not _ASIDE.sub("", text[bodies.end : end]).strip(" :.;,")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(ontology.patterns("tasks")[name], re.IGNORECASE)


@cache
def _words(cue: str) -> tuple[str, ...]:
    return ontology.cues("tasks")[cue]


@cache
def _ends(cue: str) -> tuple[str, ...]:
    """The phrases of a cue as the lower-case end of a text, longest first."""
    return tuple(phrase.lower() for phrase in _words(cue))


@cache
def _by() -> tuple[str, ...]:
    return tuple(f" {word}" for word in _words("by"))
