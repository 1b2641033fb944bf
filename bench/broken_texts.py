"""Texts that no one would send on purpose: corpus texts damaged in many ways, plans made at random.

`texts()` is a hypothesis strategy of inputs of some hundred to some thousand code points. What it
draws are places, sizes and the names of a few kinds of damage; everything else follows from them,
so that the same draw is the same text on every machine.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

SHORTEST, LONGEST = 200, 5_000  # code points of an input before it is damaged
_MOST_DAMAGE = 5
_CORPUS = Path(__file__).parent.parent / "corpus"

Damage = Callable[[str, random.Random], str]

_OUTLINE = ("Phần I\n", "Chương II\n", "I. ", "1. ", "1.1. ", "1.1.1. ", "a) ", "(1) ", "- ", "+ ")
_PIECES = (
    "KẾ HOẠCH\n", "QUYẾT ĐỊNH\n", "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG\n", "Số: 371/KH-UBND\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "Bình Dương, ngày 21 tháng 01 năm 2025\n",
    "(Ban hành kèm theo Quyết định số 2902/QĐ-UBND ngày 01/12/2021 của UBND tỉnh)\n", "\n", "\n\n",
    "Căn cứ ", "thực hiện ", "Nghị quyết số 24-\nNQ/TW ngày 07/10/2022 của Bộ Chính trị",
    "Quyết định số 36/QĐ-TTg; số 1569/QĐ-TTg ngày 12/12/2022", "Luật Đầu tư công", "Đề án 06",
    "II. NHIỆM VỤ VÀ GIẢI PHÁP\n", "Tổ chức thực hiện:\n", "Điều 3. ", "Giao ", "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư", "UBND các huyện, thị xã, thành phố", "các sở, ban, ngành", "Sở KH&CN",
    " chủ trì, phối hợp với ", " chịu trách nhiệm ", "tham mưu UBND tỉnh ", "Bộ Công an", "và ",
    "xây dựng kế hoạch phát triển hạ tầng số", "đẩy mạnh cải cách hành chính", "; ", ". ", ": ",
    "đến năm 2025", " trước ngày 15/6/2025", "trong quý IV/2025", "hằng năm", "giai đoạn 2021-2025",
    "tỷ lệ đô thị hóa đạt 80%", "tăng 8,5 - 8,7%/năm", "trên 74.617 tỷ đồng", "62,3% - 28% - 9,7%",
    "Cơ quan chủ trì: ", "Thời gian hoàn thành: ", "| STT | Nhiệm vụ | Cơ quan chủ trì |\n", "|\n",
    "|\nSTT\n|\nChỉ tiêu\n|\nĐơn vị tính\n|\nNăm 2025\n|\n1\n|\nTỷ lệ hộ nghèo\n|\n%\n|\n< 1\n|\n",
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", "Phụ lục II\n",
    "một việc chỉ giao một cơ quan chủ trì", "“", "”", "(", ")", "**", "# ", "1Ghi chú\n",
)  # fmt: skip
_ODD = (
    "\u200b", "\u200d", "\u00ad", "\ufeff", "\u00a0", "\u2028", "\x00", "\x0c", "\r", "\t",
    "\u0301", "\u0323", "ñ", "ð", "Ð", "İ", "ß", "ﬁ", "𝒜", "😀", "٣", "½", "…", "–", "—", "»",
)  # fmt: skip
_BETWEEN = ("|", "|\n", "\n", " ", "*", "(", ")", "“", '"', ".", "-\n", "/\n", ", ", "; ", ":\n")
_CITED = ("Nghị quyết số ", "Nghị quyết số 24-NQ/TW, ", "số 5/QĐ-TTg; ", "Luật ", "căn cứ ")
_OWNED = ("chủ trì, phối hợp với ", "Sở Tài chính, ", "Giao ", "các sở, ", "UBND tỉnh ", "Sở ")


def _slice(text: str, dice: random.Random, longest: int = LONGEST) -> tuple[int, int]:
    start = dice.randrange(len(text) + 1)
    return start, min(len(text), start + dice.randrange(1, longest))


def _cut(text: str, dice: random.Random) -> str:
    start, end = _slice(text, dice)
    return text[:start] + text[end:]


def _splice(text: str, dice: random.Random) -> str:
    start, end = _slice(corpus(), dice, 1_000)
    at = dice.randrange(len(text) + 1)
    return text[:at] + corpus()[start:end] + text[at:]


def _repeat(text: str, dice: random.Random) -> str:
    start, end = _slice(text, dice, 100)
    return text[:end] + text[start:end] * dice.randrange(1, 40) + text[end:]


def _shuffle(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def _delete(text: str, dice: random.Random) -> str:
    share = dice.choice((0.01, 0.05, 0.2))
    return "".join(c for c in text if dice.random() > share)


def _insert(text: str, dice: random.Random) -> str:
    places = sorted(dice.randrange(len(text) + 1) for _ in range(dice.randrange(1, 30)))
    parts = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    return "".join(part + dice.choice(_ODD) for part in parts)


def _random_characters(text: str, dice: random.Random) -> str:
    made = "".join(
        chr(dice.choice((dice.randrange(0xD800), dice.randrange(0xE000, 0x110000))))
        for _ in range(dice.randrange(1, 60))
    )
    at = dice.randrange(len(text) + 1)
    return text[:at] + made + text[at:]


def _strew(pieces: tuple[str, ...]) -> Damage:
    """Put one of some pieces in many places, or in one place many times."""

    def damage(text: str, dice: random.Random) -> str:
        piece, count = dice.choice(pieces), dice.randrange(1, 60)
        if dice.random() < 0.5:
            at = dice.randrange(len(text) + 1)
            return text[:at] + piece * count + text[at:]
        for _ in range(count):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + piece + text[at:]
        return text

    return damage


def _nest(text: str, dice: random.Random) -> str:
    """A deep outline: each line opens another level."""
    lines = [f"{dice.choice(_OUTLINE)}{line}:" for line in text.split("\n")]
    return "\n".join(lines)


def _enumerate(text: str, dice: random.Random) -> str:
    """Each line opens the same level, under a number that grows."""
    sign = dice.choice((". ", ") ", "- ", ".1. "))
    return "\n".join(f"{i}{sign}{line}" for i, line in enumerate(text.split("\n"), 1))


def _tabulate(text: str, dice: random.Random) -> str:
    """Pipes between the words of each line, or a lone one after each line."""
    if dice.random() < 0.5:
        return "\n|\n".join(text.split("\n"))
    width = dice.randrange(1, 8)
    return "\n".join(
        "| "
        + " | ".join(" ".join(words[i : i + width]) for i in range(0, len(words), width))
        + " |"
        for words in map(str.split, text.split("\n"))
    )


def _wrap(text: str, dice: random.Random) -> str:
    width = dice.choice((1, 10, 40, 80))
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def _glue(text: str, dice: random.Random) -> str:
    share = dice.choice((0.02, 0.2, 1.0))
    return "".join(c for c in text if c != " " or dice.random() > share)


def _digits(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    made = "".join(dice.choice("0123456789.,/-%") for _ in range(dice.randrange(1, 400)))
    return text[:at] + made + text[at:]


DAMAGES: Mapping[str, Damage] = {
    "cut": _cut,
    "splice": _splice,
    "repeat": _repeat,
    "shuffle lines": _shuffle,
    "delete": _delete,
    "odd characters": _insert,
    "random characters": _random_characters,
    "signs": _strew(_BETWEEN),
    "citations": _strew(_CITED),
    "owners": _strew(_OWNED),
    "deep outline": _nest,
    "enumerate": _enumerate,
    "tabulate": _tabulate,
    "wrap": _wrap,
    "one line": lambda text, _: text.replace("\n", " "),
    "glue": _glue,
    "digits": _digits,
    "capitals": lambda text, _: text.upper(),
    "small letters": lambda text, _: text.lower(),
    "decompose": lambda text, _: unicodedata.normalize("NFD", text),
    "legacy letters": lambda text, _: text.replace("đ", "ñ").replace("Đ", "ð"),
    "CRLF": lambda text, _: text.replace("\n", "\r\n"),
    "backward": lambda text, _: text[::-1],
}


@cache
def corpus() -> str:
    """All texts of the corpus, one after the other."""
    return "\n".join(path.read_text("utf-8") for path in sorted(_CORPUS.glob("*.txt")))


def _excerpt(at: float, size: int) -> str:
    text = corpus()
    start = int(at * max(0, len(text) - size))
    return text[start : start + size]


def _plan(at: float, size: int) -> str:
    """A text in a plan's shape, put together from its pieces."""
    dice = random.Random(f"{at} {size}")
    text = ""
    while len(text) < size:
        opening = dice.choice(_OUTLINE) if dice.random() < 0.5 else ""
        text += opening + " ".join(dice.choices(_PIECES, k=dice.randrange(1, 12))) + "\n"
    return text[:size]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw an excerpt of the corpus or a plan made at random, damaged up to five times."""
    make = draw(st.sampled_from((_excerpt, _plan)))
    at = draw(st.floats(0, 1, allow_nan=False, allow_subnormal=False))
    text = make(at, draw(st.integers(SHORTEST, LONGEST)))
    damages = draw(st.lists(st.sampled_from(sorted(DAMAGES)), max_size=_MOST_DAMAGE))
    dice = random.Random(draw(st.integers(0, 1 << 32)))
    for name in damages:
        text = DAMAGES[name](text, dice)
    return text[: 2 * LONGEST]
