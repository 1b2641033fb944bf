"""HTML that cannot be broken by what a text says."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from api.pages.markup import element, join


class Reader(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(PRINTABLE, PRINTABLE)
def test_text_and_attributes_are_what_they_were(text: str, title: str) -> None:
    reader = Reader()
    reader.feed(element("p", text, element("b", "x"), title=title))
    reader.close()
    assert reader.tags == [("p", {"title": title}), ("b", {})]
    assert reader.text == text + "x"


def test_nothing_is_written_for_none() -> None:
    assert element("a", None, href=None, hidden=True, class_="x") == '<a hidden class="x"></a>'
    assert element("input", name="q", required=False) == '<input name="q">'


def test_contents_are_joined_in_order() -> None:
    parts = join((element("b", str(n)) for n in range(3)), between=" & ")
    assert element("p", parts, ["<", 4]) == "<p><b>0</b> & <b>1</b> & <b>2</b>&lt;4</p>"
