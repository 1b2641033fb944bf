"""A corpus of any size, shaped like ours: variants of the plans in corpus/, by a seed.

    python -m bench synthetic DIR --documents 175 --seed 7

Each variant is issued by another province under another number, and a part of its words is
exchanged for words of the other plans, so that searches find some tasks and not all of them.
`chutri build DIR` then makes its graph as it makes any other: 175 documents give about a million
statements.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from pathlib import Path

from extract import read
from ontology import register

CORPUS = Path(__file__).parent.parent / "corpus"
PLACE = "Bình Dương"

_NUMBER = re.compile(r"\b(\d{3,4})(?= ?/ ?(?:QĐ|Qð|KH)-UBND)")
_WORD = re.compile(r"(?<= )[^\W\d_A-ZĐ]{3,}(?= )")


def variants(count: int, seed: int) -> dict[str, str]:
    """Return `count` texts by the names of their files."""
    chance = random.Random(seed)
    texts = {path.stem: read(path).text for path in sorted(CORPUS.glob("*.txt"))}
    words = sorted({word for text in texts.values() for word in _WORD.findall(text)})
    places = sorted(province.name for province in register().provinces.values())
    found = {}
    for index in range(count):
        name = sorted(texts)[index % len(texts)]
        found[f"{name}-{index:05}.txt"] = _variant(texts[name], chance, words, places)
    return found


def _variant(text: str, chance: random.Random, words: list[str], places: list[str]) -> str:
    place = chance.choice(places)
    number = chance.randrange(1, 9999)
    text = text.replace(PLACE, place).replace(PLACE.upper(), place.upper())
    own = _NUMBER.search(text)
    if own:
        text = text.replace(own[1], str(number))
    return _WORD.sub(
        lambda found: chance.choice(words) if chance.random() < 0.03 else found[0], text
    )


def main(arguments: Sequence[str]) -> int:
    """Write the corpus."""
    parser = argparse.ArgumentParser(prog="bench synthetic", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--documents", type=int, default=175)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    options.directory.mkdir(parents=True, exist_ok=True)
    for name, text in variants(options.documents, options.seed).items():
        (options.directory / name).write_text(text, encoding="utf-8")
    return 0
