"""The questions that the endpoints are compared by, over a graph shaped like ours."""

from __future__ import annotations

PREFIXES = """PREFIX ct: <https://w3id.org/chutri/def#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

#: Finds what stands for {agency}: an agency that leads some forty tasks.
AGENCY = """SELECT ?x (COUNT(?t) AS ?n) { ?t ct:leadAgency ?x }
GROUP BY ?x ORDER BY (ABS(COUNT(?t) - 40)) ?x LIMIT 1"""
#: Finds what stands for {document}.
DOCUMENT = """SELECT ?x (COUNT(?w) AS ?n) { ?x eli:ensures_implementation_of ?w }
GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"""

QUERIES: dict[str, str] = {
    "tasks of an agency": """SELECT ?task ?description WHERE {
  ?task ct:leadAgency <{agency}> ; dct:description ?description } LIMIT 40""",
    "ranking": """SELECT ?agency (COUNT(?task) AS ?tasks) WHERE {
  ?task ct:leadAgency ?agency } GROUP BY ?agency ORDER BY DESC(?tasks) LIMIT 20""",
    "citation closure": """SELECT DISTINCT ?work WHERE {
  <{document}> (eli:cites|eli:based_on|eli:ensures_implementation_of)+ ?work }""",
    "implementation paths": """SELECT ?plan ?middle ?top WHERE {
  ?plan eli:ensures_implementation_of ?middle . ?middle eli:ensures_implementation_of* ?top }""",
    "coordination pairs": """SELECT ?lead ?other (COUNT(DISTINCT ?task) AS ?tasks) WHERE {
  ?task ct:leadAgency ?lead ; ct:coordinatingAgency ?other }
GROUP BY ?lead ?other ORDER BY DESC(?tasks) LIMIT 50""",
    "text filter": """SELECT ?task WHERE { ?task a ct:Task ; dct:description ?text
  FILTER(CONTAINS(LCASE(STR(?text)), "chuyển đổi số")) }""",
    "most cited": """SELECT ?work (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?citation ct:citedWork ?work ; eli:is_part_of ?document }
GROUP BY ?work ORDER BY DESC(?documents) LIMIT 20""",
    "tasks with two leads": """SELECT ?task (COUNT(DISTINCT ?lead) AS ?leads) WHERE {
  ?task ct:leadAgency ?lead } GROUP BY ?task HAVING (COUNT(DISTINCT ?lead) > 1)""",
}
