"""The page at /sparql: a place to write a query, and the named queries to begin with."""

from __future__ import annotations

from urllib.parse import urlencode

from api.pages.layout import english, heading, page
from api.pages.markup import element, join
from graph.questions import questions

_FORMATS = ("json", "csv", "xml", "tsv", "turtle", "jsonld")
_BEGIN = """PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?agency ?name (COUNT(?task) AS ?tasks)
WHERE { ?task ct:leadAgency ?agency . ?agency skos:prefLabel ?name }
GROUP BY ?agency ?name
ORDER BY DESC(?tasks)
"""


def sparql_page(example: str) -> str:
    """Return the page, with the named query `example` to begin with."""
    chosen = next((each.query for each in questions() if each.name == example), _BEGIN)
    return page(
        "SPARQL · Chủ Trì",
        heading("Hỏi đồ thị bằng SPARQL", "Ask the graph in SPARQL", "h1"),
        element(
            "form",
            element("label", "Câu truy vấn ", english("Query"), for_="query"),
            element("textarea", chosen, id="query", name="query", rows="16", spellcheck="false"),
            element("label", "Dạng ", english("Format"), for_="format"),
            element(
                "select",
                (element("option", each, value=each) for each in _FORMATS),
                id="format",
                name="format",
            ),
            element("button", "Hỏi"),
            action="/sparql",
            method="get",
        ),
        heading("Truy vấn mẫu", "Examples"),
        element(
            "ul",
            (
                element(
                    "li",
                    join(
                        (
                            element(
                                "a",
                                each.title_vi,
                                href=f"/sparql?{urlencode({'example': each.name})}",
                            ),
                            english(each.title_en),
                        ),
                        between=" ",
                    ),
                )
                for each in questions()
            ),
        ),
    )
