"""Works: what a mention means is decided by what the corpus says, and never guessed."""

from extract.record import Citation, Metadata, PlanRecord
from graph.naming import Naming
from graph.works import works_of

BASE = "https://w3id.org/chutri/eli/vn/"


def record(source, *citations, number=None, date=None, issuer="UBND tỉnh Bình Dương", type_=None):
    said = Metadata(number=number, date=date, issuer=issuer, type=type_)
    return PlanRecord(source, "", said, None, (), tuple(citations), (), (), (), ())


def cite(number=None, date=None, issuer=None, type_="Nghị quyết", by="this", **other):
    kind = other.get("kind", "numbered")
    mention = other.get("mention", f"{type_} số {number}")
    relation = other.get("relation", "implements")
    return Citation(1, mention, kind, type_, number, date, issuer, relation, by, 0, 1)


def meanings(*records):
    works = works_of(records, Naming())
    return {
        source: [(r.status, [w.removeprefix(BASE) for w in r.works]) for r in resolutions]
        for source, resolutions in works.resolutions.items()
    }


def test_a_number_with_its_date_names_a_document():
    found = meanings(record("a", cite("01/NQ-CP", "2023-01-06", "Chính phủ")))
    assert found["a"] == [("resolved", ["chinh-phu/nghi-quyet/2023/01-nq-cp"])]


def test_the_same_symbol_in_two_years_names_two_documents():
    found = meanings(
        record("a", cite("01/NQ-CP", "2023-01-06", "Chính phủ")),
        record("b", cite("01/NQ-CP", "2025-01-08", "Chính phủ")),
        record("c", cite("01/NQ-CP")),
    )
    assert found["a"] != found["b"]
    assert found["c"] == [("ambiguous", found["a"][0][1] + found["b"][0][1])]


def test_a_short_form_is_resolved_by_the_one_full_form_of_its_own_document():
    found = meanings(
        record("a", cite("01/NQ-CP"), cite("01/NQ-CP", "2023-01-06", "Chính phủ")),
        record("b", cite("01/NQ-CP", "2025-01-08", "Chính phủ")),
    )
    assert found["a"] == [("resolved", ["chinh-phu/nghi-quyet/2023/01-nq-cp"])] * 2


def test_a_short_form_between_two_full_forms_stays_ambiguous():
    found = meanings(
        record(
            "a", cite("01/NQ-CP", "2023-01-06"), cite("01/NQ-CP", "2025-01-08"), cite("01/NQ-CP")
        )
    )
    assert [status for status, _ in found["a"]] == ["resolved", "resolved", "ambiguous"]


def test_one_candidate_elsewhere_decides_nothing():
    found = meanings(
        record("a", cite("29-NQ/TW", "2022-11-17", "Ban Chấp hành Trung ương")),
        record("b", cite("29-NQ/TW")),
    )
    assert found["b"] == [("unresolved", found["a"][0][1])]


def test_a_form_that_nothing_agrees_with_is_a_work_of_which_no_more_is_known():
    assert meanings(record("a", cite("29-NQ/TW")))["a"] == [
        ("unresolved", ["_/nghi-quyet/_/29-nq-tw"])
    ]


def test_a_number_that_carries_its_year_needs_no_date():
    found = meanings(
        record(
            "a",
            cite("16/2021/QH15", "2021-07-27", "Quốc hội"),
            cite("16/2021/QH15"),
        ),
        record("b", cite("16/2021/QH15")),
    )
    assert found["a"][0][1] == found["a"][1][1] == found["b"][0][1]
    assert found["b"] == [("resolved", ["quoc-hoi/nghi-quyet/2021/16-2021-qh15"])]


def test_a_symbol_tells_its_issuer_whatever_a_mention_says():
    found = meanings(
        record("a", cite("24/CT-TTg", "2025-09-13", None, "Chỉ thị")),
        record("b", cite("24/CT-TTg", "2025-09-13", "Chính phủ", "Chỉ thị")),
    )
    assert (
        found["a"] == found["b"] == [("resolved", ["thu-tuong-chinh-phu/chi-thi/2025/24-ct-ttg"])]
    )


def test_a_joint_document_is_of_no_one_issuer():
    found = meanings(record("a", cite("60/2003/TTLT-BNV-BTC", None, None, "Thông tư liên tịch")))
    assert found["a"] == [("resolved", ["_/thong-tu-lien-tich/2003/60-2003-ttlt-bnv-btc"])]


def test_a_date_that_is_mentioned_more_has_the_plain_name():
    often, once = cite("71/NQ-CP", "2025-04-01"), cite("71/NQ-CP", "2025-01-04")
    found = meanings(record("a", once, often), record("b", often))
    assert found["b"] == [("resolved", ["chinh-phu/nghi-quyet/2025/71-nq-cp"])]
    assert found["a"][0][1] != found["a"][1][1] == found["b"][0][1]


def test_a_committees_number_means_nothing_without_its_province():
    found = meanings(
        record("a", cite("371/KH-UBND", "2025-01-21", "UBND tỉnh Bình Dương", "Kế hoạch")),
        record("b", cite("371/KH-UBND", "2025-01-21", "UBND tỉnh Đồng Tháp", "Kế hoạch")),
    )
    assert found["a"] != found["b"]


def test_an_issuer_left_out_is_of_the_citing_documents_province():
    found = meanings(
        record("a", cite("371/KH-UBND", "2025-01-21", "UBND tỉnh Bình Dương", "Kế hoạch")),
        record("b", cite("371/KH-UBND", "2025-01-21", None, "Kế hoạch")),
        record(
            "c", cite("371/KH-UBND", "2025-01-21", None, "Kế hoạch"), issuer="UBND tỉnh Long An"
        ),
    )
    assert found["b"] == found["a"]
    assert found["c"] == [("resolved", ["_/ke-hoach/2025/371-kh-ubnd"])]


def test_a_text_of_the_corpus_is_what_its_number_means():
    own = record("a", cite("29-NQ/TW"), number="371/KH-UBND", date="2025-01-21", type_="Kế hoạch")
    citing = record("b", cite("371/KH-UBND", "2025-01-21", "UBND tỉnh Bình Dương", "Kế hoạch"))
    works = works_of([own, citing], Naming())
    assert works.resolutions["b"][0].works == (works.documents["a"],)
    assert works.documents["a"] == f"{BASE}ubnd-tinh-binh-duong/ke-hoach/2025/371-kh-ubnd"
    assert works.resolutions["a"][0].citing == works.documents["a"]


def test_a_text_without_number_takes_its_name_from_its_file():
    works = works_of([record("bao-chi.txt", issuer=None)], Naming())
    assert works.documents == {"bao-chi.txt": f"{BASE}_/_/_/bao-chi"}


def test_two_texts_that_claim_one_number_stay_two_documents():
    twice = [
        record(source, number="371/KH-UBND", date="2025-01-21", type_="Kế hoạch")
        for source in ("a.txt", "b.txt")
    ]
    works = works_of(twice, Naming())
    assert len(set(works.documents.values())) == 2


def test_a_citation_in_the_title_of_another_is_cited_by_that():
    works = works_of(
        [
            record(
                "a",
                cite("5844/KH-UBND", "2017-12-22", "UBND tỉnh Bình Dương", "Kế hoạch"),
                cite("11-NQ/TW", "2017-06-03", "Bộ Chính trị", by="5844/KH-UBND"),
            )
        ],
        Naming(),
    )
    first, second = works.resolutions["a"]
    assert second.citing == first.works[0]


def test_a_law_is_the_same_for_every_province_and_needs_its_date():
    law = {"type_": "Luật", "kind": "law", "mention": "Luật Quy hoạch"}
    found = meanings(record("a", cite(**law)), record("b", cite(**law), issuer="UBND tỉnh Long An"))
    assert found["a"] == found["b"] == [("unresolved", ["_/luat/_/luat-quy-hoach"])]


def test_a_laws_date_is_no_part_of_its_name():
    law = {"type_": "Luật", "kind": "law"}
    found = meanings(
        record(
            "a",
            cite(date="2015-06-19", mention="Luật Tổ chức ngày 19 tháng 6 năm 2015", **law),
            cite(mention="Luật Tổ chức", **law),
        )
    )
    assert found["a"] == [("resolved", ["_/luat/2015/luat-to-chuc"])] * 2


def test_the_order_of_the_records_makes_no_difference():
    records = [
        record("a", cite("01/NQ-CP", "2023-01-06", "Chính phủ"), cite("9/KH-UBND", "2023-02-01")),
        record("b", cite("01/NQ-CP"), cite("9/KH-UBND", "2023-02-01", "UBND tỉnh Bình Dương")),
    ]
    assert works_of(records, Naming()) == works_of(records[::-1], Naming())
