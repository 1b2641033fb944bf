"""Lists of bodies in a clause: which mentions stand in one, and whether it opens the clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.charging import ends, pattern
from extract.record import AgencyMention

REACH = 60  # code points before a list that its part can depend on
_STOP = re.compile(r"[.;\n]")
_LONGEST_TITLE = 20  # code points of a word that belongs to the name after it
_LEADING = ' \n“"('  # what may stand before the first word of a clause


@dataclass(slots=True)
class BodyList:
    """Bodies named one after the other: where the first begins and the last ends."""

    start: int
    end: int
    mentions: list[AgencyMention]

    @classmethod
    def of(cls, mention: AgencyMention) -> BodyList:
        """Begin a list with its first member."""
        return cls(mention.start, mention.end, [mention])

    def add(self, mention: AgencyMention) -> None:
        """Add the next member."""
        self.mentions.append(mention)
        self.end = mention.end


def gather(text: str, start: int, mentions: Sequence[AgencyMention]) -> list[BodyList]:
    """Mentions gathered into lists: those with nothing but joints between them.

    A semicolon joins where the list opens the clause, or where the clause has told with whom to
    work but not yet what to do; elsewhere it ends a list.
    """
    lists = [BodyList.of(mentions[0])]
    wide: bool | None = None
    for mention in mentions[1:]:
        last = lists[-1]
        if pattern("belongs").fullmatch(text, last.end, mention.start):
            last.end = mention.end  # whose it is names no further body
            continue
        if _joined(text, last.end, mention.start, "joint"):
            last.add(mention)
            continue
        if wide is None:
            first = len(lists) == 1 and opens(text, start, last.start)
            wide = first or _works_along(text, start, lists)
        if (
            wide
            and _joined(text, last.end, mention.start, "joint-wide")
            and not _leads_on(text, mention.end)
        ):
            last.add(mention)
        else:
            lists.append(BodyList.of(mention))
            wide = None
    return lists


def _works_along(text: str, start: int, lists: Sequence[BodyList]) -> bool:
    """Whether the last list follows at once on who leads, or opens the clause, as working along."""
    before = before_names(text[lists[-2].end if len(lists) > 1 else start : lists[-1].start])
    return pattern("coordinate-at-once").fullmatch(before) is not None


def _leads_on(text: str, end: int) -> bool:
    """Whether the clause that goes on at ``end`` names who leads."""
    stop = _STOP.search(text, end)
    return pattern("lead-word").search(text, end, stop.start() if stop else len(text)) is not None


def _joined(text: str, end: int, start: int, joint: str) -> bool:
    if not text[end:start].strip(" ,/"):
        return True
    aside = pattern("aside").match(text, end, start)
    at = aside.end() if aside else end
    if joint == "joint-wide" and (unnamed := pattern("unnamed").match(text, at, start)):
        at = unnamed.end()
    return pattern(joint).fullmatch(text, at, start) is not None


def opens(text: str, start: int, names: int) -> bool:
    """Whether nothing but an adverbial stands between the start of a clause and its names."""
    return is_opening(before_names(text[start:names]))


def is_opening(lead_in: str) -> bool:
    """Whether what stands before names is nothing but an adverbial."""
    bare = lead_in.strip(_LEADING)
    if bare and bare[-1] != "," and not bare.lower().endswith(ends("adverb")):
        return False
    return pattern("opening").fullmatch(lead_in) is not None


def before_names(lead_in: str) -> str:
    """``lead_in`` without the words at its end that belong to a name after it (Thủ trưởng các)."""
    while True:
        stem = lead_in.rstrip()
        stem = stem[:-1].rstrip() if stem.endswith(":") else stem
        lowered = stem[-_LONGEST_TITLE:].lower()
        if not lowered.endswith(ends("before-name")):
            return lead_in
        title = next(words for words in ends("before-name") if lowered.endswith(words))
        if stem[: -len(title)][-1:].isalpha():
            return lead_in  # the end of another word: giao th(ông)
        lead_in = stem[: -len(title)]
