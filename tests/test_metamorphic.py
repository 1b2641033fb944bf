"""The same plan in another dress: wrapped, decomposed, damaged. The record stays the same."""

import random
import re
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from extract import SourceText, as_data, extract, read
from extract.lines import fold_wraps
from extract.repair import mend

TEXTS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
PLACES = {"start", "end", "line", "line_start", "line_end", "spans", "issues", "source"}


def unwrapped(text):
    """One line a block, as a text would stand that nobody ever wrapped."""
    return fold_wraps(mend(text)[0]).text


def wrapped(width):
    def wrap(text):
        lines = unwrapped(text).split("\n")
        return "\n".join(
            "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
            for line in lines
        )

    return wrap


def emphasised(text):
    """Markdown marks around the headings."""
    return re.sub(r"(?m)^((?:[IVX]+|\d+)\. .*)$", r"**\1**", text)


DRESSES = {
    "wrapped at 40": wrapped(40),
    "wrapped at 80": wrapped(80),
    "wrapped at 120": wrapped(120),
    "not wrapped": unwrapped,
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "legacy letters": lambda text: text.translate(str.maketrans({"đ": "ñ", "Đ": "ð"})),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "Markdown": emphasised,
}


def meaning(record):
    """The record without places and repairs."""

    def bare(value):
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in PLACES}
        if isinstance(value, list | tuple):
            return [bare(each) for each in value]
        return value

    data = bare(as_data(record))
    for agency in data["agencies"]:
        del agency["text"]
    return data


@pytest.fixture(scope="module")
def plain():
    return {path: meaning(extract(read(path))) for path in TEXTS}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_another_dress_gives_the_same_record(path, dress, plain):
    text = DRESSES[dress](read(path).text)
    assert meaning(extract(SourceText(path.name, text))) == plain[path]


def glued(text, seed):
    """One in fifty spaces between letters gone."""
    dice = random.Random(seed)
    return re.sub(
        r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda _: "" if dice.random() < 0.02 else " ", text
    )


def f1(gold, found):
    hits = (Counter(gold) & Counter(found)).total()
    return 2 * hits / max(1, len(gold) + len(found))


def test_words_glued_in_one_of_fifty_places_cost_little(plain):
    citations, leads = [[], []], [[], []]
    for seed, path in enumerate(TEXTS):
        found = meaning(extract(SourceText(path.name, glued(read(path).text, seed))))
        for side, data in enumerate((plain[path], found)):
            numbers = [(path, c["number"]) for c in data["citations"] if c["number"]]
            citations[side] += numbers
            leads[side] += [(path, t["path"], lead) for t in data["tasks"] for lead in t["lead"]]
    assert f1(*citations) >= 0.97
    assert f1(*leads) >= 0.97
