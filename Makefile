# Every command of the project. Each installs what it needs, by package name, and does nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
WEB := clients/web
STAMPS := .venv/stamps
NODE_ENV_PATH = PATH="$$($(CURDIR)/scripts/node-path.sh):$$PATH"
# Only what is given to make itself (`make run PORT=8081`): an environment has a HOST or PORT for other reasons.
GIVEN = $(if $(filter command,$(firstword $(origin $(1)))),--$(2) $($(1)))
# Many containers set it, and then each of some hundred processes would compile what the one before it compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup web run demo test test-python test-web screens browser postgresql redis clamav balancers cluster cluster-demo check generate art api wheel lock bench sim chaos pictures clean

help: ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMPS)/python ## the virtual environment for developing, with pinned packages

$(STAMPS)/python: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Madang needs Python 3.11 or later; set PYTHON=python3.x" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing Python packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node-modules: $(WEB)/package-lock.json $(WEB)/package.json | $(STAMPS)/python
	@echo "installing the client's packages ..."
	@cd $(WEB) && $(NODE_ENV_PATH) npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web: $(WEB)/dist/index.html ## the client, built

WEB_SOURCES := $(shell find $(WEB)/src $(WEB)/public $(WEB)/index.html $(WEB)/vite.config.ts -type f 2>/dev/null)

$(WEB)/dist/index.html: $(WEB_SOURCES) $(STAMPS)/node-modules
	@echo "building the client ..."
	@cd $(WEB) && $(NODE_ENV_PATH) npm run --silent build
	@touch $@

run: setup web ## an open hall on http://127.0.0.1:8080, with demo data under ./data (PORT=8081 for another port)
	@$(BIN)/madang demo
	@echo "The hall is empty until somebody comes; \`make demo\` opens one with simulated people in it."
	@exec $(BIN)/madang serve $(call GIVEN,HOST,host) $(call GIVEN,PORT,port)

demo: setup web ## the same hall with simulated people and officers in it, until Ctrl+C; data under ./data/demo (PORT=8081 for another port)
	@exec $(BIN)/madang lively $(call GIVEN,PORT,port)

browser: ## Chromium, without a window where that is a package, and a Korean font for the browser tests
	@scripts/browser.sh

postgresql: ## a PostgreSQL server's programs for the tests
	@scripts/postgresql.sh

redis: ## a Redis server's program for the tests
	@scripts/redis.sh

clamav: ## ClamAV's daemon for the tests
	@scripts/clamav.sh

balancers: ## HAProxy and nginx for the tests and for `make cluster`
	@scripts/balancers.sh

cluster: setup web postgresql redis balancers ## three nodes with PostgreSQL, Redis and HAProxy on this machine, at one address, until Ctrl+C (PORT=8081)
	@exec $(BIN)/python scripts/cluster.py $(call GIVEN,PORT,port)

cluster-demo: setup web postgresql redis balancers ## the same; a key kills the node that has the office before your eyes
	@exec $(BIN)/python scripts/cluster.py --kill $(call GIVEN,PORT,port)

# Two at once: the types take as long as all the others together.
CHECKS := check-types check-python check-generated check-web
.PHONY: $(CHECKS)

check: setup $(STAMPS)/node-modules ## format, lint, types, import contracts, generated files
	@$(MAKE) --no-print-directory -j 2 $(CHECKS)

check-types:
	@$(BIN)/mypy

check-python:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@REUSE_ENCODING_MODULE=charset_normalizer $(BIN)/reuse lint --quiet || REUSE_ENCODING_MODULE=charset_normalizer $(BIN)/reuse lint
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache

check-generated:
	@$(BIN)/python -m madang_protocol.schema --check
	@$(BIN)/python -m madang_protocol.vectors --check
	@$(BIN)/python -m madang_worlds.vectors --check
	@$(BIN)/python scripts/state_tables.py --check
	@$(BIN)/python -m madang_worlds.art.raster --check
	@$(BIN)/python -m madang_worlds.art.people.sheet --check
	@$(BIN)/python -m madang_worlds.art.trimming --check
	@$(BIN)/python -m madang_worlds.art.arrival --check
	@cd $(WEB) && $(NODE_ENV_PATH) npm run --silent generate:check

check-web:
	@cd $(WEB) && $(NODE_ENV_PATH) npm run --silent check

test: check browser postgresql redis clamav balancers test-web test-python ## every check and every test

test-web: web
	@cd $(WEB) && $(NODE_ENV_PATH) npm run --silent test

# By file, because the tests of a file share its office, and some tell one visit from beginning to end.
# In the order of the folders, so that the long files of a browser come first and no core waits for one at the end.
# Four at once on two cores: a test that waits for a page, a process or a time of the SPEC leaves its core to another.
test-python: setup web browser postgresql redis clamav balancers
	@$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder

screens: setup web browser ## the views at every size in both languages; `make test` measures each at every other one by turns
	@MADANG_EVERY_SCREEN=1 $(BIN)/pytest $(addprefix tests/browser/test_,cards.py room.py site.py small.py)

sim: setup ## an office that a seed rules, with faults and kills (SEEDS=1-200 STEPS=300, CROWDED=1 for many at once, TAKEN_OVER=1 for several servers), or with CLUSTER=1 schedules of nodes and their stores (SEEDS=1-100000, JOBS=1 for one core)
	@$(BIN)/python -m $(if $(CLUSTER),tests.schedules,tests.simulation) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(JOBS),--jobs $(JOBS)) $(if $(STEPS),--steps $(STEPS)) $(if $(CROWDED),--crowded) $(if $(TAKEN_OVER),--taken-over)

chaos: setup postgresql redis ## an office under load whose processes are killed, on both databases (RUNS=200 kills, SEED=1, DATABASE=sqlite for one); a cluster with lines that are cut (MINUTES=10 or NODES=1, VISITORS=300, RATE=60)
	@$(BIN)/python -m tests.chaos $(if $(NODES),--nodes) $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED)) $(if $(DATABASE),--database $(DATABASE)) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(VISITORS),--visitors $(VISITORS)) $(if $(RATE),--rate $(RATE))

generate: setup $(STAMPS)/node-modules ## schema, types, vectors and state tables from the one definition
	@$(BIN)/python -m madang_protocol.schema
	@$(BIN)/python -m madang_protocol.vectors
	@$(BIN)/python -m madang_worlds.vectors
	@$(BIN)/python scripts/state_tables.py
	@cd $(WEB) && $(NODE_ENV_PATH) npm run --silent generate

art: setup ## sheets from the SVG sources
	@$(BIN)/python -m madang_worlds.art.raster
	@$(BIN)/python -m madang_worlds.art.people.sheet
	@$(BIN)/python -m madang_worlds.art.trimming
	@$(BIN)/python -m madang_worlds.art.arrival

bench: setup web browser ## load runs, the way in and frames on this machine, as tables in docs/reference/performance.md
	@$(BIN)/python scripts/bench.py $(BENCH)

pictures: setup web browser ## the pictures of the docs, taken from the real client
	@$(BIN)/python scripts/pictures.py

api: setup ## the reference of the Python packages for plug-ins and clients, in build/api
	@$(BIN)/pdoc madang_counters madang_protocol madang_office --output-directory build/api
	@echo "build/api/index.html"

wheel: setup web ## what an office is installed from, in dist/: the server, the page, the art, the licences
	@$(BIN)/hatchling build

lock: ## the requirements files, for running and for developing, from pyproject.toml (UPGRADE=--upgrade for the newest of all)
	@UPGRADE="$(UPGRADE)" scripts/lock.sh

clean: ## everything that can be made again (never ./data)
	@rm -rf .venv dist build $(WEB)/node_modules $(WEB)/dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
