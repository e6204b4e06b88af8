PYTHON ?= python3
BIN := .venv/bin
# Written last, so an installation that was cut off starts again.
STAMP := .venv/.installed
SOURCES := kernel engine jupyter_ext tools tests
# What needs Ray runs in an environment of its own.
RAY_BIN := .venv-ray/bin
RAY_NOTEBOOKS := $(wildcard notebooks/ray_*.ipynb)
NOTEBOOKS := $(filter-out $(RAY_NOTEBOOKS),$(wildcard notebooks/*.ipynb))
# Tests that need a machine to themselves: browsers, VS Code and debuggers have deadlines of their own.
ALONE := tests/chaos tests/debugging tests/limits tests/scenarios/debug
BROWSER := tests/ui tests/vscode
# For `make lab`, e.g. OPTIONS="--no-browser --port=9000"; in a container, where you are root, OPTIONS=--allow-root
OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help demo lab vsix test torch rayenv conformance check format proto ui storm bench clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Farfield, and what its examples and tests need, into .venv: once, and it takes some minutes ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[demo,dev]"
	touch $@

demo: $(STAMP)  ## run the quickstart notebook and say where the result is
	$(BIN)/python tools/demo.py

lab: $(STAMP)  ## open JupyterLab on the examples
	$(BIN)/python tools/lab.py
	$(BIN)/jupyter lab notebooks/quickstart.ipynb $(OPTIONS)

vsix: $(STAMP)  ## build and pack the VS Code extension: build/farfield.vsix
	$(BIN)/python tools/vscode.py --vsix

torch: $(STAMP)  ## install torch (CPU), for the example that trains on ranks
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0

rayenv: $(STAMP)  ## make .venv-ray, with Ray and its libraries, for the tests and examples that need them
	$(BIN)/python tools/rayenv.py

test: $(STAMP)  ## every test: Python, notebooks, TypeScript
	$(BIN)/python tools/ui.py --test
	$(BIN)/python tools/lab.py --test
	$(BIN)/python tools/vscode.py --test
	$(BIN)/python tools/codeserver.py
	$(BIN)/python tools/lab.py
	$(BIN)/pytest -n 2 --dist loadfile $(addprefix --ignore=,tests/ray $(ALONE) $(BROWSER)) tests
	$(BIN)/pytest --nbval-lax $(ALONE) $(NOTEBOOKS)
	$(BIN)/pytest --reruns 1 --rerun-show-tracebacks -rfER $(BROWSER)
	$(BIN)/python tools/rayenv.py --test tests/ray
	$(BIN)/python tools/rayenv.py --test --nbval-lax $(RAY_NOTEBOOKS)

check: $(STAMP)  ## lint, formatting, types, house rules, generated and built files
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/pytest --quiet tests/house
	$(BIN)/python tools/proto.py --check
	$(BIN)/python tools/ui.py --check
	$(BIN)/python tools/lab.py --check
	$(BIN)/python tools/vscode.py --check

format: $(STAMP)  ## rewrite what the linter can
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

proto: $(STAMP)  ## generate Python and TypeScript from the .proto files
	$(BIN)/python tools/proto.py

ui: $(STAMP)  ## build the widgets' JavaScript and the JupyterLab extension
	$(BIN)/python tools/ui.py
	$(BIN)/python tools/lab.py

CONFORMANCE := build/conformance
conformance: $(STAMP)  ## what both engines do, side by side: build/conformance.md
	mkdir -p build
	-$(BIN)/pytest --quiet tests/conformance --junitxml=$(CONFORMANCE)-local.xml
	-$(BIN)/python tools/rayenv.py --test --quiet tests/ray/test_conformance.py --junitxml=$(CONFORMANCE)-ray.xml
	$(BIN)/python -m farfield_engine.testing.report local=$(CONFORMANCE)-local.xml ray=$(CONFORMANCE)-ray.xml \
		> $(CONFORMANCE).md; status=$$?; cat $(CONFORMANCE).md; exit $$status

storm: $(STAMP)  ## kill and cut a gateway, its workers, client and link at random; the report
	$(BIN)/python tools/storm.py

bench: $(STAMP)  ## Farfield and its peers, side by side
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	$(BIN)/python benchmarks/run.py
	$(BIN)/python tools/rayenv.py
	$(RAY_BIN)/python benchmarks/run.py --only onray --into build/bench-ray

clean:  ## remove everything that make has made
	rm -rf .venv .venv-otherpython .venv-ray build dist node_modules jupyter_ext/lab/node_modules jupyter_ext/lab/lib \
		vscode_bridge/node_modules vscode_bridge/dist \
		jupyter_ext/farfield_jupyter/labextension .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
