# One command sets up, builds the graph and serves it; one sets up and passes the tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup build serve test check bench clean

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

build: setup
	$(BIN)/chutri build corpus --output build/graph

serve: build
	$(BIN)/chutri serve build/graph

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m bench

clean:
	rm -rf .venv build
