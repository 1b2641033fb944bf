"""Imports point left only, ontology <- extract <- graph <- api, and no layer knows too much."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("ontology", "extract", "graph", "api")
FOREIGN = {
    "ontology": {"spacy", "fastapi", "starlette", "uvicorn", "http", "urllib", "sqlite3"},
    "extract": {"rdflib", "pyoxigraph", "pyshacl", "fastapi", "starlette", "uvicorn", "http"},
    "graph": {"spacy", "fastapi", "starlette", "uvicorn"},
    "api": {"re", "spacy", "ahocorasick", "rdflib", "pyshacl"},
}


def imports(path: Path) -> set[str]:
    """The top-level names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(
                (node.module or "").partition(".")[0] if node.level == 0 else path.parent.name
            )
    return found


def modules(layer: str) -> list[Path]:
    return sorted((ROOT / layer).rglob("*.py"))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_stands_left_of_it(layer: str) -> None:
    right = set(LAYERS[LAYERS.index(layer) + 1 :])
    assert modules(layer)
    assert {
        path.name: imports(path) & right for path in modules(layer) if imports(path) & right
    } == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_does_not_know_what_belongs_elsewhere(layer: str) -> None:
    wrong = {path.name: imports(path) & FOREIGN[layer] for path in modules(layer)}
    assert {name: names for name, names in wrong.items() if names} == {}


def test_only_the_ontology_knows_the_names_of_its_files() -> None:
    names = {path.name for path in (ROOT / "ontology").rglob("*.ttl")}
    knowing = {
        f"{layer}/{path.name}: {name}"
        for layer in LAYERS[1:]
        for path in modules(layer)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in names
        if node.value.rpartition("/")[2] == name
    }
    assert knowing == set()
