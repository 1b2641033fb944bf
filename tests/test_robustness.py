"""Damaged and endless texts: none raises, and every span cuts its evidence out of the text.

`python -m bench robustness` reads a hundred thousand of them, and looks at the clock too.
"""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from bench.broken_texts import DAMAGES, corpus, texts
from bench.endless_texts import ENDLESS, endless
from bench.robustness import unfounded
from extract import SourceText, extract


def read(text):
    return extract(SourceText("any.txt", text))


@settings(
    max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(texts())
def test_a_damaged_text_gives_a_record_whose_spans_cut_their_evidence(text):
    assert list(unfounded(read(text))) == []


@pytest.mark.parametrize("name", ENDLESS)
def test_one_thing_again_and_again_gives_a_record(name):
    assert list(unfounded(read(endless(name, 5_000)))) == []


def test_a_span_that_cuts_out_something_else_is_seen():
    record = read(corpus()[:5_000])
    task = record.tasks[0]
    moved = task._replace(start=task.end - 1)
    assert len(list(unfounded(replace(record, tasks=(moved,))))) == 1


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_changes_the_text(name):
    text = corpus()[:3_000]
    assert DAMAGES[name](text, Random(1)) != text
