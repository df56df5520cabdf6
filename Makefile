# The environment is made where it is missing or older than pyproject.toml and constraints.txt; a second
# call finds it ready. PYTHON chooses the interpreter that makes it, VENV where it stands, ARGS adds options.

VENV ?= .venv
ARGS ?=
WORKERS ?= 2
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUNS := $(VENV)/.runs
BUNDLE ?= dist/urbsim-bundle
PYTEST := $(BIN)/python -m pytest
# Tried in this order; the first one of version 3.11 or later makes the environment.
PYTHON ?= python3.12 python3.11 python3.13 python3 python
# `make prove` runs the tests once on each version found among these.
PYTHONS ?= python3.11 python3.12 python3.13 $(wildcard $(HOME)/.pyenv/versions/3.1[123].*/bin/python)

# pyam 3.3 does not start beside SQLAlchemy 2.1.
PYAM ?= 'pyam-iamc>=3.0' nomenclature-iamc 'sqlalchemy<2.1'

.DEFAULT_GOAL := help
.PHONY: help run bundle test prove prove-exchange prove-pythons bench check format clean

help:
	@echo 'make run      simulate scenarios/huludao-2011.yaml and write outputs/huludao-2011/'
	@echo 'make bundle   collect wheels in $(BUNDLE).zip, to install on machines without network'
	@echo 'make test     run all tests'
	@echo 'make check    formatting, lint and types'
	@echo 'make format   let ruff format and repair what it can'
	@echo 'make prove    run the long proofs and print their figures, then the tests on every Python here'
	@echo 'make bench    measure speed and memory and print the ratios'
	@echo 'make clean    remove the environment and the caches; outputs/ stays'

run: $(RUNS)
	$(BIN)/urbsim run scenarios/huludao-2011.yaml $(ARGS)

# The archive fits machines of the same system and Python: unpack it, then  sh install.sh  there.
bundle: $(RUNS)
	rm -rf $(BUNDLE) $(BUNDLE).zip && mkdir -p $(BUNDLE)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --constraint constraints.txt --wheel-dir $(BUNDLE) .
	printf 'python3 -m venv urbsim-venv && urbsim-venv/bin/python -m pip install --no-compile --no-index --find-links . urbsim\n' > $(BUNDLE)/install.sh
	cd $(dir $(BUNDLE)) && "$(abspath $(BIN))/python" -m zipfile -c $(notdir $(BUNDLE)).zip $(notdir $(BUNDLE))/
	@du -h $(BUNDLE).zip

test: $(READY)
	$(PYTEST) -n $(WORKERS) $(ARGS)

prove: $(READY)
	$(PYTEST) -m prove -n $(WORKERS) -rP --hypothesis-profile=prove $(ARGS)
	$(BIN)/python -m tests.laws.noticed
	$(BIN)/python -m tests.architecture.measure
	$(MAKE) prove-exchange prove-pythons

# pyam holds back other libraries, so it reads the tables of all shipped scenarios in an environment of its own.
prove-exchange: $(READY)
	rm -rf $(VENV)-pyam $(VENV)-pyam-tables
	$(BIN)/python -m tests.exchange.write $(VENV)-pyam-tables
	$(BIN)/python -m venv $(VENV)-pyam
	$(VENV)-pyam/bin/python -m pip install --quiet --disable-pip-version-check $(PYAM)
	$(VENV)-pyam/bin/python -W ignore tests/exchange/read_with_pyam.py $(VENV)-pyam-tables

prove-pythons:
	@tested=; for python in $(PYTHONS); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  case " $$tested " in *" $$version "*) continue;; esac; \
	  echo "== tests on Python $$version"; \
	  $(MAKE) test VENV=".venv-$$version" PYTHON="$$python" || exit 1; \
	  tested="$$tested $$version"; \
	done; \
	echo "== tested on Python$${tested:- none: no python3.11, 3.12 or 3.13 was found}"

bench: $(READY)
	$(PYTEST) -m bench -s $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) $(VENV)-pyam* .venv-3.* .mypy_cache .pytest_cache .ruff_cache .hypothesis

# What a user needs.
$(RUNS): pyproject.toml constraints.txt
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  for candidate in $(PYTHON); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then chosen=$$candidate; break; fi; \
	  done; \
	  if [ -z "$$chosen" ]; then \
	    echo 'No Python 3.11 or later among: $(PYTHON). Install one, or name it: make PYTHON=/path/to/python3.12' >&2; exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$chosen ($$($$chosen --version)); this takes a minute or two."; \
	  "$$chosen" -m venv $(VENV) || { \
	    echo "$$chosen has no venv with pip; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip setuptools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

# And the tools of development beside it.
$(READY): $(RUNS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,cluster]'
	@touch $@
