# Everything a fresh machine needs, in one word each. The work is done in tools/ and portal/run.py.
SHELL := /bin/bash
PORT ?= 8000
PYTHON := .venv/bin/python
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test check reset bench messages environment

help: ## says what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: environment ## starts the portal on port PORT (8000); Ctrl-C stops it
	@exec $(PYTHON) -m portal.run

test: environment ## runs the whole test suite, browser journeys included
	@tools/test.sh

check: environment ## lint, format, types, contracts, migrations, translations, templates
	@tools/check.sh

reset: environment ## forgets the local data
	@$(PYTHON) -m portal.run --reset

bench: environment ## runs the benchmarks
	@$(PYTHON) -m bench

messages: environment ## collects the texts to translate and says what is missing
	@tools/messages.sh

environment:
	@tools/ensure_environment.sh $(MAKECMDGOALS)
