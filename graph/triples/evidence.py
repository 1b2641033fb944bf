"""Evidence: the span of text that a fact was read from, as a Web Annotation.

An annotation is named by its span, so that all facts read from one span share it: they are its
bodies. Its target is the span in the text as received, by position (Unicode code points) and by
quote, so that ``text[start:end]`` is the quote.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.corpus import Reading
from graph.terms import CT, OA, RDF, Term, Triple, integer, iri, text


def evidence(
    reading: Reading, body: Term, start: int, end: int, states: Term | None = None
) -> Iterator[Triple]:
    """State that ``body`` was read from a span of the text; nothing where the span is empty.

    ``states`` is the property whose value stands there, where the body has several.
    """
    if start >= end:
        return
    name = f"{reading.iri}/annotation/{start}-{end}"
    annotation, target = iri(name), iri(f"{name}#target")
    position, quote = iri(f"{name}#position"), iri(f"{name}#quote")
    yield annotation, RDF.type, OA.Annotation
    yield annotation, OA.hasBody, body
    if states:
        yield annotation, CT.states, states
    yield annotation, OA.hasTarget, target
    yield target, RDF.type, OA.SpecificResource
    yield target, OA.hasSource, iri(reading.expression)
    yield target, OA.hasSelector, position
    yield target, OA.hasSelector, quote
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, integer(start)
    yield position, OA.end, integer(end)
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, OA.exact, text(reading.record.text[start:end])
