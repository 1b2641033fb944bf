"""The first page: asks who owns what, and answers."""

from __future__ import annotations

from urllib.parse import urlencode

from api.pages.layout import (
    agency_link,
    document_link,
    english,
    evidence_line,
    heading,
    local,
    page,
    role_badge,
)
from api.pages.markup import Markup, element, join
from api.pages.succession import date_field, succession
from graph.search import Facts, Owner, Page, Part, Snippet, Who

_EXAMPLES = ("chuyển đổi số", "giải ngân đầu tư công", "SKHĐT", "nha o xa hoi")


def home_page(documents: Page, agencies: Page) -> str:
    """Return the page before a question is asked, with what there is to ask about."""
    return page(
        "Chủ Trì: việc này ai chủ trì?",
        heading("Việc này ai chủ trì?", "Who owns what?", "h1"),
        element(
            "p",
            "Hỏi các kế hoạch của chính quyền: cơ quan nào chủ trì, phối hợp với ai, bao giờ xong.",
        ),
        question_form("", None),
        element(
            "p",
            "Ví dụ: ",
            join(
                (element("a", each, href=f"/?{urlencode({'q': each})}") for each in _EXAMPLES),
                between=" · ",
            ),
            class_="note",
        ),
        heading("Văn bản", "Documents"),
        element("ul", (element("li", document_link(each)) for each in documents.items)),
        heading("Cơ quan được giao nhiều việc nhất", "Agencies with most tasks"),
        element(
            "ul",
            (
                element("li", agency_link(each), element("span", _counts(each), class_="note"))
                for each in agencies.items
            ),
        ),
    )


def who_page(question: str, answer: Who, as_of: str | None) -> str:
    """Return the answer to a question, with who holds each duty on a day if one is given."""
    return page(
        f"{question} · Chủ Trì",
        heading("Việc này ai chủ trì?", "Who owns what?", "h1"),
        question_form(question, as_of),
        _summary(question, answer),
        (_owner(owner) for owner in answer.owners),
        _unowned(answer.unowned),
    )


def question_form(question: str, as_of: str | None) -> Markup:
    """Return the form that asks; it needs no script."""
    return element(
        "form",
        element(
            "label",
            "Công việc hoặc cơ quan, có dấu hay không dấu đều được ",
            english("A task or an agency, with or without diacritics"),
            for_="q",
        ),
        element(
            "input", type="search", id="q", name="q", value=question, required=True, maxlength=500
        ),
        element("button", "Hỏi", type="submit"),
        date_field(as_of),
        action="/",
        role="search",
    )


def marked(snippet: Snippet) -> Markup:
    """Return a snippet with its hits marked."""
    parts: list[str | Markup] = []
    done = 0
    for start, end in snippet.hits:
        if start < done:
            continue
        parts += [snippet.text[done:start], element("mark", snippet.text[start:end])]
        done = end
    return join((*parts, snippet.text[done:]))


def _summary(question: str, answer: Who) -> Markup:
    if not answer.tasks:
        return element(
            "p",
            f"Không tìm thấy nhiệm vụ nào về “{question}”. Hãy thử ít từ hơn. ",
            english("Nothing found; try fewer words."),
            role="status",
        )
    meant = f" Hiểu là: {', '.join(answer.meant)}." if answer.meant else ""
    apart = " Các từ không đứng gần nhau." if answer.match == "apart" else ""
    return element(
        "p",
        f"{answer.tasks} nhiệm vụ, {answer.total} cơ quan.{meant}{apart} ",
        english(f"{answer.tasks} tasks, {answer.total} agencies."),
        role="status",
    )


def _owner(owner: Owner) -> Markup:
    return element(
        "section",
        element("h2", agency_link(owner.agency)),
        element("p", f"chủ trì {owner.leads}, phối hợp {owner.coordinates}", class_="note"),
        None if _by_task(owner) else succession(owner.succession),
        element("ul", (_part(part, owner) for part in owner.parts), class_="plain"),
        class_="card",
    )


def _by_task(owner: Owner) -> bool:
    """Whether it depends on the task who came after the owner."""
    return owner.succession is not None and len(owner.succession["holders"]) > 1


def _part(part: Part, owner: Owner) -> Markup:
    duties = [d for d in part.task[part.role] if d["agency"]["iri"] == owner.agency["iri"]]
    return element(
        "li",
        role_badge(part.role),
        " ",
        element("a", marked(part.snippet), class_="task", href=local(part.task["iri"])),
        evidence_line(part.task),
        (succession(duty["succession"]) for duty in duties) if _by_task(owner) else None,
    )


def _unowned(tasks: Page) -> Markup | None:
    if not tasks.total:
        return None
    return element(
        "section",
        heading(f"Không ghi cơ quan chủ trì: {tasks.total}", "No lead is named"),
        element("ul", (_unowned_task(task) for task in tasks.items), class_="plain"),
        class_="card",
    )


def _unowned_task(task: Facts) -> Markup:
    return element(
        "li",
        element("a", task["text"], class_="task", href=local(task["iri"])),
        evidence_line(task),
    )


def _counts(agency: Facts) -> str:
    return f" · chủ trì {agency['leads']}, phối hợp {agency['coordinates']}"
