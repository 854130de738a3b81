# The few commands that everything else stands on. `make help` prints them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench lock clean

help:  ## print the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Siang needs Python 3.11 or newer; set PYTHON=python3.x" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: $(STAMP)  ## start Siang with a small municipality and a local LINE on http://127.0.0.1:8000/
	@$(BIN)/siang demo

test: $(STAMP) lint  ## run every test, those in a real browser included
	@sh tests/install_chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(STAMP)  ## check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/mypy handlers nlp storage bot

bench: $(STAMP)  ## measure speed and memory, printed beside what they are compared to
	$(BIN)/python -m tests.bench

lock: $(STAMP)  ## resolve the dependencies anew into requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes --no-header --no-emit-index-url --no-annotate --upgrade --quiet --output-file requirements.lock pyproject.toml

clean:  ## remove what was built and the demo's data
	rm -rf $(VENV) var
