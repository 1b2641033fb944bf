"""Content negotiation (RFC 9110, 12.5.1): which of the formats that there are a client wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.pool.formats import FORMATS, Format


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One range of an Accept field: ``text/*;q=0.5``."""

    type: str
    subtype: str
    quality: float

    def match(self, media_type: str) -> int:
        """Say how exactly it names a media type: 0 not at all, 1 by */*, 2 by type/*, 3 whole."""
        kind, _, subtype = media_type.partition("/")
        if self.type == "*" and self.subtype == "*":
            return 1
        if self.type != kind:
            return 0
        if self.subtype == "*":
            return 2
        return 3 if self.subtype == subtype else 0


@lru_cache(maxsize=1024)
def media_ranges(accept: str) -> tuple[MediaRange, ...]:
    """Read an Accept field; an empty one accepts anything, a range that is none is left out."""
    ranges = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        kind, slash, subtype = name.partition("/")
        if slash and kind and subtype:
            ranges.append(MediaRange(kind, subtype, _quality(parameters)))
    return tuple(ranges) if accept.strip() else (MediaRange("*", "*", 1.0),)


@lru_cache(maxsize=1024)
def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """Return the media type that is wanted most, None where none is acceptable.

    Of equals the first offered wins; the most exact range decides about a media type, and one that
    is named whole goes before one that falls under ``*/*``.
    """
    ranges = media_ranges(accept)
    best: tuple[float, int] = (0.0, 0)
    found = None
    for media_type in offered:
        matches = [(each.match(media_type), each.quality) for each in ranges]
        exactness, quality = max(matches, key=lambda match: match[0], default=(0, 0.0))
        if exactness and quality and (quality, exactness) > best:
            best, found = (quality, exactness), media_type
    return found


def choose(accept: str, formats: Iterable[Format]) -> Format | None:
    """Return the format that is wanted most, None where none is acceptable."""
    by_type = {
        media_type: each for each in reversed(tuple(formats)) for media_type in each.media_types
    }
    types = tuple(media_type for each in formats for media_type in each.media_types)
    wanted = preferred(accept, types)
    return None if wanted is None else by_type[wanted]


@lru_cache(maxsize=1024)
def formats_for(accept: str, name: str | None) -> tuple[str | None, str | None, str | None]:
    """Return the names of the formats for bindings, a boolean and a graph, None for none.

    `name` is what the parameter ``format`` says: a name of a format, a suffix or a media type; it
    goes before Accept. ValueError where it is none of these.
    """
    if name is not None:
        named = [each for each in FORMATS.values() if name.lower() in _names(each)]
        if not named:
            raise ValueError(name)
    else:
        named = list(FORMATS.values())
        if not any(each.quality for each in media_ranges(accept)):
            named = []
    wanted = accept if name is None else ""
    chosen = [
        choose(wanted, tuple(each for each in named if form in each.forms))
        for form in ("bindings", "boolean", "graph")
    ]
    bindings, boolean, graph = (each.name if each else None for each in chosen)
    return bindings, boolean, graph


def _names(each: Format) -> tuple[str, ...]:
    return (each.name, each.suffix, *each.media_types)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
