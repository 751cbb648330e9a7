# Two commands to know: `make demo` and `make test`. The rest is listed by `make help`.

SHELL := /bin/bash
unexport PYTHONDONTWRITEBYTECODE  # where it is set, every start would compile Django and Wagtail anew
.DEFAULT_GOAL := help
.PHONY: help demo test check format bench lock messages install install-dev

V := .venv
BIN := $(V)/bin
# Wheels only, nothing compiled: Python writes its bytecode when a module is first imported.
PIP := $(BIN)/python -m pip install -qq --no-input --disable-pip-version-check --no-compile --no-deps
# uv installs in a fifth of pip's time. Where pip alone is told the way to the packages (a mirror, a proxy), pip does it.
UV := $(BIN)/uv pip install --quiet --no-progress --no-deps --python $(BIN)/python
LOCKED = $(UV) --require-hashes --only-binary=:all: -r $(1) 2>/dev/null || $(PIP) --require-hashes --only-binary=:all: -r $(1)
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11
NAME ?= registration

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

demo: install ## the Namur example in a browser (FRESH=1 reloads it, MAILLAGE_PORT chooses the port)
	@exec $(BIN)/maillage demo $(if $(FRESH),--fresh)

test: install-dev ## everything on SQLite and PostgreSQL, then journeys in a browser, then the burst
	@scripts/test $(ONLY)

check: install-dev ## style, types, floors, sizes and locks
	@scripts/check

format: install-dev ## put code and templates in the form that check wants
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .
	@git ls-files --cached --others --exclude-standard 'maillage/*.html' | xargs $(BIN)/djade --target-version 5.2

bench: install-dev ## one measure: make bench NAME=registration
	@scripts/with-postgres --durable $(BIN)/python -m bench $(NAME)

lock: install-dev ## write the lock files anew from pyproject.toml
	$(LOCK) pyproject.toml --upgrade --output-file requirements/base.txt
	$(LOCK) pyproject.toml --upgrade --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt
	echo uv | $(LOCK) - --constraint requirements/dev.txt --output-file requirements/uv.txt

messages: install-dev ## gather the texts to translate, and compile what is translated
	@scripts/messages

install: $(V)/base.stamp $(V)/project.stamp
install-dev: $(V)/dev.stamp install

$(BIN)/python:
	@scripts/make-venv $(V)

$(V)/uv.stamp: requirements/uv.txt | $(BIN)/python
	@$(PIP) --require-hashes --only-binary=:all: -r $<
	@touch $@

$(V)/base.stamp: requirements/base.txt | $(V)/uv.stamp
	@echo "Installation des bibliothèques…"
	@$(call LOCKED,$<)
	@touch $@

$(V)/dev.stamp: requirements/dev.txt | $(V)/uv.stamp
	@echo "Installation des outils de développement…"
	@$(call LOCKED,$<)
	@touch $@ $(V)/base.stamp

$(V)/project.stamp: pyproject.toml | $(V)/base.stamp
	@$(PIP) --no-build-isolation --editable .
	@touch $@
