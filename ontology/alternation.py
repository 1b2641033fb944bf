"""Any of many phrases as part of a regular expression, in time that hardly grows with their number.

A plain alternation tries each phrase in turn at each place. Here what phrases begin with in common
is written once (``phấn đấu|phát triển`` as ``ph(?:át triển|ấn đấu)``), so that a place is given up
at the first letter that begins none. Of the phrases that match at a place the longest is tried
first, then the shorter ones, as in an alternation sorted by length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Union

_Tree = dict[str, Union["_Tree", None]]
_END = ""


def alternation(phrases: Iterable[str]) -> str:
    """Build a group that matches any of ``phrases``, the longest first."""
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for letter in phrase:
            node = node.setdefault(letter, {})  # type: ignore[assignment]  # only ends are None
        node[_END] = None
    return f"(?:{_written(tree)})"


def _written(tree: _Tree) -> str:
    branches = []
    for letter in sorted(letter for letter in tree if letter != _END):
        below = tree[letter]
        branches.append(re.escape(letter) + (_grouped(below) if below else ""))
    return "|".join(branches)


def _grouped(tree: _Tree) -> str:
    """What follows a letter: nothing, one way on, or several; an end of a phrase may stop here."""
    if list(tree) == [_END]:
        return ""
    written = _written(tree)
    if _END in tree:
        return f"(?:{written})?"
    return written if len(tree) == 1 else f"(?:{written})"
