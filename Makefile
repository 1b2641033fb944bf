# One command sets up, builds the graph and serves it; one sets up and passes the tests.
# CHUTRI_HOST and CHUTRI_PORT choose another address than 127.0.0.1:8000.
PYTHON ?= python3
PYTEST_ARGS ?=
BIN := .venv/bin
GRAPH := build/graph
SOURCES := $(shell find ontology extract graph corpus -type f -not -name '*.pyc')

.PHONY: setup build serve test check bench notebooks lock clean

setup: .venv/.ready

# The only step that uses the network, with the next. The build back end comes from the lock too.
.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# What reads exports back in Node; without npm the tests that need it are left out and say so.
node_modules/.package-lock.json: package-lock.json
	-if command -v npm > /dev/null; then npm ci --silent --no-audit --no-fund; fi

build: build/.ready

build/.ready: .venv/.ready $(SOURCES)
	$(BIN)/chutri build corpus --output $(GRAPH)
	touch $@

serve: build
	$(BIN)/chutri serve $(GRAPH)

test: setup node_modules/.package-lock.json
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m bench

# Runs the notebooks of docs/notebooks on the graph of corpus/; what comes out stands in build/.
notebooks: build
	mkdir -p build/notebooks
	for name in researcher analyst; do \
	  CHUTRI_GRAPH=$(CURDIR)/$(GRAPH) $(BIN)/jupyter-execute docs/notebooks/$$name.ipynb \
	    --output=$(CURDIR)/build/notebooks/$$name.ipynb || exit 1; \
	done

# The lock holds all that the tests need: every extra and the group dev.
lock: setup
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --no-emit-index-url --no-header --python-version 3.11 \
	  --group dev --all-extras pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv build
