"""Assignments: which bodies one clause makes lead, and which it makes work along.

A clause is read around the lists of bodies in it: a list takes its part from the words right before
and right after it (chủ trì after it, phối hợp với before it, giao before it), else from standing
where the subject stands. Words inside quotation marks assign nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal, NamedTuple

from extract.body_lists import REACH, BodyList, before_names, gather, is_opening, opens
from extract.charging import ends, pattern, words
from extract.phrases import holds_any
from extract.record import AgencyMention, Basis

_QUOTED = re.compile(r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|‘[^’\n]{0,400}’")
_QUOTES = '“"‘'
_ASIDE = re.compile(r"\([^)]*\)")
_SENTENCE = re.compile(r"[.;](?:(?= +[A-ZĐÀ-Ỹ“(])|(?<=;) )")
_LONGEST_TOPIC = 80  # code points
_OPENING = 80  # code points within which a subject opens a clause, past an adverbial

Part = Literal["lead", "charged", "requested", "coordinating", "requester", "subject", "none"]


class Charge(NamedTuple):
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


def read_charge(text: str, start: int, end: int, mentions: Sequence[AgencyMention]) -> Charge:
    """Who leads and who works along by ``text[start:end]``; ``mentions`` are the bodies in it."""
    bodies = _unquoted(text, start, end, mentions)
    dangling = _breaks_off(text, start, end)
    if not bodies:
        return _LEAD_ALONE[_leads_alone(text, start, end), dangling]
    lists = _past_adverbial(text, start, gather(text, start, bodies))
    sentences = [start, *(m.end() for m in _SENTENCE.finditer(text, start, lists[-1].start + 1))]
    parts: list[tuple[BodyList, Part]] = []
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


def _past_adverbial(text: str, start: int, lists: list[BodyList]) -> list[BodyList]:
    """The lists, the first of them cut where an adverbial that names a body ends before a subject.

    "Căn cứ hướng dẫn của Bộ Y tế, Sở Y tế xây dựng …": the department acts, the ministry does not.
    """
    first, *others = lists
    if len(first.mentions) < 2 or not text[first.end : first.end + 2].strip().islower():
        return lists
    whose, subject = first.mentions[-2:]
    lead_in = before_names(text[start : first.start])
    if "," not in text[whose.end : subject.start] or not pattern("adverbial-of").fullmatch(lead_in):
        return lists
    kept = BodyList(first.start, whose.end, first.mentions[:-1])
    return [kept, BodyList.of(subject), *others]


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
    return pattern("lead-alone").match(text, start, end) is not None


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether a clause breaks off before the bodies that work along; one with a stop does not."""
    if start >= end or text[end - 1] in ".;,":
        return False
    last = max(start, end - REACH)
    return pattern("coordinate-dangling").search(text, last, end) is not None


def _unique(mentions: Collection[AgencyMention]) -> tuple[AgencyMention, ...]:
    if len(mentions) < 2:
        return tuple(mentions)
    return tuple({mention.name: mention for mention in reversed(list(mentions))}.values())[::-1]


def _part(
    text: str,
    start: int,
    end: int,
    sentences: Sequence[int],
    bodies: BodyList,
    earlier: Sequence[tuple[BodyList, Part]],
) -> Part:
    """What the words around a list make of it."""
    sentence = sentences[bisect_right(sentences, bodies.start) - 1]
    left = max(sentence, bodies.start - REACH)
    before = before_names(text[left : bodies.start])
    bare = before.rstrip()
    ending = bare.removesuffix(":").rstrip().lower()
    coordinate = None
    if holds_any(ending, words("coordinate"), 0, len(ending)):
        coordinate = pattern("coordinate-before").search(before)
    if coordinate:
        by_another = earlier and earlier[-1][1] == "none"
        with_whom = text[earlier[-1][0].end : left + coordinate.start()] if by_another else "."
        moved = by_another and _is_moved(text, start, earlier[-1][0])
        return "coordinating" if moved or with_whom.strip(" ,") else "none"
    if _works_along(text, end, bodies, earlier):
        return "coordinating"
    by = bare.endswith(_by())
    if pattern("requester").match(text, bodies.end, end):
        return "requester"
    leads = None if by else pattern("lead-after").match(text, bodies.end, end)
    if leads and (opens(text, sentence, bodies.start) or _leads_within(leads, bodies)):
        return "lead"
    charge = None
    if ending.endswith(ends("charge")):
        charge = pattern("charge-before").search(before)
    if charge and _governs(text[sentence : left + charge.start()], sentence, earlier):
        return "charged"
    if ending.endswith(ends("request")) and pattern("request-before").search(before):
        return "requested"
    within = bool(earlier) and earlier[-1][0].start >= sentence
    if sentence != start and within:
        return "none"
    lead_in = before_names(text[sentence : bodies.start])
    if sentence == start and pattern("address").fullmatch(lead_in):
        return "requested"
    none_before = bool(earlier) and all(part == "none" for _, part in earlier)
    if by or (within and not none_before):
        return "none"
    if none_before and not _opens_past(lead_in, text[bodies.end : end]):
        return "none"
    if is_opening(lead_in) or _follows_topic(lead_in, text, bodies.end, end):
        return "subject"
    return "charged" if not earlier and _in_brackets(lead_in, text[bodies.end : end]) else "none"


def _opens_past(lead_in: str, rest: str) -> bool:
    """Whether a clause opens with an adverbial that names others, and the bodies then act."""
    return lead_in.rstrip().endswith(",") and is_opening(lead_in) and rest.lstrip()[:1].islower()


def _works_along(
    text: str, end: int, bodies: BodyList, earlier: Sequence[tuple[BodyList, Part]]
) -> bool:
    """Whether a list works along by the word after it: (Sở A chủ trì,) Sở B phối hợp."""
    if pattern("coordinates-after").match(text, bodies.end, end) is None:
        return False
    led = any(part in ("lead", "charged") for _, part in earlier)
    return led or text.rfind("(", 0, bodies.start) > text.rfind(")", 0, bodies.start)


def _is_moved(text: str, start: int, bodies: BodyList) -> bool:
    """Whether who leads advises or directs these bodies, and so works with whom they work."""
    before = before_names(text[max(start, bodies.start - REACH) : bodies.start])
    return any(pattern(name).search(before) for name in ("advised-before", "directed-before"))


def _follows_topic(lead_in: str, text: str, at: int, end: int) -> bool:
    """Whether a list is the subject behind a topic: "Hồ chứa, đập: UBND các huyện kiểm tra …"."""
    topic = lead_in.rstrip()
    if not topic.endswith(":") or len(topic) > _LONGEST_TOPIC or pattern("no-topic").search(topic):
        return False
    return text[at:end].lstrip()[:1].islower()


def _in_brackets(lead_in: str, rest: str) -> bool:
    """Whether a heading ends with a list in brackets, which are those who do what it names."""
    return lead_in.endswith("(") and rest.lstrip()[:1] == ")" and not rest.strip(" ).;:")


def _leads_within(leads: re.Match[str], bodies: BodyList) -> bool:
    """Whether a list within a sentence leads: by chủ trì, and not as a noun (đơn vị chủ trì)."""
    named = any(mention.name not in words("generic") for mention in bodies.mentions)
    return named and leads.group().lower().endswith(words("lead-within"))


def _governs(lead_in: str, sentence: int, earlier: Sequence[tuple[BodyList, Part]]) -> bool:
    """Whether a word that charges is the verb of its clause: nothing, or who charges, before it."""
    bare = lead_in.rstrip()
    whose = bool(earlier) and earlier[-1][0].end == sentence + len(bare)
    return whose or bare[-1:] in ("", ",", ":", "(") or is_opening(bare + " ")


def _only_names(text: str, end: int, parts: Sequence[tuple[BodyList, Part]]) -> bool:
    bodies, part = parts[0]
    if len(parts) > 1 or part not in ("subject", "requested", "charged"):
        return False
    return not _ASIDE.sub("", text[bodies.end : end]).strip(" :.;,")


@cache
def _by() -> tuple[str, ...]:
    return tuple(f" {word}" for word in words("by"))
