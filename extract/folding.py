"""Folding: one spelling for what differs only in case, dashes or where the tone mark stands.

Folded text has the length of the text, so that a span found in one is the same span in the other.
"""

from __future__ import annotations

import re

# The old placement of a tone mark on the second vowel of an open syllable, and the new one.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OPEN_SYLLABLE = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?!\w)(?<!q..)")


def lower(text: str) -> str:
    """Lower ``text`` one for one: a letter whose small form is two code points stays."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered


def fold(text: str, lowered: str | None = None) -> str:
    """Lower ``text`` (NFC), write uỷ, hoà as ủy, hòa and dashes as hyphens, one for one.

    ``lowered`` is ``text`` in lower case, where that is at hand.
    """
    folded = lower(text) if lowered is None else lowered
    if not folded.isascii():
        folded = folded.replace("–", "-").replace("—", "-")
        folded = _OPEN_SYLLABLE.sub(_replace_tone, folded)
    return folded


def spaced(text: str) -> str:
    """Write ``text`` without spaces at its edges and with single ones within."""
    if text.isprintable() and "  " not in text:  # as nearly all canonical text is
        return text.strip(" ")
    return " ".join(text.split())


def _replace_tone(found: re.Match[str]) -> str:
    return _TONES.get(found.group(), found.group())
