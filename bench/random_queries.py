"""Random queries, legal and not, for as long as wanted: the service must answer each and live.

    python -m bench random_queries http://127.0.0.1:8000/sparql --minutes 10 --seed 1

Prints how many answers had which status, and exits with 1 where one was 500 or 502, where there was
none, or where the workers are not all there again at the end.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Sequence

_ALLOWED = {200, 400, 403, 406, 413, 414, 415, 503, 504, 507}
_PREFIXES = (
    "PREFIX ct: <https://w3id.org/chutri/def#> PREFIX dct: <http://purl.org/dc/terms/> "
    "PREFIX eli: <http://data.europa.eu/eli/ontology#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
_VERBS = ["ct:leadAgency", "ct:coordinatingAgency", "dct:description", "eli:is_part_of", "a"]
_VERBS += ["skos:prefLabel", "?p", "ct:leadAgency|ct:coordinatingAgency", "eli:cites*", "(!a)+"]
_SUBJECTS = ["?a", "?b", "?c", "<http://e/x>", "_:b", "[]"]
_VALUES = ["?a", "?b", "?d", "1", '"x"@vi', '"đầu tư"', "true", "ct:Task", "1.5e3", "<http://e/x>"]
_FUNCTIONS = [
    "STR",
    "LANG",
    "STRLEN",
    "LCASE",
    "ct:fold",
    "ABS",
    "isIRI",
    "MD5",
    "YEAR",
    "DATATYPE",
]
_FORMS = ["SELECT *", "SELECT DISTINCT ?a", "SELECT (COUNT(*) AS ?n)", "ASK", "DESCRIBE ?a"]
_FORMS += ["CONSTRUCT { ?a ?p ?b }"]
_NOISE = [*"{}().;,|/^*+?!<>\"'\\#%@\0", "\u00a0", "\ud7ff", "SERVICE", "FROM", "UNION", "\\u0041"]


class Queries:
    """A source of queries, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def query(self) -> str:
        """Make a query; one in three is broken somewhere."""
        chance = self._chance
        text = f"{_PREFIXES}{chance.choice(_FORMS)} WHERE {{ {self._group(3)} }}{self._tail()}"
        if chance.random() < 0.33:
            place = chance.randrange(len(text))
            cut = place + chance.choice((0, 0, 1, 5))
            text = text[:place] + chance.choice(_NOISE) + text[cut:]
        return text

    def _group(self, depth: int) -> str:
        return " ".join(self._part(depth) for _ in range(self._chance.randint(1, 3)))

    def _part(self, depth: int) -> str:
        chance = self._chance
        inner = self._group(depth - 1) if depth else self._triple()
        parts = (
            self._triple(),
            self._triple(),
            f"OPTIONAL {{ {inner} }}",
            f"{{ {inner} }} UNION {{ {self._triple()} }}",
            f"MINUS {{ {inner} }}",
            f"FILTER({self._expression(2)})",
            f"BIND(({self._expression(2)}) AS ?v{chance.randrange(10**6)})",
            f"GRAPH ?g{chance.randrange(3)} {{ {inner} }}",
            f"FILTER {chance.choice(('', 'NOT '))}EXISTS {{ {inner} }}",
            f"{{ SELECT ?a (COUNT(?b) AS ?n{chance.randrange(9)}) {{ {inner} }} GROUP BY ?a }}",
            'VALUES ?a { 1 "x" UNDEF <http://e/x> }',
            '?t ct:mentions "dau tu" .',
        )
        return chance.choice(parts)

    def _triple(self) -> str:
        chance = self._chance
        subject, value = chance.choice(_SUBJECTS), chance.choice([*_SUBJECTS[:4], *_VALUES])
        return f"{subject} {chance.choice(_VERBS)} {value} ."

    def _expression(self, depth: int) -> str:
        chance = self._chance
        if not depth:
            return chance.choice(_VALUES)
        left, right = self._expression(depth - 1), self._expression(depth - 1)
        forms = (
            f"{chance.choice(_FUNCTIONS)}({left})",
            f"({left} {chance.choice(('=', '<', '&&', '||', '+', '*', '/'))} {right})",
            f"REGEX(STR({left}), {json.dumps(chance.choice(('(a+)+$', '.*', '[', 'đ')))})",
            f"IF({left}, {right}, 1)",
            f"CONCAT(STR({left}), STR({right}))",
        )
        return chance.choice(forms)

    def _tail(self) -> str:
        return self._chance.choice(("", " LIMIT 10", " ORDER BY ?a LIMIT 5", " OFFSET 3", " # end"))


def main(arguments: Sequence[str]) -> int:
    """Ask until the time is over."""
    parser = argparse.ArgumentParser(prog="bench random_queries", description=__doc__)
    parser.add_argument("endpoint")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args(arguments)
    address = urllib.parse.urlsplit(options.endpoint)
    until = time.monotonic() + options.minutes * 60
    statuses: Counter[int] = Counter()
    bad: list[str] = []

    def client(number: int) -> None:
        queries = Queries(options.seed * 1000 + number)
        connection = http.client.HTTPConnection(address.netloc, timeout=60)
        while time.monotonic() < until:
            query = queries.query()
            try:
                connection.request(
                    "POST",
                    address.path,
                    query.encode("utf-8", "surrogatepass"),
                    {"Content-Type": "application/sparql-query"},
                )
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException) as error:
                bad.append(f"{error!r}: {query}")
                connection.close()
                continue
            statuses[answer.status] += 1
            if answer.status not in _ALLOWED:
                bad.append(f"{answer.status} {body[:300]!r}: {query}")

    threads = [threading.Thread(target=client, args=(n,)) for n in range(options.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    time.sleep(2)
    connection = http.client.HTTPConnection(address.netloc, timeout=60)
    connection.request("GET", "/metrics")
    metrics = connection.getresponse().read().decode()
    counts = dict(
        line.split(" ") for line in metrics.splitlines() if line.startswith("chutri_pool")
    )
    print(dict(sorted(statuses.items())), f"{sum(statuses.values())} answers")
    print({name: value for name, value in counts.items() if "{" not in name})
    for each in bad[:20]:
        print(each, file=sys.stderr)
    whole = counts["chutri_pool_idle"] == counts["chutri_pool_workers"]
    return 1 if bad or not whole else 0
