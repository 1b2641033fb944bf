"""The ontology's loader: what its Turtle says, and how it fails."""

import re

import pyoxigraph as ox
import pytest

import ontology
from graph.triples.documents import kind_classes
from ontology import phrases, turtle
from ontology.turtle import OntologyError

PREFIXES = """@prefix ct: <https://w3id.org/chutri/def#> .
@prefix cue: <https://w3id.org/chutri/cue/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def cue_file(tmp_path, monkeypatch):
    """Stand a cue file of the given Turtle in the package's place."""
    monkeypatch.setattr(turtle, "files", lambda package: tmp_path)
    caches = (phrases.cues, phrases.patterns, phrases._source)

    def write(body):
        (tmp_path / "cues").mkdir(exist_ok=True)
        (tmp_path / "cues" / "sample.ttl").write_text(PREFIXES + body, encoding="utf-8")
        for cached in caches:
            cached.cache_clear()
        return "sample"

    yield write
    for cached in caches:
        cached.cache_clear()


def test_phrases_come_longest_first(cue_file):
    name = cue_file('cue:lead a skos:Concept ; skos:altLabel "giao"@vi, "chịu trách nhiệm"@vi .')
    assert ontology.cues(name) == {"lead": ("chịu trách nhiệm", "giao")}


def test_a_pattern_is_filled_with_other_concepts(cue_file):
    name = cue_file(
        'cue:unit a skos:Concept ; skos:altLabel "tỷ đồng"@vi, "%"@vi .\n'
        'cue:number a skos:Concept ; ct:pattern "[0-9]{1,3}" .\n'
        'cue:value a skos:Concept ; ct:pattern "{number} ?{unit}" .'
    )
    value = ontology.patterns(name)["value"]
    assert re.fullmatch(value, "150 tỷ đồng")
    assert re.fullmatch(value, "90%")
    assert not re.fullmatch(value, "1500%")


@pytest.mark.parametrize(
    ("body", "line", "complaint"),
    [
        ('\ncue:a a skos:Concept ; skos:altLabel "x"@vi', 5, ""),
        ("\n\ncue:a a skos:Concept .", 6, "neither a phrase"),
        ('cue:a skos:altLabel "x"@vi .', 4, "not a skos:Concept"),
        ('cue:a a skos:Concept ; skos:altLabel "x" .', 4, "without @vi"),
        ('cue:a a skos:Concept ; ct:pattern "(" .', 4, "bad pattern"),
        ('cue:a a skos:Concept ; ct:pattern "{b}" .', 4, "{b}"),
        (
            'cue:a a skos:Concept ; ct:pattern "{b}" .\ncue:b a skos:Concept ; ct:pattern "{a}" .',
            5,
            "itself",
        ),
        ("<http://a/b> a skos:Concept .", 4, "namespace"),
    ],
)
def test_a_malformed_file_is_named_with_its_line(cue_file, body, line, complaint):
    name = cue_file(body)
    with pytest.raises(OntologyError, match=rf"^ontology/cues/sample\.ttl:{line}: ") as raised:
        ontology.patterns(name)
    assert complaint in str(raised.value)


def test_a_missing_file_is_named():
    with pytest.raises(OntologyError, match=r"ontology/cues/nothing\.ttl: no such file"):
        ontology.cues("nothing")


def test_every_cue_file_of_the_package_loads():
    names = [path.name[:-4] for path in turtle.resource("cues").iterdir()]
    assert "agencies" in names
    for name in names:
        assert ontology.cues(name)
        ontology.patterns(name)


# Nghị định 30/2020/NĐ-CP, annex III: 27 kinds with an abbreviation; công văn, thư công without.
ANNEX_III = {
    *("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC"),
    *("BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB"),
}


def test_the_29_administrative_kinds_have_the_symbols_of_the_decree():
    administrative = [kind for kind in ontology.kinds() if "administrative" in kind.systems]
    assert len(administrative) == 29
    assert sorted(s for kind in administrative for s in kind.symbols) == sorted(ANNEX_III)
    assert {kind.label for kind in administrative if not kind.symbols} == {"Công văn", "Thư công"}


def test_a_kind_is_labelled_in_both_languages_and_identified_once():
    kinds = ontology.kinds()
    assert len({kind.id for kind in kinds}) == len({kind.label for kind in kinds}) == len(kinds)
    assert all(kind.label and kind.label_en for kind in kinds)


def test_party_symbols_are_apart_from_the_states():
    by_label = {kind.label: kind for kind in ontology.kinds()}
    assert by_label["Quy định"].symbols == ("QyĐ",)
    assert by_label["Quy định"].party_symbols == ("QĐ",)
    assert by_label["Kết luận"].party
    assert not by_label["Nghị định"].party


def test_63_provinces_became_34_on_1_july_2025():
    provinces = ontology.register().provinces.values()

    def standing(date):
        return [
            p
            for p in provinces
            if (p.valid_from or "") <= date and date < (p.valid_until or "9999")
        ]

    assert len(standing("2025-06-30")) == 63
    assert len(standing("2025-07-01")) == 34
    assert {p.name for p in standing("2025-07-01") if p.kind == "thành phố"} == {
        *("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")
    }


def test_a_province_knows_what_it_became():
    provinces = ontology.register().provinces
    successor = provinces[provinces["binh-duong"].successor]
    assert (successor.name, successor.valid_from) == ("Hồ Chí Minh", "2025-07-01")
    assert set(successor.predecessors) == {"binh-duong", "ba-ria-vung-tau", "ho-chi-minh"}


def test_the_register_names_each_body_once_and_by_its_slug():
    register = ontology.register()
    assert len(register.agencies) > 250
    assert all(ontology.slug(a.name) == a.id for a in register.agencies.values())


def test_every_date_of_an_agency_has_its_source_and_certainty():
    for agency in ontology.register().agencies.values():
        if agency.valid_from or agency.valid_until:
            assert agency.source, agency.id
            assert agency.certainty in ("high", "medium", "pattern"), agency.id


def test_a_department_knows_its_spellings_and_dates():
    agency = ontology.register().agencies["so-ke-hoach-va-dau-tu"]
    assert {"Sở KH&ĐT", "Sở KHĐT", "Sở Kế hoạch - Đầu tư"} <= set(agency.spellings)
    assert (agency.valid_from, agency.valid_until) == (None, "2025-03-01")
    assert "SKHĐT" in agency.notations


def test_a_slot_makes_an_entry_for_each_level():
    agencies = ontology.register().agencies
    assert agencies["cong-an-tinh"].name == "Công an tỉnh"
    assert agencies["cong-an-thanh-pho"].name == "Công an Thành phố"
    assert agencies["ban-to-chuc-thanh-uy"].name == "Ban Tổ chức Thành ủy"


def test_a_symbol_names_its_issuer_or_those_the_text_must_choose_from():
    issuers = ontology.register().issuers
    assert issuers["TTg"].agencies == ("thu-tuong-chinh-phu",)
    assert issuers["TW"].agencies == ("ban-chap-hanh-trung-uong", "bo-chinh-tri", "ban-bi-thu")
    assert issuers["UBND"].placed
    assert not issuers["BCA"].placed


def test_binh_duong_had_nine_district_units_whose_kinds_changed():
    def kinds(date):
        return sorted(
            unit.kind
            for unit in ontology.register().units
            if unit.province == "binh-duong"
            and (unit.valid_from or "") <= date < (unit.valid_until or "9999")
        )

    assert kinds("2021-12-20") == ["huyện"] * 4 + ["thành phố"] * 3 + ["thị xã"] * 2
    assert kinds("2025-01-21") == ["huyện"] * 4 + ["thành phố"] * 5
    assert kinds("2025-07-01") == []


def test_every_kind_of_document_has_its_class():
    declared = {
        str(quad.subject)
        for published in ontology.published()
        for quad in ox.parse(published, ox.RdfFormat.TURTLE)
    }
    assert set(kind_classes()) == {kind.id for kind in ontology.kinds()}
    assert set(kind_classes().values()) <= declared
