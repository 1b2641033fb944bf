import pytest

from api.negotiation import formats_for, preferred

OFFERED = ("text/turtle", "application/rdf+xml", "text/html")


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html", "text/html"),
        ("TEXT/HTML; charset=utf-8", "text/html"),
        ("text/html;q=0.5, application/rdf+xml;q=0.6", "application/rdf+xml"),
        ("text/*, text/turtle;q=0", "text/html"),
        ("*/*, text/html", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=nonsense", None),
        ("nonsense", None),
        ("*/*;q=0.1, text/turtle;q=0", "application/rdf+xml"),
    ],
)
def test_the_media_type_wanted_most_is_given(accept: str, wanted: str | None) -> None:
    assert preferred(accept, OFFERED) == wanted


@pytest.mark.parametrize(
    ("accept", "name", "wanted"),
    [
        ("", None, ("json", "json", "turtle")),
        ("*/*", None, ("json", "json", "turtle")),
        ("application/sparql-results+xml", None, ("xml", "xml", None)),
        ("text/csv", None, ("csv", None, None)),
        ("application/json", None, ("json", "json", "jsonld")),
        ("text/turtle, text/csv", None, ("csv", None, "turtle")),
        ("application/xml", None, ("xml", "xml", "rdfxml")),
        ("image/png", None, (None, None, None)),
        ("image/png", "csv", ("csv", None, None)),
        ("text/csv", "ttl", (None, None, "turtle")),
        ("", "application/n-triples", (None, None, "ntriples")),
        ("", "JSON", ("json", "json", None)),
    ],
)
def test_each_form_of_query_gets_its_format(
    accept: str, name: str | None, wanted: tuple[str | None, ...]
) -> None:
    assert formats_for(accept, name) == wanted


def test_a_format_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="docx"):
        formats_for("", "docx")
