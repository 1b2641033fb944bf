"""Zones: what a part of a document is for, by its heading; and what is no part of it at all."""

from __future__ import annotations

import re
from functools import cache, partial

from extract.layout import WORKING, Zone
from extract.markers import BULLETS, TOP, Marker
from extract.phrases import phrases_of

_words = partial(phrases_of, "outline")

LONGEST_HEAD = 12  # blocks; a title after them is that of another document
_HEAD_BEFORE_MOTTO = 4  # lines
_SENTENCE = 6  # words
_LEVEL_HEADING = 90  # a heading below the top level that names a zone is short
_TASK_HEADING = 40  # and shorter where the level above hands out work


def head_line(lines: list[tuple[int, str]], text: str) -> int:
    """Where a document's head begins that stands within a page: at the State's name, or its issuer.

    0 where nothing worth the name stands before it. Near the top only a whole sentence is told from
    the head.
    """
    mottos = tuple(filter(text.__contains__, _words("motto")))
    for i, (start, line) in enumerate(lines if mottos else ()):
        if any(motto in line for motto in mottos):
            if i <= LONGEST_HEAD:
                told = [at for at, (_, above) in enumerate(lines[:i], 1) if _is_sentence(above)]
                return lines[told[-1]][0] if told else 0
            for at, above in reversed(lines[i - _HEAD_BEFORE_MOTTO : i]):
                if above != "|" and not above.isupper():
                    break
                start = at
            return start
    return 0


def _is_sentence(line: str) -> bool:
    return line.endswith(".") and not line.isupper() and len(line.split()) >= _SENTENCE


def notices_in(text: str) -> tuple[str, ...]:
    """The words in ``text`` that tell a line that holds them for a web page's."""
    return tuple(filter(text.__contains__, _words("notice-within")))


def is_notice(line: str, notices: tuple[str, ...]) -> bool:
    """Whether a line is a web page's, not the document's: a notice, a question as a heading.

    ``notices`` are those of `notices_in` the whole text.
    """
    if line.endswith("?") or line.startswith(_words("zone-notice")):
        return True
    return bool(notices) and any(notice in line for notice in notices)


def zone_of(marker: Marker, heading: str, inherited: Zone) -> Zone:
    """What the part that this marker opens is for, by its heading; else as its parent."""
    if marker.kind == "annex":
        return "annex"
    if marker.kind == "article":
        named = len(heading) <= _LEVEL_HEADING and not heading.endswith((".", ";"))
        found = classify(heading, anywhere=False) if named else None
        return found if found in ("targets", "context", "basis") else "execution"
    if marker.kind in BULLETS or inherited in ("annex", "closing"):
        return inherited
    top = marker.kind in TOP
    if not top and (
        len(heading) > _LEVEL_HEADING or (inherited == "tasks" and len(heading) > _TASK_HEADING)
    ):
        return "tasks" if inherited == "head" else inherited
    if not top and heading.endswith((".", ";")) and _is_sentence(heading[:-1] + "."):
        return "tasks" if inherited == "head" else inherited
    found = classify(heading, top)
    if found == "context" and not top and inherited in WORKING:
        found = classify(heading.partition(",")[0], top)  # "Sơ kết, đánh giá …" is work
    if found is not None:
        return found
    if inherited == "head" or (top and inherited not in ("context", "targets")):
        return "tasks"
    return inherited


@cache
def _zone_cues() -> tuple[tuple[Zone, tuple[str, ...]], ...]:
    zones: tuple[Zone, ...] = ("execution", "tasks", "targets", "basis", "context")
    return tuple((zone, _words(f"zone-{zone}")) for zone in zones)


def classify(heading: str, anywhere: bool) -> Zone | None:
    """The zone that a heading names: by how its parts begin, or (``anywhere``) by what it holds."""
    lowered = heading.lower().strip(" .:")
    parts = [_bare(part) for part in re.split(r"[,;:]| - | và ", lowered)]
    if parts[0].startswith(_words("account")):
        return "context"
    for zone, cues in _zone_cues():
        if any(part.startswith(cues) for part in parts):
            return zone
    if anywhere:
        for zone, cues in _zone_cues()[:3]:
            if any(cue in lowered for cue in cues):
                return zone
    return None


def _bare(part: str) -> str:
    part = part.strip()
    for word in _words("determiner"):
        part = part.removeprefix(word + " ")
    return part
