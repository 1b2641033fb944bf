"""The page that compares two plans: each task with its counterpart, both sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from urllib.parse import urlencode

from api.pages.layout import (
    agency_link,
    document_link,
    document_name,
    english,
    evidence_line,
    heading,
    local,
    more,
    page,
)
from api.pages.markup import Content, Markup, element, join
from graph.comparison import Compared, Fate, Likeness, counts
from graph.search import Facts, Page

FATES: dict[Fate, tuple[str, str]] = {
    "kept": ("Giữ nguyên", "kept"),
    "reworded": ("Viết lại", "reworded"),
    "handed": ("Giao cơ quan khác", "handed to another agency"),
    "new": ("Mới", "new"),
    "dropped": ("Không còn", "dropped"),
}
"""What each fate is called."""

_ALIKE = 0.5
"""From this likeness on, the words that differ are marked; below, nearly all would be."""


def choice_page(documents: Page) -> str:
    """Return the form that asks which two plans are to be compared."""
    return page(
        "So sánh hai văn bản · Chủ Trì",
        heading("So sánh hai văn bản", "Compare two plans", "h1"),
        element("p", "Nhiệm vụ nào giữ nguyên, viết lại, giao cơ quan khác, mới, không còn."),
        element(
            "form",
            _choice("old", "Văn bản trước", documents),
            _choice("new", "Văn bản sau", documents),
            element("button", "So sánh", type="submit"),
            action="/compare",
        ),
    )


def comparison_page(
    documents: tuple[Facts, Facts],
    compared: Sequence[Compared],
    fate: Fate | None,
    limit: int,
    offset: int,
) -> str:
    """Return a page of what became of the tasks of the first document in the second."""
    old, new = documents
    asked = {"old": old["id"], "new": new["id"]}
    chosen = [each for each in compared if fate in (None, each.fate)]
    kept = asked | ({"fate": fate} if fate else {})
    return page(
        f"{document_name(old)} → {document_name(new)} · Chủ Trì",
        heading("So sánh hai văn bản", "Compare two plans", "h1"),
        element("p", document_link(old), " → ", document_link(new)),
        element("p", join(_fates(asked, compared), between=" · ")),
        element(
            "p",
            "Độ giống: cosin của các từ và cặp từ liền nhau, từ càng ít nhiệm vụ có càng nặng; ",
            "0 là không có từ chung, 1 là cùng lời.",
            class_="note",
        ),
        element(
            "ol", (_line(each) for each in chosen[offset : offset + limit]), class_="plain card"
        ),
        more("/compare", kept, len(chosen), limit, offset),
        element(
            "p",
            "Dữ liệu: ",
            element("a", "JSON", href=f"/api/compare?{urlencode(asked)}"),
            class_="note",
        ),
    )


def _choice(name: str, label: str, documents: Page) -> Markup:
    return element(
        "p",
        element("label", label, " ", for_=name),
        element(
            "select",
            (element("option", document_name(d), value=d["id"]) for d in documents.items),
            id=name,
            name=name,
        ),
    )


def _fates(asked: dict[str, str], compared: Sequence[Compared]) -> Iterator[Markup]:
    yield element("a", f"Tất cả {len(compared)}", href=f"/compare?{urlencode(asked)}")
    for fate, count in counts(compared).items():
        address = f"/compare?{urlencode(asked | {'fate': fate})}"
        called, in_english = FATES[fate]
        yield element("a", f"{called} {count}", href=address, title=in_english)


def _line(each: Compared) -> Markup:
    return element(
        "li",
        element("strong", FATES[each.fate][0]),
        _likeness(each.likeness) if each.likeness else None,
        " · người kế tục của cơ quan cũ chủ trì" if each.succeeded else None,
        *_sentences(each),
        _nearest(each),
    )


def _likeness(likeness: Likeness) -> str:
    return f" · giống {likeness.value:.2f} ({', '.join(likeness.words)})"


def _sentences(each: Compared) -> Iterator[Markup]:
    texts: tuple[Content, Content] = ("", "")
    if each.old and each.new and each.likeness and each.likeness.value >= _ALIKE:
        texts = _differences(each.old["text"], each.new["text"])
    for task, text, called in ((each.old, texts[0], "Trước"), (each.new, texts[1], "Sau")):
        if task:
            link = element("a", task["path"], href=local(task["iri"]))
            leads = ((agency_link(duty["agency"]), " ") for duty in task["lead"])
            yield element("p", f"{called}: ", link, " ", text or task["text"])
            yield element("p", "Chủ trì: ", *leads, class_="note") if task["lead"] else Markup()
            yield evidence_line(task)


def _differences(old: str, new: str) -> tuple[Markup, Markup]:
    """Mark the words that only one of two texts has."""
    before, after = old.split(), new.split()
    left: list[Content] = []
    right: list[Content] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        gone, come = " ".join(before[start:end]), " ".join(after[other_start:other_end])
        if kind == "equal":
            left.append(f"{gone} ")
            right.append(f"{come} ")
            continue
        left += [element("del", gone), " "] if gone else []
        right += [element("ins", come), " "] if come else []
    return join(left), join(right)


def _nearest(each: Compared) -> Markup | None:
    if each.nearest is None:
        return None
    task, likeness = each.nearest.task, each.nearest.likeness
    return element(
        "p",
        f"Gần nhất trong văn bản kia, giống {likeness.value:.2f}: ",
        element("a", task["path"], href=local(task["iri"])),
        " ",
        english(", ".join(likeness.words)),
        class_="note",
    )
