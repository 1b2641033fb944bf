"""What the kernels give, plain and compiled, is what their definitions say, read one by one."""

import json
import math
import re
import unicodedata
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.folding import bare, bare_words
from graph.search.arrays import packed
from graph.search.duties import Duties, Share
from graph.search.kernels import PLAIN, Kernels, compiled
from graph.search.occurrences import Occurrences, occurrences
from graph.search.ready import Ready
from graph.search.scored import Scored
from graph.search.snippets import Texts

AGENCIES, TASKS = 5, 6
DUTIES = st.sets(st.tuples(*(st.integers(0, n - 1) for n in (TASKS, AGENCIES, 2))))
WEIGHTS = (0.25, 0.5, 1.0, 0.001, 0.0005, 0.0015, 1.0005, 2.6745, 4.0035, 8.1235)
FOUND = st.dictionaries(st.integers(0, TASKS - 1), st.sampled_from(WEIGHTS))
WORDS = ("một", "hai", "ba", "tư")
FIELD = st.lists(st.sampled_from(WORDS), max_size=20).map(tuple)
SOUGHT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(tuple)


@pytest.fixture(scope="module", params=["plain", "compiled"])
def kernels(request: pytest.FixtureRequest) -> Kernels:
    return PLAIN if request.param == "plain" else compiled()


def shares(
    duties: list[tuple[int, int, int]], found: dict[int, float], groups: list[bool], most: int
) -> list[Share]:
    """Rank agencies as `Duties.shares` is defined."""
    ranked = []
    for agency in range(AGENCIES):
        own = [(task, lead) for task, of, lead in duties if of == agency and task in found]
        if own:
            leads = sum(lead for _, lead in own)
            weight = round(sum(found[task] * (1.0 if lead else 0.5) for task, lead in own), 6)
            best = sorted(own, key=lambda part: (-part[1], -found[part[0]], part[0]))[:most]
            tasks = tuple(("lead" if lead else "coordinating", task) for task, lead in best)
            rank = (2 * (leads == 0) + groups[agency], -weight, -leads, leads - len(own), agency)
            share = Share(agency, leads, len(own) - leads, round(weight, 3), tasks)  # type: ignore[arg-type]
            ranked.append((rank, share))
    return [share for _, share in sorted(ranked)]


@settings(deadline=None)
@given(
    DUTIES,
    FOUND,
    st.lists(st.booleans(), min_size=AGENCIES, max_size=AGENCIES),
    st.integers(0, 3),
    st.integers(1, 3),
    st.none() | st.sets(st.integers(0, 9)),
)
def test_agencies_are_ranked_as_defined(
    kernels: Kernels,
    duties: set[tuple[int, int, int]],
    found: dict[int, float],
    groups: list[bool],
    offset: int,
    most: int,
    asked: set[int] | None,
) -> None:
    rows = sorted(duties)
    names = ("duty_tasks", "duty_agencies", "duty_leads")
    arrays = {name: packed(row[n] for row in rows) for n, name in enumerate(names)}
    tasks = sorted(found)
    scored = Scored(np.array(tasks, np.int64), np.array([found[task] for task in tasks], float))
    numbers = None if asked is None else np.array(sorted(n for n in asked if n < len(rows)), int)
    answer = Duties(arrays, TASKS, kernels).shares(
        scored, numbers, np.array(groups), slice(offset, offset + 2), most
    )
    counted = [row for n, row in enumerate(rows) if asked is None or n in asked]
    ranked = shares(counted, found, groups, most)
    led = {task for task, _, lead in rows if lead}
    unowned = sorted((task for task in tasks if task not in led), key=lambda task: -found[task])
    assert (answer.total, [*answer.each()]) == (len(ranked), ranked[offset : offset + 2])
    assert (answer.unowned_total, answer.unowned) == (len(unowned), tuple(unowned[:most]))
    texts = [f"nhiệm vụ {task}" for task in range(TASKS)]
    briefs = [b"%d" % task for task in range(TASKS)]
    ready = Ready(
        [b'"%d"' % agency for agency in range(AGENCIES)],
        [(brief, brief) for brief in briefs],
        Texts(texts, {"vu": 0}, kernels),
        kernels,
    )
    written = bytes(ready.owners(answer, ("vu",)))
    assert json.loads(b"[" + written + b"]") == [
        {
            "agency": str(share.agency),
            "succession": None,
            "leads": share.leads,
            "coordinates": share.coordinates,
            "weight": share.weight,
            "tasks": [
                {
                    "role": role,
                    "succession": None,
                    "snippet": {"text": texts[task], "hits": [[6, 8]]},
                    "task": task,
                }
                for role, task in share.tasks
            ],
        }
        for share in answer.each()
    ]
    assert all(b'"weight":%a,' % share.weight in written for share in answer.each())


@settings(deadline=None)
@given(st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=4), SOUGHT, st.integers(0, 6))
def test_tasks_weigh_what_is_defined(
    kernels: Kernels,
    tasks: list[tuple[tuple[str, ...], tuple[str, ...]]],
    sought: tuple[str, ...],
    others: int,
) -> None:
    index = Occurrences(occurrences(field for task in tasks for field in task), kernels)
    found = index.together(index.spelling(exact=True), sought, others)
    counts = {word: sum(f.count(word) for task in tasks for f in task) for word in WORDS}
    if len(set(sought)) == 1:
        sought = sought[:1]
    rarest = min(range(len(sought)), key=lambda n: counts[sought[n]])
    frequency = {
        number: value
        for number, fields in enumerate(tasks)
        if (
            value := sum(
                weight * of_field(field, sought, rarest, len(sought) + others)
                for weight, field in zip((1.0, 0.5), fields, strict=True)
            )
        )
    }
    assert found.tasks.tolist() == list(frequency)
    lengths = [len(text) + len(above) for text, above in tasks]
    mean = max(1.0, sum(lengths) / len(lengths))
    rarity = math.log(1 + (len(tasks) - len(frequency) + 0.5) / (len(frequency) + 0.5))
    assert found.weights.tolist() == pytest.approx(
        [
            rarity * 2.2 * often / (often + 1.2 * (0.25 + 0.75 * lengths[number] / mean))
            for number, often in frequency.items()
        ]
    )


def of_field(field: tuple[str, ...], sought: tuple[str, ...], rarest: int, width: int) -> float:
    """Weigh each place of the rarest word: 2 in the words as sought, 1 near the others."""
    weight = 0.0
    for place, word in enumerate(field):
        if word != sought[rarest]:
            continue
        start = place - rarest
        windows = (field[max(0, n) : n + width] for n in range(place - width + 1, place + 1))
        if start >= 0 and field[start : start + len(sought)] == sought:
            weight += 2
        elif any(set(sought) <= set(window) for window in windows):
            weight += 1
    return weight


LETTERS = st.text(st.sampled_from('ab "\\\n\x01ữ,€𝄞'), max_size=30)
SPOKEN = st.lists(st.sampled_from(("so", "số", "y", "tế", ", ", "  ", '"', "\\", "𝄞")), max_size=90)
TEXT = LETTERS | SPOKEN.map(" ".join) | SPOKEN.map("".join)


@settings(deadline=None)
@given(
    st.lists(TEXT.map(partial(unicodedata.normalize, "NFC")), min_size=1, max_size=3),
    st.lists(st.sampled_from(("so", "y", "te", "a", "b", "không")), max_size=4).map(tuple),
    st.data(),
)
def test_snippets_show_what_is_sought(
    kernels: Kernels, texts: list[str], sought: tuple[str, ...], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=4))
    numbers = {word: n for n, word in enumerate(sorted({w for t in texts for w in bare_words(t)}))}
    made, ends = Texts(texts, numbers, kernels).snippets(sought, np.array(asked, np.int64))
    written = [made[a:b].tobytes() for a, b in pairwise((0, *ends.tolist()))]
    assert written == [as_json(*cut(texts[n], hits(texts[n], sought))) for n in asked]


def as_json(text: str, hits: list[tuple[int, int]]) -> bytes:
    snippet = {"text": text, "hits": hits}
    return json.dumps(snippet, ensure_ascii=False, separators=(",", ":")).encode()


def hits(text: str, sought: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the phrase stands, else the shortest stretch with all words that stand there."""
    phrase = places(text, " ".join(sought)) if sought else []
    words = {word: found for word in sought if (found := places(text, word))}
    if phrase or len(sought) < 2 or not words:
        return phrase
    ends = sorted(place for found in words.values() for place in found)
    stretches = []
    for last in ends:
        latest = [max((p for p in found if p <= last), default=None) for found in words.values()]
        if None not in latest:
            stretches.append(sorted(latest))  # type: ignore[type-var]
    return min(stretches, key=lambda each: each[-1][1] - each[0][0])  # type: ignore[index,return-value]


def places(text: str, phrase: str) -> list[tuple[int, int]]:
    found = re.finditer(rf"(?<= ){re.escape(phrase)}(?= )", f" {bare(text)} ")
    return [(each.start() - 1, each.end() - 1) for each in found]


def cut(text: str, hits: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return at most 240 code points from 60 before the first hit, cut at spaces."""
    first = hits[0][0] if hits else 0
    start = max(0, min(first - 60, len(text) - 240))
    end = min(len(text), start + 240)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        space = text.rfind(" ", start + 1, end)
        end = space if space > 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = [(a + shift, b + shift) for a, b in hits if a >= start and b <= end]
    return f"{before}{text[start:end]}{after}", kept
