# Brigade numérique: each target installs what it needs; a second call starts in seconds.
# `make help` lists them.

SHELL := /bin/bash
VENV := .venv
AUDIT := .venv-audit
REHEARSAL := .venv-rehearsal
DATABASE := .venv-database
FUZZ := .venv-fuzz
PY := $(VENV)/bin/python
PORT ?= 8000
DEMO ?= 1
EXAMPLES ?= 60
SEED ?= 1
export PORT DEMO DATA SMTP_URL SITE_URL SENDER REGION BOUNCES_URL MAIL_RATE
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run serve doctor region region-seen test test-database check mutations recipes format demo bench package audit rehearse deploy staff \
	rotate-keys vulnerabilities licences fuzz redrive backup restore restore-missing restore-check move move-check recount relist costs layer-verify layer-lock requirements clean merged
.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

run: $(VENV)/ready merged ## The whole system on http://127.0.0.1:8000 (PORT=, DEMO=0 starts empty)
	@exec $(PY) -m infra.local

serve: serve-ready ## The site on this machine, for real people (DATA= SMTP_URL= SITE_URL= PORT=)
	@exec $(PY) -m infra.serve

serve-ready: machine $(VENV)/ready $(DATABASE)/ready merged ## What a service that runs it needs
	@$(PY) -m infra.region render

region: $(VENV)/ready ## Begin a region's folder, region/, laid over templates/, by asking (NAME="Brigade numérique de …")
	@$(PY) -m infra.region begin $(if $(findstring command,$(origin NAME)),"$(NAME)")

region-seen: $(VENV)/ready ## What of ours changed under your region's files, as make check says, was looked at
	@$(PY) -m infra.region seen

test: $(VENV)/browser $(VENV)/packager $(VENV)/dictionary $(REHEARSAL)/ready $(DATABASE)/ready ## Every test, headless browser included
	@$(PY) -m pytest

test-database: $(VENV)/ready $(DATABASE)/ready ## The store's and handlers' tests on a stricter DynamoDB (Dynoxide)
	@$(PY) -m pytest --database=dynoxide tests/adapters/dynamodb/test_store.py tests/adapters/dynamodb/test_unit.py \
		tests/adapters/dynamodb/test_refusals.py tests/handlers

check: $(VENV)/ready region-check ## Formatting, lint, types, import rules, security, licences, the texts
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache
	@$(PY) -m bandit -c pyproject.toml -q -r app.py chalicelib
	@$(PY) -m bandit -c pyproject.toml -q -lll -r infra
	@$(PY) -m infra.supply

region-check: $(VENV)/ready $(VENV)/dictionary ## What is wrong in your region's folder: the first part of make check
	@$(PY) -m infra.region
	@$(PY) -m infra.themes

mutations: $(VENV)/ready ## Make mistakes in a copy, each of which a check must see and name
	@$(PY) -m infra.mutations

recipes: $(VENV)/ready ## Follow each recipe of CONTRIBUTING.md in a copy, and see its checks green
	@$(PY) -m infra.recipes

format: $(VENV)/ready ## Rewrite the code in the project's format
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format .

demo: $(VENV)/ready merged ## Twenty participants through a simulated season, into build/demo/
	@$(PY) -m infra.demo.__main__

bench: package ## Benchmarks, as ratios measured side by side, into build/bench.json
	@$(PY) -m infra.bench

package: $(VENV)/packager merged ## What is deployed, into build/package/, with its sizes (LAYER=a layer.zip made otherwise)
	@$(PY) -m infra.packaging $(if $(LAYER),"$(LAYER)")

audit: package $(AUDIT)/ready ## cfn-lint and checkov on the packaged template
	@$(PY) -m infra.audit $(AUDIT)/bin build/package/template.json

vulnerabilities: $(AUDIT)/ready ## What is known against the packages shipped (asks the index of packages: needs a network)
	@$(AUDIT)/bin/pip-audit --strict --no-deps --disable-pip -r requirements.txt -r requirements/layer.txt

licences: $(VENV)/ready ## Write docs/licences.md again
	@$(PY) -m infra.supply licences

fuzz: $(VENV)/ready $(FUZZ)/ready merged ## Ask the API all that its description allows and does not, in each role (EXAMPLES=60 SEED=1 ROLES=)
	@$(PY) -m infra.fuzz $(FUZZ)/bin/schemathesis $(EXAMPLES) $(SEED) $(ROLES)

rehearse: package $(REHEARSAL)/ready $(DATABASE)/ready ## Deploy the package to an emulator; the journey (CONTROLS=1: what must make it red)
	@$(PY) -m infra.rehearsal $(REHEARSAL)/bin/python $(if $(CONTROLS),controls)

deploy: package ## Deploy to AWS what `make package` made (STAGE=dev, staging or prod; YES=1 asks nothing)
	@$(PY) -m infra.deploy deploy "$(STAGE)"

staff: $(VENV)/ready merged ## Let somebody into the staff area (STAGE= or DATA=, EMAIL= NAME= ROLE=adviser, admin or none)
	@$(PY) -m $(if $(DATA),infra.serve staff,infra.deploy staff "$(STAGE)") "$(EMAIL)" "$(if $(findstring command,$(origin NAME)),$(NAME))" "$(ROLE)"

doctor: $(VENV)/ready $(if $(DATA),$(DATABASE)/ready) ## What is missing or wrong around a stage, or a machine, in order; changes nothing (STAGE= or DATA=)
	@$(PY) -m infra.doctor $(if $(DATA),data "$(DATA)",stage "$(STAGE)")

rotate-keys: $(VENV)/ready ## A new key signs the links; those of the two keys before still open (STAGE=)
	@$(PY) -m infra.deploy rotate-keys "$(STAGE)"

set-aside: $(VENV)/ready ## What waits because of an item that cannot be read (STAGE=)
	@$(PY) -m infra.deploy set-aside "$(STAGE)"

redrive: $(VENV)/ready merged ## Another try of what failed too often on one machine (DATA=)
	@$(PY) -m infra.serve redrive

backup: $(VENV)/ready merged ## A copy of the table of one machine now, while it serves or not (DATA=)
	@$(PY) -m infra.serve backup

restore: $(VENV)/ready merged $(if $(DATA),$(DATABASE)/ready) ## The table as it was (STAGE= AT=2027-03-01T14:00:00Z, or DATA= AT=2027-03-01), nobody told twice (DRY=1 only says)
	@$(PY) -m $(if $(DATA),infra.restoring.one_machine whole,infra.restoring whole "$(STAGE)") "$(AT)"

restore-missing: $(VENV)/ready merged $(if $(DATA),$(DATABASE)/ready) ## Bring back what the table lost since (STAGE= or DATA=, AT=, PERSON= for one alone; DRY=1 only says)
	@$(PY) -m $(if $(DATA),infra.restoring.one_machine missing,infra.restoring missing "$(STAGE)") "$(AT)" $(PERSON)

restore-check: package $(REHEARSAL)/ready ## Play a restoration on the emulator: due, told, undone, not told again
	@$(PY) -m infra.rehearsal $(REHEARSAL)/bin/python restoration

move-check: package $(REHEARSAL)/ready $(DATABASE)/ready ## Play a move on the emulator: to one machine and back
	@$(PY) -m infra.rehearsal $(REHEARSAL)/bin/python moving

move: $(VENV)/ready merged $(DATABASE)/ready ## A site with its data, elsewhere (FROM= TO= a folder of `make serve` or a stage; DRY=1 only says)
	@$(PY) -m infra.moving "$(FROM)" "$(TO)"

recount: $(VENV)/ready merged $(if $(DATA),$(DATABASE)/ready) ## Figures of an edition made again from the records (STAGE= or DATA=, EDITION=)
	@$(PY) -m infra.recounting $(if $(DATA),data "$(DATA)",stage "$(STAGE)") $(if $(EDITION),"$(EDITION)")

relist: $(VENV)/ready merged $(if $(DATA),$(DATABASE)/ready) ## The team's list of people made again from the records (STAGE= or DATA=)
	@$(PY) -m infra.relisting $(if $(DATA),data "$(DATA)",stage "$(STAGE)")

costs: $(VENV)/ready ## Work out docs/costs.md again
	@$(PY) -m infra.costs

layer-verify: package ## Draw a theme with the layer alone, in a root without Pango
	@$(PY) -m infra.layer verify

layer-lock: $(VENV)/ready ## Pin the layer's Debian packages to what the mirror has now
	@$(PY) -m infra.layer lock

requirements: $(VENV)/ready ## Compile the pinned requirements from their short lists
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 requirements/dev.in -o requirements/dev.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 -c requirements/dev.txt requirements/runtime.in -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 -c requirements/dev.txt requirements/layer.in -o requirements/layer.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 requirements/audit.in -o requirements/audit.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 requirements/rehearsal.in -o requirements/rehearsal.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 requirements/fuzz.in -o requirements/fuzz.txt
	@$(VENV)/bin/uv pip compile -q --no-header --generate-hashes --python-version 3.12 requirements/npm.in -o requirements/npm.txt

# What is run, checked or packaged is `templates/` with `region/` (REGION=another folder) laid over it.
merged: $(VENV)/ready
	@$(PY) -m infra.region merge

clean: ## Remove what the targets made, their environments (.venv…) too: the next one installs them again
	@rm -rf build $(VENV) $(AUDIT) $(REHEARSAL) $(DATABASE) $(FUZZ) .mypy_cache .ruff_cache .pytest_cache .hypothesis .chalice/deployments

# The environment: Python 3.12 or newer, WeasyPrint's native libraries, the pinned packages.
$(VENV)/ready: requirements.txt requirements/dev.txt infra/setup.sh
	@bash infra/setup.sh environment $(VENV) </dev/null
	@touch $@

# What the package is made of, downloaded once: packaging and its tests then need no network.
$(VENV)/packager: $(VENV)/ready infra/layer/debian.lock requirements/layer.txt
	@bash infra/setup.sh packager $(VENV)
	@touch $@

# The browser of the tests: Debian's Chromium, and poppler to look at PDF pages.
$(VENV)/browser: $(VENV)/ready
	@bash infra/setup.sh browser $(VENV)
	@touch $@

# What the themes' texts are checked with: hunspell and its French of Canada.
$(VENV)/dictionary: $(VENV)/ready
	@bash infra/setup.sh dictionary
	@touch $@

# Tools that pin what the project pins otherwise have environments of their own.
$(AUDIT)/ready: requirements/audit.txt infra/setup.sh
	@bash infra/setup.sh tools $(AUDIT) requirements/audit.txt
	@touch $@

$(REHEARSAL)/ready: requirements/rehearsal.txt infra/setup.sh
	@bash infra/setup.sh tools $(REHEARSAL) requirements/rehearsal.txt
	@touch $@

$(FUZZ)/ready: requirements/fuzz.txt infra/setup.sh
	@bash infra/setup.sh tools $(FUZZ) requirements/fuzz.txt
	@touch $@

.PHONY: machine serve-ready region-check
machine:
	@bash infra/setup.sh machine

# Dynoxide, at the version and with the contents that its lock file says.
$(DATABASE)/ready: requirements/database/package-lock.json requirements/npm.txt infra/setup.sh
	@bash infra/setup.sh database $(DATABASE) </dev/null
	@touch $@
