# standoff: two commands for a fresh machine with Python 3.11 or newer, make and a package index:
#   make demo    set everything up and run the main job on the bundled case
#   make test    set everything up and run all tests (under ten minutes)

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help setup demo test test-full lint site promises coverage mutants bench bench-full constraints clean

help:
	@sed -n '2,4s/^# \{0,1\}//p' Makefile

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "standoff needs Python 3.11 or newer; $(PYTHON) is older. Say 'make PYTHON=python3.12 $(MAKECMDGOALS)'." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.setup-test: $(VENV)/.setup
	$(PIP) install --constraint constraints.txt --editable '.[dev,postgres]'
	@touch $@

setup: $(VENV)/.setup

demo: setup
	$(BIN)/standoff demo --case demo/korea

lint: $(VENV)/.setup-test
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not full"

test-full: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

# The bundled case as a static, read-only site: site/index.html.
site: setup
	$(BIN)/python tools/site.py

# The table of promises with the figures their tests reached (docs/promises.md).
promises: $(VENV)/.setup-test
	$(BIN)/python tools/promises.py

# Which lines and branches the tests of `make test` reach (long).
coverage: $(VENV)/.setup-test
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not full" --cov --cov-report=term

# Do the tests see it when the code of time phrases, stance, journal and scores is changed? Writes
# docs/mutation.md; long, and goes on where it was stopped (results lie in mutants/).
mutants: $(VENV)/.setup-test
	$(PIP) install 'mutmut==3.8.1'
	PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONPATH=tests OMP_NUM_THREADS=1 \
	  $(BIN)/python -m mutmut run --max-children 2 > mutants.log
	$(BIN)/python tools/mutants.py

# All comparisons in under half an hour, rivals in environments of their own (docs/benchmarks.md).
bench: $(VENV)/.setup-test
	$(BIN)/python benchmarks/everything.py

# The long ones, too: size and power of every test, the whole list of starts.
bench-full: $(VENV)/.setup-test
	$(BIN)/python benchmarks/everything.py --full

# Pins of what is installed now, without any index address.
constraints: $(VENV)/.setup-test
	$(BIN)/python -m pip list --format=freeze --exclude-editable | grep -viE '^(pip|setuptools|wheel)==' > constraints.txt

clean:
	rm -rf $(VENV) demo site site-case artefacts .mypy_cache .ruff_cache .hypothesis
