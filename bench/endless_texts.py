"""Texts of one thing, as long as wanted: what makes a pattern go back and forth, or a list grow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import count, cycle

from bench.broken_texts import corpus

Endless = Callable[[], Iterator[str]]


def _again(piece: str) -> Endless:
    # Pieces of some length, so that to join them takes no time.
    return lambda: cycle([piece * (1 + 4_000 // len(piece))])


def _numbered(line: str) -> Endless:
    return lambda: (line.format(number) for number in count(1))


def _glued() -> Iterator[str]:
    dice, words = random.Random(0), [word for word in corpus().split() if word.isalpha()]
    while True:
        yield "".join(dice.choices(words, k=3)) + " "


def _any_characters() -> Iterator[str]:
    dice = random.Random(0)
    while True:
        code = dice.choice((dice.randrange(32, 127), dice.randrange(0xC0, 0x1EF9), 0x200B, 10))
        yield chr(code)


ENDLESS: Mapping[str, Endless] = {
    "the corpus": lambda: cycle([corpus() + "\n"]),
    "the corpus on one line": lambda: cycle([corpus().replace("\n", " ") + " "]),
    "any characters": _any_characters,
    "words glued by three": _glued,
    "thựchiệnnhiệmvụ": _again("thựchiệnnhiệmvụ"),
    "a": _again("a"),
    "A": _again("A"),
    "0123456789": _again("0123456789"),
    "12 ": _again("12 "),
    " ": _again(" "),
    "\\n": _again("\n"),
    "\\u0301": _again("\u0301"),
    "\\u200b": _again("\u200b"),
    "|": _again("|"),
    "|\\n": _again("|\n"),
    "| a ": _again("| a "),
    "rows of a table": _again("| STT | Nhiệm vụ | Chủ trì |\n| 1 | Xây dựng nền | Sở Y tế |\n"),
    "(": _again("("),
    "“": _again("“"),
    "*a ": _again("*a "),
    "-\\n": _again("-\n"),
    "a; ": _again("a; "),
    "ỦY BAN NHÂN DÂN ": _again("ỦY BAN NHÂN DÂN "),
    "KẾ HOẠCH (Ban hành kèm theo …)": _again(
        "KẾ HOẠCH\n(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\n"
    ),
    "Nghị quyết số ": _again("Nghị quyết số "),
    "Nghị quyết số … của Bộ Chính trị, ": _numbered(
        "Nghị quyết số {}-NQ/TW ngày 07/10/2022 của Bộ Chính trị, "
    ),
    "24-\\nNQ/TW\\n": _again("24-\nNQ/TW\n"),
    "Luật Đầu tư, ": _again("Luật Đầu tư, "),
    "thực hiện Đề án phát triển ": _again("thực hiện Đề án phát triển "),
    "chủ trì, phối hợp với ": _again("chủ trì, phối hợp với "),
    "Sở Tài chính, ": _again("Sở Tài chính, "),
    "Giao Sở Tài chính chủ trì ": _again("Giao Sở Tài chính chủ trì "),
    "các doanh nghiệp ": _again("các doanh nghiệp "),
    "tỷ lệ đô thị hóa đạt 80%, ": _again("tỷ lệ đô thị hóa đạt 80%, "),
    "đến năm 2025 đạt ": _again("đến năm 2025 đạt "),
    "trước ngày 15/6 ": _again("trước ngày 15/6 "),
    "levels of an outline": _again("I. A:\n1. A:\n1.1. A:\na) A:\n- A:\n+ A:\n"),
    "numbered tasks": _numbered("{}. Giao Sở Y tế thực hiện việc này trước ngày 1/2/2025\n"),
    "Thực hiện các việc sau:\\n": _again("Thực hiện các việc sau:\n"),
}


def endless(name: str, characters: int) -> str:
    """Give the first characters of an endless text."""
    parts: list[str] = []
    missing = characters
    for part in ENDLESS[name]():
        parts.append(part[:missing])
        missing -= len(part)
        if missing <= 0:
            break
    return "".join(parts)
