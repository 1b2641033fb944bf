"""Assignments: which bodies one clause makes lead, and which it makes work along.

A clause is read around the lists of bodies in it: a list takes its part from the words right before
and right after it (chủ trì after it, phối hợp với before it, giao before it), else from standing
where the subject stands. Words inside quotation marks assign nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import ontology
from extract.record import AgencyMention, Basis

_QUOTED = re.compile(r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|‘[^’\n]{0,400}’")
_SENTENCE = re.compile(r"[.;](?= +[A-ZĐÀ-Ỹ“(])|; ")
_OPENING = 80  # code points within which a subject opens a clause, past an adverbial
_BEFORE = 60  # code points before a list that its part can depend on

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
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    bodies = [m for m in mentions if not any(a <= m.start < b for a, b in quoted)]
    lists = _lists(text, start, bodies)
    sentences = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end))]
    parts: list[tuple[_List, Part]] = []
    for each in lists:
        parts.append((each, _part(text, start, end, sentences, each, parts)))

    def of(*wanted: Part) -> tuple[AgencyMention, ...]:
        return tuple(m for each, part in parts if part in wanted for m in each.mentions)

    explicit = of("lead", "charged")
    subjects = of("subject", "requested")
    first = next(iter(parts), None)
    opening = text[start:end].lstrip()
    alone = not explicit and _match("lead-alone", opening) and not subjects
    leads = explicit or subjects
    if explicit and first is not None and first[1] in ("subject", "requested"):
        leads = _unique([*subjects, *explicit]) if first[0].end < explicit[0].start else explicit
    return Charge(
        leads=_unique(leads),
        basis="explicit" if explicit else "implicit" if subjects else "none",
        coordinating=_unique(of("coordinating")),
        leads_alone=bool(alone),
        opens_coordination=_pattern("coordinate-dangling").search(text, start, end) is not None,
        only_names=_only_names(text, start, end, lists, parts),
        opens=first is not None
        and first[1] not in ("none", "coordinating")
        and first[0].start - start < _OPENING,
        asked=any(part in ("lead", "charged", "requested") for _, part in parts),
    )


def _unique(mentions: Iterable[AgencyMention]) -> tuple[AgencyMention, ...]:
    return tuple({mention.name: mention for mention in reversed(list(mentions))}.values())[::-1]


def _lists(text: str, start: int, mentions: Sequence[AgencyMention]) -> list[_List]:
    """Mentions gathered into lists: those with nothing but joints between them.

    A semicolon joins only where the list opens the clause; elsewhere it ends one.
    """
    lists: list[_List] = []
    for mention in mentions:
        joint = "joint-wide" if len(lists) == 1 and _opens(text, start, lists[0]) else "joint"
        if lists and _joined(text, lists[-1].end, mention.start, joint):
            lists[-1].mentions.append(mention)
        else:
            lists.append(_List([mention]))
    return lists


def _joined(text: str, end: int, start: int, joint: str) -> bool:
    if end >= start:
        return True
    aside = _pattern("aside").match(text, end, start)
    at = aside.end() if aside else end
    if joint == "joint-wide" and (unnamed := _pattern("unnamed").match(text, at, start)):
        at = unnamed.end()
    return _pattern(joint).fullmatch(text, at, start) is not None


def _opens(text: str, start: int, bodies: _List) -> bool:
    """Whether nothing but an adverbial stands between the start of the clause and a list."""
    lead_in = _pattern("before-names").sub("", text[start : bodies.start])
    return _pattern("opening").fullmatch(lead_in) is not None


def _part(
    text: str,
    start: int,
    end: int,
    sentences: Sequence[int],
    bodies: _List,
    earlier: Sequence[tuple[_List, Part]],
) -> Part:
    """What the words around a list make of it."""
    sentence = max(s for s in sentences if s <= bodies.start)
    left = max(sentence, bodies.start - _BEFORE)
    before = _pattern("before-names").sub("", text[left : bodies.start])
    if coordinate := _pattern("coordinate-before").search(before):
        by_another = earlier and earlier[-1][1] == "none"
        with_whom = text[earlier[-1][0].end : left + coordinate.start()] if by_another else "."
        return "coordinating" if with_whom.strip(" ,") else "none"
    within = [each for each, _ in earlier if each.start >= sentence]
    by = before.rstrip().endswith(tuple(f" {word}" for word in _words("by")))
    if _pattern("requester").match(text, bodies.end, end):
        return "requester"
    leads = None if by else _pattern("lead-after").match(text, bodies.end, end)
    if leads and (_opens(text, sentence, bodies) or _leads_within(leads, bodies)):
        return "lead"
    charge = _pattern("charge-before").search(before)
    if charge and _governs(text[sentence : left + charge.start()], sentence, earlier):
        return "charged"
    if _pattern("request-before").search(before):
        return "requested"
    lead_in = _pattern("before-names").sub("", text[sentence : bodies.start])
    if sentence == start and _pattern("address").fullmatch(lead_in):
        return "requested"
    if within or by or (earlier and all(part == "none" for _, part in earlier)):
        return "none"
    return "subject" if _opens(text, sentence, bodies) else "none"


def _leads_within(leads: re.Match[str], bodies: _List) -> bool:
    """Whether a list within a sentence leads: by chủ trì, and not as a noun (đơn vị chủ trì)."""
    named = any(mention.name not in _words("generic") for mention in bodies.mentions)
    return named and leads.group().lower().endswith(_words("lead-within"))


def _governs(lead_in: str, sentence: int, earlier: Sequence[tuple[_List, Part]]) -> bool:
    """Whether a word that charges is the verb of its clause: nothing, or who charges, before it."""
    bare = lead_in.rstrip()
    whose = bool(earlier) and earlier[-1][0].end == sentence + len(bare)
    return (
        whose
        or bare[-1:] in ("", ",", ":", "(")
        or (_pattern("opening").fullmatch(bare + " ") is not None)
    )


def _only_names(
    text: str, start: int, end: int, lists: Sequence[_List], parts: Sequence[tuple[_List, Part]]
) -> bool:
    if len(lists) != 1 or parts[0][1] not in ("subject", "requested", "charged"):
        return False
    rest = text[lists[0].end : end]
    return len(re.sub(r"\([^)]*\)", "", rest).strip(" :.;,")) == 0


def _match(name: str, text: str) -> bool:
    return re.match(ontology.patterns("tasks")[name], text, re.IGNORECASE) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(ontology.patterns("tasks")[name], re.IGNORECASE)


@cache
def _words(cue: str) -> tuple[str, ...]:
    return ontology.cues("tasks")[cue]
