# Every target sets up what it needs, once: the environments are folders here, and nothing outside is touched.
# Where packages come from is pip's own configuration; every one is checked against the hashes in requirements/.

PYTHON ?= python3
UV ?= uv
POLNEAR ?= ../shared/corpora/polnear
SPLIT ?= dev
MODEL ?= fast
OUT ?= runs/$(MODEL)
ARGS ?=
# glibc would give large blocks back to the system after every step, and ask for them again.
KEEP_MEMORY = MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592 MALLOC_TOP_PAD_=268435456
# The CPU build by its full name, so that no index can answer with gigabytes of CUDA packages.
TORCH ?= torch==2.13.0+cpu

PIP = -m pip --disable-pip-version-check install -qq
LOCKED = $(PIP) --require-hashes
PROJECT = $(PIP) --no-build-isolation --no-deps --editable
# A source distribution lacks this folder, and a clone may lack its weights.
ACCURATE := $(wildcard models/accurate)
ACCURATE_WEIGHTS := $(wildcard models/accurate/src/onrecord_accurate/weights/model.json)
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url
LOCKS = requirements/core.txt requirements/build.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help read test lint evaluate gate bench train test-train wheel check-wheel lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

read: .venv/.core ## read the example article and show who stands behind what
	@.venv/bin/onrecord read examples/article.html

test: .venv/.dev ## run the tests (ARGS="-k name" for some)
	@.venv/bin/python -m pytest $(ARGS)

lint: .venv/.dev ## check style, format and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

evaluate: .venv/.core ## score a model on PolNeAR (POLNEAR=folder SPLIT=dev ARGS="--errors --corruption all --jobs 2")
	@.venv/bin/onrecord evaluate --polnear $(POLNEAR) --split $(SPLIT) $(ARGS)

gate: .venv/.core ## fail where a figure of a model leaves its pinned limit (POLNEAR=folder ARGS="--robustness --jobs 2")
	@.venv/bin/onrecord gate --polnear $(POLNEAR) $(ARGS)

bench: .venv-bench/.ready ## measure speed, memory and start-up on one core (POLNEAR=folder)
	@.venv-bench/bin/python benchmarks/bench.py --polnear $(POLNEAR) $(ARGS)

train: .venv-train/.ready .venv-train/.$(MODEL) ## train a model from PolNeAR (POLNEAR=folder MODEL=fast OUT=runs/fast)
	@$(KEEP_MEMORY) .venv-train/bin/onrecord train --polnear $(POLNEAR) --model $(MODEL) --out $(OUT) $(ARGS)

test-train: .venv-train/.ready ## run the tests that need torch
	@.venv-train/bin/python -m pytest -m train tests/training $(ARGS)

wheel: .venv/.dev ## build the wheels of onrecord and onrecord-accurate, and the source distribution, into dist/
	@rm -rf dist
	@.venv/bin/python -m build --no-isolation --outdir dist .
ifdef ACCURATE_WEIGHTS
	@.venv/bin/python -m build --no-isolation --wheel --outdir dist $(ACCURATE)
else
	@echo "onrecord-accurate is not built: its weights are not in models/accurate" >&2
endif

check-wheel: wheel ## install the wheels in an empty environment and read with each model
	@rm -rf .venv-wheel
	@$(PYTHON) -m venv .venv-wheel
	@.venv-wheel/bin/python $(LOCKED) -r requirements/core.txt
	@.venv-wheel/bin/python $(PIP) --no-deps --no-index dist/*.whl
	@.venv-wheel/bin/python -m pip --disable-pip-version-check check
	@cd dist && ../.venv-wheel/bin/onrecord read ../examples/article.html
ifdef ACCURATE_WEIGHTS
	@cd dist && ../.venv-wheel/bin/onrecord read ../examples/article.html --model accurate
endif

lock: ## compile requirements/*.txt anew, keeping versions that still fit (ARGS=--upgrade for the newest; needs uv)
	@command -v $(UV) >/dev/null || { echo "uv is not installed. Install it, or give its path: make lock UV=PATH" >&2; exit 1; }
	$(COMPILE) $(ARGS) pyproject.toml -o requirements/core.txt
	$(COMPILE) $(ARGS) --group build -c requirements/core.txt -o requirements/build.txt
	$(COMPILE) $(ARGS) --extra report --extra parquet --extra pandas --extra spacy --group dev --group readers pyproject.toml -c requirements/core.txt -o requirements/dev.txt
	$(COMPILE) $(ARGS) --no-deps --group label-studio -c requirements/core.txt -o requirements/label-studio.txt
	$(COMPILE) $(ARGS) --group bench --group build pyproject.toml -c requirements/core.txt -o requirements/bench.txt
	$(COMPILE) $(ARGS) --no-deps --extra train-accurate pyproject.toml -c requirements/core.txt -o requirements/train-accurate.txt
	$(COMPILE) $(ARGS) --extra train --group dev --group torch pyproject.toml -c requirements/core.txt \
		--excludes requirements/train-left-out.txt -o requirements/train.txt

clean: ## remove environments, caches and builds; training runs stay
	rm -rf .venv .venv-* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment's stamp stands in it: removing the folder is all it takes to start again.

%/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "onrecord needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(@D) (once) ..." >&2
	@$(PYTHON) -m venv $(@D)
	@touch $@

.venv/.core: $(LOCKS) pyproject.toml | .venv/.created
	@.venv/bin/python $(LOCKED) $(LOCKS:%=-r %)
	@.venv/bin/python $(PROJECT) .
	@touch $@

.venv/.dev: requirements/dev.txt requirements/label-studio.txt $(ACCURATE:%=%/pyproject.toml) .venv/.core
	@.venv/bin/python $(LOCKED) -r requirements/dev.txt
	@.venv/bin/python $(LOCKED) --no-deps -r requirements/label-studio.txt
ifdef ACCURATE
	@.venv/bin/python $(PROJECT) $(ACCURATE)
endif
	@touch $@

.venv-bench/.ready: requirements/bench.txt pyproject.toml | .venv-bench/.created
	@.venv-bench/bin/python $(LOCKED) -r requirements/bench.txt
	@.venv-bench/bin/python $(PROJECT) .
	@touch $@

# Without dependencies, as the lock is whole but for what train-left-out.txt names.
.venv-train/.ready: requirements/train.txt pyproject.toml | .venv-train/.created
	@.venv-train/bin/python $(LOCKED) --no-deps -r requirements/train.txt
	@.venv-train/bin/python $(PIP) --no-deps "$(TORCH)"
	@.venv-train/bin/python $(PROJECT) .
	@touch $@

# What one model alone is trained from.
# fast learns from accurate.
.venv-train/.fast: $(ACCURATE:%=%/pyproject.toml) .venv-train/.ready
	@.venv-train/bin/python $(PROJECT) $(ACCURATE)
	@touch $@

.venv-train/.accurate .venv-train/.wide: requirements/train-accurate.txt .venv-train/.ready
	@.venv-train/bin/python $(LOCKED) --no-deps -r requirements/train-accurate.txt
	@touch $@
