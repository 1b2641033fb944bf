"""Where words stand: what is found around the rarest word is what a reader finds word by word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.search.occurrences import Occurrences, occurrences

WORDS = ("số", "so", "đổi", "chuyển", "y", "tế")
FIELD = st.lists(st.sampled_from(WORDS), max_size=12).map(tuple)
TASKS = st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=6)
SOUGHT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)


def index(tasks: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> Occurrences:
    return Occurrences(occurrences(field for task in tasks for field in task))


def windows(field: tuple[str, ...], width: int) -> list[tuple[str, ...]]:
    return [field[start : start + width] for start in range(max(1, len(field) - width + 1))]


@settings(deadline=None)
@given(TASKS, SOUGHT, st.integers(0, 4))
def test_words_stand_together_in_a_window_of_one_field(
    tasks: list[tuple[tuple[str, ...], tuple[str, ...]]], sought: tuple[str, ...], others: int
) -> None:
    found = index(tasks)
    together = found.together(found.spelling(exact=True), sought, others).tasks.tolist()
    assert together == [
        number
        for number, fields in enumerate(tasks)
        if any(
            set(sought) <= set(window)
            for field in fields
            for window in windows(field, len(sought) + others)
        )
    ]


@settings(deadline=None)
@given(TASKS, SOUGHT)
def test_a_phrase_stands_as_it_is_written(
    tasks: list[tuple[tuple[str, ...], tuple[str, ...]]], sought: tuple[str, ...]
) -> None:
    found = index(tasks)
    phrase = found.phrase(found.spelling(exact=True), sought).tasks.tolist()
    assert phrase == [
        number
        for number, fields in enumerate(tasks)
        if any(sought in windows(field, len(sought)) for field in fields)
    ]


@settings(deadline=None)
@given(TASKS, SOUGHT)
def test_words_apart_stand_anywhere_in_a_task(
    tasks: list[tuple[tuple[str, ...], tuple[str, ...]]], sought: tuple[str, ...]
) -> None:
    found = index(tasks)
    apart = found.apart(found.spelling(exact=True), sought).tasks.tolist()
    assert apart == [
        number for number, (text, above) in enumerate(tasks) if set(sought) <= {*text, *above}
    ]


def test_without_diacritics_other_words_stand_there_too() -> None:
    found = index([(("số",), ()), (("so",), ()), (("tế",), ("sổ",))])
    bare = found.spelling(exact=False)
    assert found.together(bare, ("so",), 0).tasks.tolist() == [0, 1, 2]


def test_what_weighs_more() -> None:
    touching, near, above, rest = ("đổi", "mới"), ("mới", "đổi"), ("đổi", "mới"), ("một",) * 5
    found = index(
        [
            (touching + rest, rest),
            (near + rest, rest),
            (rest + rest[:2], above + rest[:3]),
            (touching + rest + touching, rest),
            (touching + rest * 9, rest),
        ]
    )
    scored = found.together(found.spelling(exact=True), ("đổi", "mới"), 0)
    once, turned, heading, twice, long = scored.weights.tolist()
    assert twice > once > turned
    assert once > heading
    assert once > long
