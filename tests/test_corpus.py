"""The corpus is what its manifest says it is: byte for byte, file for file."""

import datetime
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
DOCUMENTS = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))["document"]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))


def test_the_manifest_lists_every_text_once_in_order() -> None:
    listed = [document["file"] for document in DOCUMENTS]
    assert listed == sorted(path.name for path in CORPUS.iterdir() if path.suffix != ".toml")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["file"])
def test_a_text_has_the_bytes_that_were_received(document: dict[str, object]) -> None:
    content = (CORPUS / str(document["file"])).read_bytes()
    assert hashlib.sha256(content).hexdigest() == document["sha256"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["file"])
def test_a_stanza_says_what_is_known_and_nothing_empty(document: dict[str, object]) -> None:
    assert {"file", "sha256", "source", "state"} <= document.keys()
    assert all(document.values())
    stated = {"number", "date", "issuer", "type", "title"} & document.keys()
    assert stated in (set(), {"number", "date", "issuer", "type", "title"})
    if stated:
        assert isinstance(document["date"], datetime.date)
        assert str(document["date"].year) in str(document["file"])


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_an_annotation_agrees_with_the_manifest(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    stated = {document["file"]: document for document in DOCUMENTS}.get(gold["source"])
    if stated is None:
        assert gold["source"] == "dongthap-2025-kh617.md"
        return
    assert gold["metadata"]["number"] == stated.get("number")
    assert gold["metadata"]["issuer"] == stated.get("issuer")
    assert gold["metadata"]["date"] == (str(stated["date"]) if "date" in stated else None)
