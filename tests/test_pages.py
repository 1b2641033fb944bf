"""The pages as a reader without scripts meets them: a real server of the corpus."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import httpx
import pytest

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """What a page holds: text of the main part, links, marked words, forms, whether it closes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.marked: list[str] = []
        self.labels: list[str | None] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marked.append("")
        if tag == "label":
            self.labels.append(said.get("for"))
        self.links += [said["href"] or ""] if tag == "a" else []
        self.ids += [said["id"] or ""] if "id" in said else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.text += data
        if "mark" in self.open:
            self.marked[-1] += data


def read(served: httpx.Client, address: str) -> Page:
    answer = served.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, address
    assert answer.headers["content-type"].startswith("text/html")
    page = Page(answer.text)
    assert "script" not in page.tags
    assert len(page.ids) == len(set(page.ids))
    return page


def test_the_first_page_asks_without_a_script(served: httpx.Client) -> None:
    page = read(served, "/")
    assert {"form", "input", "button", "label"} <= page.tags
    assert page.labels == ["q", "as_of"]
    assert {"q", "as_of"} <= set(page.ids)
    assert "7099/KH-UBND" in page.text


def test_a_question_is_answered_with_its_words_marked(served: httpx.Client) -> None:
    page = read(served, "/?q=giai+ngan+dau+tu+cong")
    assert "Sở Kế hoạch và Đầu tư (Bình Dương)" in page.text
    assert "giải" in page.marked
    assert "282/KH-UBND" in page.text


def test_a_question_that_finds_nothing_says_so(served: httpx.Client) -> None:
    page = read(served, "/?q=%3Cscript%3E+t%C3%A0u+v%C5%A9+tr%E1%BB%A5")
    assert "Không tìm thấy" in page.text
    assert "<script> tàu vũ trụ" in page.text


@pytest.mark.parametrize("start", ["/", "/documents", "/agencies", "/?q=du+l%E1%BB%8Bch", "/docs"])
def test_every_link_leads_somewhere(served: httpx.Client, start: str) -> None:
    for link in dict.fromkeys(read(served, start).links):
        address, fragment = urldefrag(urljoin(start, link))
        answer = served.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 200, link
        if fragment:
            assert fragment in Page(answer.text).ids, link


def test_from_an_answer_to_the_sentence_that_proves_it(served: httpx.Client) -> None:
    asked = {"q": "giải ngân đầu tư công"}
    task = served.get("/api/who", params=asked).json()["agencies"][0]["tasks"][0]["task"]
    page = read(served, f"/eli/{task['id']}")
    assert "".join(page.marked) == task["evidence"]["quote"].replace("\r\n", "\n")
    assert "Sở Kế hoạch và Đầu tư (Bình Dương)" in page.text
    place = f"/eli/{task['document']['id']}/text#c{task['evidence']['start']}"
    assert place in page.links
    whole = read(served, place)
    assert f"c{task['evidence']['start']}" in whole.ids
    assert task["evidence"]["quote"].replace("\r\n", "\n") in whole.text


def test_an_agency_page_lists_what_it_leads(served: httpx.Client) -> None:
    page = read(served, "/id/agency/so-xay-dung-binh-duong?role=lead")
    assert "Sở Xây dựng (Bình Dương)" in page.text
    assert "nhà ở xã hội" in page.text


def test_whatever_the_graph_names_has_a_page(served: httpx.Client) -> None:
    task = served.get("/api/tasks", params={"lead": "so-xay-dung"}).json()["items"][0]
    for path in (
        f"/eli/{task['id']}/lead/so-xay-dung-binh-duong",
        f"/eli/{task['document']['id']}/section/II",
        "/id/agency/so-xay-dung",
        "/id/period/2030",
        "/kind/ke-hoach",
    ):
        page = read(served, path)
        assert path in page.text
    assert "Kế hoạch" in page.text


def test_what_is_not_there_is_told_in_the_way_that_is_asked_for(served: httpx.Client) -> None:
    for path in ("/id/agency/so-khong-co", "/eli/vn/%3E%20%7D", "/nothing"):
        page = served.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.status_code == 404
        assert "Không có gì ở địa chỉ này" in page.text
        problem = served.get(path)
        assert problem.status_code == 404
        assert problem.headers["content-type"] == "application/problem+json"


def test_a_long_list_goes_on_on_another_page(served: httpx.Client) -> None:
    first = read(served, "/id/agency/cac-so-ban-nganh-binh-duong")
    (onward,) = [link for link in first.links if "offset=" in link]
    assert onward in first.links
    second = read(served, onward)
    assert len([link for link in second.links if "offset=" in link]) == 2
