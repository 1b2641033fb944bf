"""What hostile clients ask without pause: all time, all memory, or the stack of the parser."""

from __future__ import annotations

PRODUCT = "{ ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
_TEXT = "a" * 5000 + "b"

ATTACKS: dict[str, str] = {
    "sorted product": f"SELECT * {PRODUCT} ORDER BY ?x ?y ?z",
    "distinct product": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {PRODUCT} }}",
    "counted product": f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
    "joined strings": f"SELECT (GROUP_CONCAT(?x) AS ?all) {PRODUCT}",
    "nested paths": "SELECT (COUNT(*) AS ?n) { ?a ((ct:leadAgency|^ct:leadAgency)*)* ?b }",
    "any path": "SELECT (COUNT(*) AS ?n) { ?a (!a|^!a)* ?b }",
    "backtracking": f"SELECT (COUNT(*) AS ?n) {{ ?a ?p ?x FILTER REGEX('{_TEXT}', '(a|a)*c') }}",
    "10 million triples": "CONSTRUCT { ?a ct:x ?y } { ?a a ct:Task . ?b a ct:Task ; ?q ?y }",
    "20,000 braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "20,000 negations": "SELECT * { ?s ?p ?o FILTER(" + "!" * 20_000 + "1) }",
    "7,000 unions": "SELECT * { {} " + "UNION {} " * 7_000 + "}",
    "2,900 optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 2_900 + "}",
}
