"""The reorganisations that the register holds: whole, and agreeing with its agencies."""

import pytest

import ontology
from ontology import changes

AGENCIES = ontology.register().agencies
PROVINCES = ontology.register().provinces


def test_every_event_speaks_of_what_the_register_holds():
    known = {*AGENCIES, *PROVINCES}
    for event in changes().events:
        assert {*event.originals, *event.results} <= known, event.id
        assert set(event.attested_in) <= set(PROVINCES), event.id
        for transfer in event.transfers:
            assert {transfer.origin, transfer.result} <= set(AGENCIES), transfer.id
    for continuation in changes().continuations:
        assert continuation.agencies <= set(AGENCIES)


def test_what_an_event_ended_stood_until_its_day():
    for ended, event in changes().agencies.items():
        stated = AGENCIES[ended].valid_until
        assert stated in (event.date, None), ended
    for ended, event in changes().provinces.items():
        assert PROVINCES[ended].valid_until == event.date, ended


def test_every_ministry_and_department_that_ended_in_march_2025_has_its_event():
    ended = {a.id for a in AGENCIES.values() if a.form and a.valid_until == "2025-03-01"}
    assert ended
    assert ended <= set(changes().agencies)


@pytest.mark.parametrize("level", ["bo", "so"])
def test_a_body_split_by_function_passes_each_to_one_of_the_results(level):
    for field in ("lao-dong-thuong-binh-va-xa-hoi", "thong-tin-va-truyen-thong"):
        event = changes().agencies[f"{level}-{field}"]
        assert event.kind == "split"
        assert {transfer.origin for transfer in event.transfers} == {f"{level}-{field}"}
        assert {transfer.result for transfer in event.transfers} == set(event.results)


def test_a_decree_knows_what_replaced_it():
    basis = changes().agencies["so-ke-hoach-va-dau-tu"].basis
    assert (basis.name, basis.date, basis.in_force, basis.replaced_by) == (
        "Nghị định 45/2025/NĐ-CP",
        "2025-02-28",
        "2025-03-01",
        "Nghị định 150/2025/NĐ-CP",
    )


def test_23_provinces_were_formed_of_52_on_1_july_2025():
    merged = [e for e in changes().events if e.date == "2025-07-01" and e.kind == "merge"]
    assert len(merged) == 23
    assert sum(len(event.originals) for event in merged) == 52
    assert {event.basis.name for event in merged} == {"Nghị quyết 202/2025/QH15"}


def test_no_resolution_is_stated_for_a_province_where_none_is_known():
    department = changes().agencies["so-tai-nguyen-va-moi-truong"]
    assert department.sure("binh-duong") == "pattern"
    assert department.sure("ha-tinh") == "attested"
