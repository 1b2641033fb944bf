"""The spaCy pipeline: one factory for each phenomenon, in the order in which they read each other.

What a component finds stands in ``doc.user_data`` as frozen values with exact spans of the
canonical text, which stands there too. Those who work with spaCy call ``pipeline()`` with canonical
text: the words are the tokens, and each phenomenon has its name in ``doc.spans`` (widened to whole
words). The record is read from a document without tokens (`untokenized`): to make them and mark
spans over them takes as long as half of the reading, and no component looks at them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extract.agencies import find_all_agencies
from extract.citations import find_citations
from extract.layout import Layout
from extract.metadata import context_of, find_metadata
from extract.outline import lay_out
from extract.record import AgencyMention, Citation, Target, Task
from extract.spans import Spanned
from extract.targets import find_targets
from extract.tasks import find_tasks

ORDER = ("layout", "metadata", "agencies", "citations", "tasks", "targets")


@cache
def pipeline() -> Language:
    """The pipeline, made once; it holds no state of the documents that it reads."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "chutri.words.v1"}}})
    nlp.max_length = sys.maxsize  # the limit is for parsers that take memory by the square
    for phenomenon in ORDER:
        nlp.add_pipe(f"chutri_{phenomenon}", name=phenomenon)
    return nlp


def untokenized(text: str) -> Doc:
    """A document of canonical ``text`` for the pipeline's components alone: it has no tokens."""
    return Doc(pipeline().vocab, user_data={"text": text})


@registry.tokenizers("chutri.words.v1")  # type: ignore[untyped-decorator]  # spaCy has no types
def _words_tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    def create(nlp: Language) -> Callable[[str], Doc]:
        return _Words(nlp.vocab)

    return create


class _Words:
    """Tokens are what stands between spaces; a line break belongs to the word before it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = [word or " " for word in text.split(" ")]
        doc = Doc(self.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])
        doc.user_data["text"] = text  # doc.text would be put together from its tokens at each call
        return doc

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Nothing to keep: the tokenizer has no settings."""

    def from_disk(self, path: Any, **kwargs: Any) -> _Words:
        """Nothing to read: the tokenizer has no settings."""
        return self


def _mark(doc: Doc, name: str, found: Sequence[Spanned]) -> None:
    if not len(doc):
        return
    spans = (
        doc.char_span(each.start, each.end, label=name, alignment_mode="expand") for each in found
    )
    doc.spans[name] = [span for span in spans if isinstance(span, Span)]


@Language.factory("chutri_layout")
def _layout(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        layout = lay_out(doc.user_data["text"])
        doc.user_data["layout"] = layout
        _mark(doc, "blocks", layout.blocks)
        return doc

    return read


@Language.factory("chutri_metadata")
def _metadata(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        layout: Layout = doc.user_data["layout"]
        metadata, attached = find_metadata(layout)
        doc.user_data["metadata"] = metadata
        doc.user_data["attached"] = attached
        doc.user_data["context"] = context_of(metadata, layout)
        return doc

    return read


@Language.factory("chutri_agencies")
def _agencies(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        found = find_all_agencies(doc.user_data["layout"], doc.user_data["context"])
        doc.user_data["agencies"] = found
        _mark(doc, "agencies", found)
        return doc

    return read


@Language.factory("chutri_citations")
def _citations(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        found = find_citations(doc.user_data["layout"], doc.user_data["context"])
        doc.user_data["citations"] = found
        _mark(doc, "citations", found)
        return doc

    return read


@Language.factory("chutri_tasks")
def _tasks(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        agencies: tuple[AgencyMention, ...] = doc.user_data["agencies"]
        citations: tuple[Citation, ...] = doc.user_data["citations"]
        found = find_tasks(doc.user_data["layout"], doc.user_data["context"], agencies, citations)
        doc.user_data["tasks"] = found
        _mark(doc, "tasks", found)
        return doc

    return read


@Language.factory("chutri_targets")
def _targets(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    def read(doc: Doc) -> Doc:
        tasks: tuple[Task, ...] = doc.user_data["tasks"]
        layout, context = doc.user_data["layout"], doc.user_data["context"]
        found: tuple[Target, ...] = find_targets(layout, context, tasks)
        doc.user_data["targets"] = found
        _mark(doc, "targets", found)
        _mark(doc, "assignments", [a for task in tasks for a in task.assignments])
        _mark(doc, "deadlines", [d for task in tasks for d in task.deadlines])
        return doc

    return read
