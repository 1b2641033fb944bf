"""What a search makes of words: of a text, of a question, and in the snippet that it shows."""

from hypothesis import given
from hypothesis import strategies as st

from graph.folding import bare, bare_words
from graph.search.question import read_question
from graph.search.snippets import Snippet, Texts
from graph.search.words import exact_words, name_key


@given(st.text())
def test_bare_text_keeps_its_places(text: str) -> None:
    assert len(bare(text)) == len(text)


@given(st.text(st.characters(max_codepoint=0x1EFF)))
def test_words_are_as_many_with_diacritics_as_without(text: str) -> None:
    assert len(exact_words(text)) == len(bare_words(text))


def test_what_may_be_left_out_when_typing() -> None:
    assert bare_words("Đổi  mới (hoá-đơn)") == ("doi", "moi", "hoa", "don")
    assert exact_words("HOÁ đơn") == exact_words("hóa đơn") == ("hóa", "đơn")
    assert name_key("Sở Kế hoạch và Đầu tư") == name_key("so ke hoach - dau tu")


def test_a_question_loses_only_what_makes_it_one() -> None:
    assert read_question("Cơ quan nào phụ trách nhà ở xã hội?", 32).exact == (
        "nhà",
        "ở",
        "xã",
        "hội",
    )
    assert read_question("nhà ở xã hội do ai chủ trì?", 32).bare == ("nha", "o", "xa", "hoi")
    assert read_question("ai chủ trì", 32).bare == ("ai", "chu", "tri")
    assert read_question("một hai ba bốn", 2).bare == ("mot", "hai")


def snippet(text: str, sought: tuple[str, ...]) -> Snippet:
    numbers = {word: number for number, word in enumerate(sorted({*sought, *bare_words(text)}))}
    (shown,) = Texts([text], numbers).read(sought, [0])
    return shown


def test_a_snippet_shows_the_words_and_where_they_stand() -> None:
    text = "Mở đầu. " * 40 + "Đẩy mạnh chuyển đổi số trong y tế. " + "Phần sau. " * 40
    shown = snippet(text, ("chuyen", "doi", "so"))
    ((start, end),) = shown.hits
    assert shown.text[start:end] == "chuyển đổi số"
    assert len(shown.text) <= 250
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    apart = snippet("số liệu và chuyển giao", ("chuyen", "doi", "so"))
    assert [apart.text[a:b] for a, b in apart.hits] == ["số", "chuyển"]
    near = snippet("giải pháp giải ngân vốn đầu tư công từ đầu năm", ("giai", "ngan", "dau", "tu"))
    assert near.hits == ((10, 14), (15, 19), (24, 27), (28, 30))


@given(st.text(max_size=400), st.lists(st.text("abcđ ", max_size=3), max_size=3))
def test_hits_lie_in_the_snippet(text: str, sought: list[str]) -> None:
    shown = snippet(text, bare_words(" ".join(sought)))
    assert all(0 <= a < b <= len(shown.text) for a, b in shown.hits)
