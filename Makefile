# Brigade numérique: each target installs what it needs; a second call starts in seconds.
# `make help` lists them.

SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
DEMO ?= 1
export PORT DEMO
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check format demo bench requirements clean
.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/ready ## The whole system on http://127.0.0.1:8000 (PORT=, DEMO=0 starts empty)
	@exec $(PY) -m infra.local

test: $(VENV)/ready $(VENV)/browser ## Every test, headless browser included
	@$(PY) -m pytest

check: $(VENV)/ready ## Formatting, lint, types, import rules
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/ready ## Rewrite the code in the project's format
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format .

demo: $(VENV)/ready ## Twenty participants through a simulated season, into build/demo/
	@$(PY) -m infra.local.season

bench: $(VENV)/ready ## Benchmarks, as ratios measured side by side, into build/bench.json
	@$(PY) -m infra.bench

requirements: $(VENV)/ready ## Compile the pinned requirements from their short lists
	@$(VENV)/bin/uv pip compile -q --no-header --python-version 3.12 requirements/dev.in -o requirements/dev.txt
	@$(VENV)/bin/uv pip compile -q --no-header --python-version 3.12 -c requirements/dev.txt requirements/runtime.in -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --no-header --python-version 3.12 -c requirements/dev.txt requirements/layer.in -o requirements/layer.txt

clean: ## Remove what the targets made
	@rm -rf build $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .chalice/deployments

# The environment: Python 3.12 or newer, WeasyPrint's native libraries, the pinned packages.
$(VENV)/ready: requirements.txt requirements/dev.txt infra/setup.sh
	@bash infra/setup.sh environment $(VENV)
	@touch $@

# The browser of the tests: Debian's Chromium, and poppler to look at PDF pages.
$(VENV)/browser: $(VENV)/ready
	@bash infra/setup.sh browser $(VENV)
	@touch $@
