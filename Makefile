# Every command of the project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python

# Settings of the running assistant (see README): make run PORT=5006
export HOST PORT ACTIONS_PORT ACTIONS_URL TRACKER_DB LOG_LEVEL MESSAGE_LIMIT Q

.PHONY: help env widget run cluster roll test-cluster migrate train knowledge check format test soak ask encoder evaluate benchmark-nlu bench gaps purge forget backup restore insights links clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

env: ## Find or fetch uv and Python 3.10, install the locked packages
	@scripts/env.sh >/dev/null

widget: env ## Build the web widget if it is missing or changed (Node from the machine, else as a wheel)
	@scripts/widget.sh

run: env ## Start the assistant (trains first if needed); HOST, PORT, ACTIONS_PORT override
	@scripts/widget.sh || echo "widget: not built; the assistant runs without it, and /chat needs none" >&2
	@exec $(PY) -m assistant.server run

cluster: env ## Start several servers with PostgreSQL, Redis, RabbitMQ and nginx on this machine: LANES=2
	@scripts/widget.sh || echo "widget: not built; the assistant runs without it, and /chat needs none" >&2
	@exec $(PY) -m assistant.cluster run --lanes $(or $(LANES),2)

roll: env ## Change the running cluster to the knowledge as it is now, without an unanswered question
	@$(PY) -m assistant.cluster roll

migrate: env ## Make the tables that are missing in the database that endpoints.yml names
	@PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 $(PY) -m assistant.store.schema

test-cluster: env ## Run the tests of several servers under faults (also part of make test)
	@$(PY) -m pytest tests/cluster $(ARGS)

train: env ## Train a model for the files as they are
	@$(PY) -m assistant.server train

knowledge: env ## Check the knowledge base; names file, line and fix
	@$(PY) -m assistant.knowledge.check

check: env ## Formatting, linting and types
	@.venv/bin/ruff format --check . && .venv/bin/ruff check . && .venv/bin/mypy

format: env ## Put the code into its format
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

test: env widget ## Set up and run every test; ARGS="tests/channels -k guard" picks some
	@scripts/env.sh encoder >/dev/null
	@$(PY) -m pytest $(ARGS)

soak: env ## The long form of what CI tries shortly: 50 random kills, 1,000 turns, a flood, 10,000 connections
	@$(PY) -m tests.faults.soak $(ARGS)

ask: env ## Ask the running assistant: make ask Q="When did RAMSI start?"; without Q a chat
	@$(PY) -m assistant.ask

encoder: env ## Adapt the sentence encoder to the knowledge base and the training questions (15 minutes)
	@scripts/env.sh encoder >/dev/null
	@$(PY) -m assistant.adapting $(ARGS)

evaluate: env ## Score the running assistant on the question sets in evaluation/
	@$(PY) -m evaluation $(ARGS)

benchmark-nlu: env ## Measure the NLU pipeline on a set: make benchmark-nlu DATA=folder
	@$(PY) -m evaluation.benchmark_nlu "$(DATA)"

bench: env ## Compare with stock Rasa (Linux; an hour or more, with ARGS=--keep-stock some minutes)
	@$(PY) -m evaluation.bench $(ARGS)

gaps: env ## What people asked and did not find; PROPOSE=n prints a record for the n-th, DAYS=30 looks back
	@$(PY) -m assistant.gaps $(if $(DAYS),--days $(DAYS)) $(if $(PROPOSE),--propose $(PROPOSE))

purge: env ## Remove what has been kept long enough (the running assistant does it every hour)
	@$(PY) -m assistant.retention purge

forget: env ## Remove one conversation from every table: make forget CONVERSATION=id
	@$(PY) -m assistant.retention forget "$(CONVERSATION)"

backup: env ## Copy the conversations while the assistant runs: make backup FILE=copy.db (SQLite)
	@$(PY) -m assistant.store.backup backup "$(or $(FILE),.run/conversations-$(shell date +%Y%m%d-%H%M%S).db)"

restore: env ## Put a copy back, with the assistant stopped: make restore FILE=copy.db (SQLite)
	@$(PY) -m assistant.store.backup restore "$(FILE)"

insights: env ## Write a report on what was asked as one HTML file: DAYS=30 or FROM=, TO=; OUT=file
	@$(PY) -m assistant.insights $(if $(DAYS),--days $(DAYS)) $(if $(FROM),--from $(FROM)) $(if $(TO),--to $(TO)) $(if $(OUT),--out "$(OUT)")

links: env ## Check the addresses in the knowledge base (needs the internet)
	@$(PY) -m assistant.knowledge.links

clean: ## Remove models, caches and conversations (the environment stays)
	@rm -rf models .rasa .run widget/dist conversations.db* .pytest_cache .mypy_cache .ruff_cache
