# What everybody types. Needs Python >= 3.11 and make, nothing else: the rest is set up as it is missing.

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && command -v $$p && break; done)
ifeq ($(PYTHON),)
$(error Python 3.11 or newer is needed: install it and see that python3 is in PATH)
endif

VENV := $(CURDIR)/.venv/bin/python
export PYTHONUNBUFFERED := 1
export NEXT_TELEMETRY_DISABLED := 1
.DEFAULT_GOAL := help
.PHONY: help run demo simulate test test-backend test-frontend check format bench bench-analytics bench-dashboard bench-first-load crash generate migration screenshots setup lock clean

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: ## serve REST, OCPP and the dashboard on one port
	@$(PYTHON) -m scripts.setup run
	@cd backend && exec $(VENV) main.py serve $(ARGS)

demo: ## the same with a simulated fleet that charges, fails and recovers
	@$(PYTHON) -m scripts.setup run
	@cd backend && exec $(VENV) main.py demo $(ARGS)

simulate: ## a charge point that calls a running server: make simulate ARGS="--id CP001 --tag CARD1"
	@$(PYTHON) -m scripts.setup run
	@cd backend && exec $(VENV) main.py simulate $(ARGS)

test: ## every test: dashboard, backend, browser, on SQLite, PostgreSQL and Redis
	@$(PYTHON) -m scripts.setup test
	@$(MAKE) --no-print-directory test-frontend test-backend

test-frontend: # after `make setup`
	@$(PYTHON) -m scripts.npm test

test-backend: # after `make setup`; PYTEST="-k name" for a part of it
	@$(PYTHON) -m scripts.test $(PYTEST)

check: ## formatting, lint, types, import contracts, migrations, stale generated files
	@$(PYTHON) -m scripts.setup check
	@$(PYTHON) -m scripts.check

format: ## put everything into the form that `make check` wants
	@$(PYTHON) -m scripts.setup check
	@cd backend && $(VENV) -m ruff format . ../scripts && $(VENV) -m ruff check --fix . ../scripts
	@$(PYTHON) -m scripts.npm run format

generate: ## what is made of the server and its tests: the dashboard's API types, pages of docs, texts to translate
	@$(PYTHON) -m scripts.setup check
	@cd backend && $(VENV) -m csms.api.openapi ../frontend/openapi.json
	@$(PYTHON) -m scripts.npm run generate
	@cd backend && $(VENV) -m tools.conformance && $(VENV) -m tools.rights && $(VENV) -m tools.ocpp_schemas && $(VENV) -m tools.said

migration: ## write the migration that leads to the models as they are: make migration NAME=what_changes
	@$(PYTHON) -m scripts.setup check
	@cd backend && $(VENV) -m tools.migrations $(NAME)

bench: ## the benchmark tables
	@$(PYTHON) -m scripts.setup bench
	@cd backend && exec $(VENV) -m benchmarks $(ARGS)

bench-analytics: ## how fast analytics answer over 10 million meter values; it takes half an hour
	@$(PYTHON) -m scripts.setup bench
	@cd backend && exec $(VENV) -m benchmarks.analytics $(ARGS)

bench-dashboard: ## how the dashboard does with 10,000 chargers in a real browser; it takes half an hour
	@$(PYTHON) -m scripts.setup bench
	@cd backend && exec $(VENV) -m benchmarks.dashboard $(ARGS)

bench-first-load: ## how soon the dashboard can be read in a new browser, on slow lines too
	@$(PYTHON) -m scripts.setup bench
	@cd backend && exec $(VENV) -m benchmarks.first_load $(ARGS)

N ?= 10
crash: ## kill the server N times under load and count what was lost: make crash N=100
	@$(PYTHON) -m scripts.setup bench
	@cd backend && exec $(VENV) -m tests.journeys.crash $(N) $(ARGS)

fuzz: N := 100
fuzz: ## N requests that nobody has thought of for each operation: make fuzz N=1000
	@$(PYTHON) -m scripts.setup test
	@cd backend && exec $(VENV) -m tests.journeys.fuzz $(N)

screenshots: ## docs/images/pages: every page of the dashboard, light, dark and on a phone; it takes ten minutes
	@$(PYTHON) -m scripts.setup test
	@cd backend && exec $(VENV) -m tools.screenshots $(ARGS)

setup: ## everything that the other targets need
	@$(PYTHON) -m scripts.setup all

lock: ## write the locked requirement files anew; make lock ARGS=--upgrade for newer versions
	@$(PYTHON) -m scripts.lock $(ARGS)

clean: ## remove what was built and installed, never data
	rm -rf .venv frontend/node_modules frontend/.next frontend/out
