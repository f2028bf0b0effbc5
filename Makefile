# One command each. Set-up happens by itself, once; see resources/setup/prepare.sh.
SHELL := /bin/bash
PREPARE := resources/setup/prepare.sh
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest

.PHONY: run test check bench soak shots package format lock words ready ready-to-test ready-to-package
.DEFAULT_GOAL := run

ready:
	@$(PREPARE) run

ready-to-test:
	@$(PREPARE) test

run: ready  ## the station on the demo catalogue; without a display it plays the demo shift into out/
	@$(PYTHON) -m app try --out out

test: ready-to-test  ## the whole suite
	@$(PYTEST) -n 2

check: ready-to-test  ## format, lint, types, import rules
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

format: ready  ## puts the code into the house's form
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

bench: ready-to-test  ## prints a table and writes out/bench.json
	@mkdir -p out && $(PYTHON) -m tests.benchmarks

soak: ready-to-test  ## the full figures that the suite only samples
	@$(PYTEST) -n 2 -m soak -o faulthandler_timeout=0

shots: ready-to-test  ## every screen and state of the window as pictures in out/shots, and the sheets of docs/
	@$(PYTHON) -m tests.ui.tour out/shots $(LOOKS)
	@$(PYTHON) -m tests.ui.tour.sheets out/shots docs

ready-to-package:
	@$(PREPARE) package

package: ready-to-package  ## the built program in dist/, and a smoke test of it from elsewhere
	@$(PYTHON) -m resources.packaging

words: ready-to-test  ## after a change to what is said to a person: finds the strings, adds new ones to the languages
	@$(PYTHON) -m tests.catalogues

lock:  ## after a change to the dependencies in pyproject.toml; needs uv
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url -o requirements/runtime.txt -q
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-emit-index-url -c requirements/runtime.txt -o requirements/dev.txt -q
