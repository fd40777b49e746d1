# Everything that one does here. Needs Python >= 3.11, make and a package index; nothing else.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run ask test coverage check format bench evaluate screenshots lock

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements/playground.txt | $(RUN)
	$(PIP) install --require-hashes --no-deps -r requirements/playground.txt
	@touch $@

$(VENV)/.develops: requirements/dev.txt $(VENV)/.runs
	$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.runs ## create .venv with what the bot and the playground need

run: setup ## serve Discord if DISCORD_TOKEN is set (also in .env), else the playground
	@$(RUN) -m bot start

ask: setup ## ask in the terminal
	@$(RUN) -m bot ask

test: check ## everything that must hold: lint, types, contracts, knowledge, tests
	@$(RUN) -m pytest -n 2

coverage: $(VENV)/.develops ## the tests again, traced: fails below the floor (takes half as long again)
	@$(RUN) -m pytest -n 2 --cov --cov-report=term

check: $(VENV)/.develops ## lint, types, import contracts, knowledge and schemas
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports
	@$(RUN) -m bot check
	@$(RUN) -m bot schema --check
	@$(RUN) -m bot docs --check

format: $(VENV)/.develops ## put code into its form
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

bench: $(VENV)/.develops ## speed, as ratios within one run
	@$(RUN) -m benchmarks

evaluate: $(VENV)/.develops ## understanding, on the recorded questions and by held-out hand
	@$(RUN) -m intents evaluate
	@$(RUN) -m intents evaluate --hold-out-hand

screenshots: $(VENV)/.develops ## take the pictures of the docs anew (needs a Chromium)
	@$(RUN) -m docs.screenshots

lock: ## pin versions anew (needs uv)
	uv pip compile --universal --generate-hashes --no-header --quiet -o requirements/run.txt pyproject.toml
	uv pip compile --universal --generate-hashes --no-header --quiet --extra playground -c requirements/run.txt -o requirements/playground.txt pyproject.toml
	uv pip compile --universal --generate-hashes --no-header --quiet --extra dev -c requirements/playground.txt -o requirements/dev.txt pyproject.toml
	uv pip compile --universal --generate-hashes --no-header --quiet -o requirements/build.txt requirements/build.in
