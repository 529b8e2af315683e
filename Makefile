# make demo runs a first scenario, make test what must pass before a change; the rest: make help.
# The environment is .venv: made with uv where uv is installed, otherwise with venv and pip, and brought up to
# date whenever pyproject.toml or constraints.txt changes. Another Python: PYTHON=python3.12 make demo

VENV := .venv
PEERS := .venv-peers
PYTHON ?= $(or $(wildcard $(VENV)/bin/python),python3)
VERSION := $(shell "$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)

# processes of the test run, and further arguments of pytest: make test ARGS="tests/rules -k wait"
JOBS ?= 2
ARGS ?=
QUICK = pytest -n $(JOBS) -m "not slow and not long" --benchmark-disable

export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# Tests start dozens of processes, each of which would otherwise translate every module of the project again.
unexport PYTHONDONTWRITEBYTECODE

ifneq ($(shell command -v uv 2>/dev/null),)
# of an environment: $(call CREATE,folder)
CREATE = uv venv --quiet --allow-existing --python "$(PYTHON)" $(1)
INSTALL = uv pip install --quiet --compile-bytecode --python $(1)/bin/python
else
CREATE = "$(PYTHON)" -m venv $(1)
INSTALL = $(1)/bin/python -m pip install -qq --disable-pip-version-check
endif

.PHONY: help demo test slow long lint coverage mutants lowest bench bench-check scaling docs constraints clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

# Stamps: an environment to run (with reports), and one to develop (with everything, so it serves to run as well).
RUN := $(VENV)/.run-$(VERSION)
DEV := $(VENV)/.dev-$(VERSION)

$(RUN) $(DEV): pyproject.toml constraints.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Gongji needs Python 3.11 or newer; $(PYTHON) is $(or $(VERSION),not there). Name another one: PYTHON=python3.12 make $(MAKECMDGOALS)" >&2; \
	    exit 1; }
	@test -f $@ || test -x $(VENV)/bin/python$(VERSION) || rm -rf $(VENV)
	@echo "Preparing $(VENV) with Python $(VERSION) (the first time takes a minute or two)"
	@$(call CREATE,$(VENV))
	@$(call INSTALL,$(VENV)) -c constraints.txt -e '.[$(if $(filter $(DEV),$@),dev,report)]'
	@touch $(RUN) $@

demo: $(RUN) ## run a first scenario: three generations of a family
	$(VENV)/bin/gongji run scenarios/three_generations.yaml
	@echo
	@echo "The command is $(VENV)/bin/gongji. A scenario of your own: $(VENV)/bin/gongji new family.yaml"

test: $(DEV) ## the quick tests
	$(VENV)/bin/$(QUICK) $(ARGS)

slow: $(DEV) ## the slow tests
	$(VENV)/bin/pytest -n $(JOBS) -m slow $(ARGS)

long: $(DEV) ## thousands of changed files and random households: an hour
	$(VENV)/bin/pytest -n $(JOBS) -m long $(ARGS)

lint: $(DEV) ## style, types, and who imports whom
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/pyright
	$(VENV)/bin/lint-imports --no-cache

# Kernels count where they are interpreted, as in small jobs and tests of rules: compiled code cannot be measured.
coverage: $(DEV) ## the lines that the quick tests reach: at least 95 %
	$(VENV)/bin/$(QUICK) --cov=sim --cov-fail-under=95 $(ARGS)

mutants: $(DEV) ## small changes of rules and processes that no test notices
	NUMBA_DISABLE_JIT=1 $(VENV)/bin/python -m tests.mutation.run --jobs $(JOBS) $(ARGS)

# An environment of its own, with the lowest Python and the lowest versions that pyproject.toml declares.
LOWEST := .venv-lowest
OLDEST := $(shell sed -n 's/^requires-python = ">=\(.*\)"/\1/p' pyproject.toml)

$(LOWEST)/.made: pyproject.toml
	@command -v uv >/dev/null || { \
	    echo "make lowest needs uv, for pip cannot choose the lowest versions: https://docs.astral.sh/uv/" >&2; \
	    exit 1; }
	@echo "Preparing $(LOWEST) with Python $(OLDEST) and the lowest versions declared"
	@rm -rf $(LOWEST) && uv venv --quiet --python $(OLDEST) $(LOWEST)
	@uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct -e '.[dev]'
	@touch $@

lowest: $(LOWEST)/.made ## the quick tests at the lowest versions declared (needs uv)
	$(LOWEST)/bin/$(QUICK) $(ARGS)

# Programs that the engine is measured beside; what they need is nothing that Gongji needs.
$(PEERS)/.made: benchmarks/peers/constraints.txt
	@echo "Preparing $(PEERS) for OpenFisca and PolicyEngine"
	@$(call CREATE,$(PEERS))
	@$(call INSTALL,$(PEERS)) -r benchmarks/peers/constraints.txt
	@touch $@

bench: $(DEV) $(PEERS)/.made ## one table: the engine beside its peers; what more workers bring
	$(VENV)/bin/python -m benchmarks.bench --peers $(PEERS)/bin/python $(ARGS)
	$(VENV)/bin/python benchmarks/scaling.py $(filter --quick,$(ARGS))

bench-check: $(DEV) $(PEERS)/.made ## whether a ratio to a peer has fallen by a quarter
	$(VENV)/bin/python -m benchmarks.check --peers $(PEERS)/bin/python

scaling: $(DEV) ## what more workers bring, alone
	$(VENV)/bin/python benchmarks/scaling.py $(ARGS)

docs: $(DEV) ## the documentation as pages, in build/docs
	$(VENV)/bin/mkdocs build --strict

constraints: ## pin every dependency anew, for every platform (needs uv)
	UV_CUSTOM_COMPILE_COMMAND="make constraints" uv pip compile --quiet --universal --upgrade \
	    --python-version 3.11 --all-extras --no-emit-index-url --no-emit-find-links \
	    pyproject.toml --output-file constraints.txt
	UV_CUSTOM_COMPILE_COMMAND="make constraints" uv pip compile --quiet --universal --upgrade \
	    --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	    benchmarks/peers/requirements.txt --output-file benchmarks/peers/constraints.txt

clean: ## remove the environment, the caches and what was built
	rm -rf $(VENV) $(PEERS) $(LOWEST) build dist htmlcov .coverage .coverage.* .pytest_cache .ruff_cache .hypothesis .benchmarks
	find sim tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
