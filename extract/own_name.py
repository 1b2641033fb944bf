"""A document's own number and title, told from those of the documents that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.governors import cue
from extract.layout import Block, Layout
from extract.mentions import Mention, Passage
from extract.triggers import find_digits

_HEAD = 60  # blocks: no document has more above its body
_TITLE = 1000  # characters: no title is longer
_RUNNING = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class OwnName:
    """How a document names itself: ``head`` is the text above its body, ``cited`` what that names.

    What stands in the head after another document's number belongs to that one's title.

    ``number`` and ``date`` are the document's; in a file that holds a decision and the plan issued
    with it they are the decision's. ``short`` is its kind with its running number alone (chỉ
    thị 24), "" where it states none.
    """

    number: str | None
    date: str | None
    head: str
    cited: frozenset[str]
    short: str

    @classmethod
    def of(
        cls, passage: Passage, layout: Layout, found: Iterable[tuple[Block, Mention]]
    ) -> OwnName:
        """Read the own name of a document, ``found`` its mentions with the blocks they stand in."""
        heads = [block for block in layout.blocks if block.zone == "head"][:_HEAD]
        named = [(block, mention) for block, mention in found if block.zone == "head"]
        ends = {block.index: mention.start for block, mention in reversed(named) if mention.number}
        head = " ".join(
            passage.lowered[b.start : min(ends.get(b.index, b.end), b.start + _TITLE)]
            for b in heads
        )
        cited = frozenset(_bare(mention) for _, mention in named)
        context = passage.context
        running = _RUNNING.match(context.number or "")
        short = f"{context.kind} {running.group()}".lower() if running else ""
        return cls(context.number, context.date, " ".join(head.split()), cited, short)

    def is_meant(self, mention: Mention, block: Block) -> bool:
        """Tell whether a mention means the document itself."""
        if mention.kind == "numbered":
            if f"{mention.type} {mention.number}".lower() == self.short:
                return True
            return mention.number == self.number and not self._is_other(mention, block)
        bare = _bare(mention)
        if block.zone == "head":
            return mention.start == block.body and mention.text.isupper()
        return bare not in self.cited and bare in self.head

    def _is_other(self, mention: Mention, block: Block) -> bool:
        """Tell whether a mention of the own number means another document all the same."""
        if block.part > 0 and block.zone in ("head", "annex"):
            return True  # the decision, named by the plan that it issues and by the plan's annexes
        dates = self.date, mention.date
        return None not in dates and str(self.date)[:4] != str(mention.date)[:4]


def _bare(mention: Mention) -> str:
    """Write a name without the years it looks to, which a document may write in several ways."""
    name = mention.text.lower()
    dated = next(find_digits(name), None) is not None
    return cue("horizon-tail").sub("", name) if dated else name
