"""HTML written as nested calls: text is escaped unless it is markup already.

``element("a", "Sở Y tế", href="/id/agency/so-y-te")`` is ``<a href="…">Sở Y tế</a>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Markup(str):
    """HTML that needs no escaping any more."""

    __slots__ = ()


Content = str | int | None | Iterable["Content"]


def element(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """Return an element with its content. None is left out, of content as of attributes.

    An attribute that is a word of Python ends with an underscore (``class_``), one with a hyphen
    is written with one (``aria_label``); True stands for an attribute without a value.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(content)}</{name}>")


def join(content: Iterable[Content], between: str = "") -> Markup:
    """Contents one after the other, each escaped unless it is markup."""
    return Markup(between.join(_render(part) for part in content if part is not None))


def _render(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return escape(content)
    if isinstance(content, int):
        return str(content)
    return join(content)
