"""Terms: what is written is what an RDF parser reads back."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.terms import CT, boolean, decimal, integer, iri, moment, nquads, text


def parsed(term):
    (line,) = nquads([(iri("https://e.org/s"), CT.line, term)], iri("https://e.org/g"))
    (quad,) = ox.parse(line, ox.RdfFormat.N_QUADS)
    return quad.object


@given(st.text(st.characters(codec="utf-8")))
def test_a_string_comes_back_unchanged(value):
    assert parsed(text(value)) == ox.Literal(value)
    assert parsed(text(value, "vi")) == ox.Literal(value, language="vi")


@pytest.mark.parametrize(
    ("value", "written"),
    [(8.5, "8.5"), (88.0, "88"), (15800.0, "15800"), (0.07, "0.07"), (1e-7, "0.0000001")],
)
def test_a_decimal_has_no_exponent_and_no_idle_zeros(value, written):
    assert parsed(decimal(value)).value == written


@pytest.mark.parametrize(
    ("value", "datatype"), [("2025", "gYear"), ("2023-02", "gYearMonth"), ("2025-12-31", "date")]
)
def test_a_date_keeps_the_precision_that_was_stated(value, datatype):
    assert parsed(moment(value)).datatype.value.endswith(f"#{datatype}")


@pytest.mark.parametrize("value", ["2025-02-30", "2025-13", "sớm", "20255", ""])
def test_what_is_no_date_is_not_made_one(value):
    assert parsed(moment(value)) == ox.Literal(value)


def test_numbers_and_booleans_are_typed():
    assert parsed(integer(7)) == ox.Literal(7)
    assert parsed(boolean(True)) == ox.Literal(True)


def test_lines_are_sorted_and_each_stands_once():
    triple = (iri("https://e.org/s"), CT.line, integer(1))
    other = (iri("https://e.org/a"), CT.line, integer(1))
    lines = nquads([triple, other, triple], iri("https://e.org/g"))
    assert lines == sorted(lines)
    assert len(lines) == 2
