# Every command that the book needs; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
# Linux without a GPU: `make book TORCH_INDEX=<PyTorch's index of CPU wheels>` installs 200 MB instead of gigabytes.
TORCH_INDEX ?=
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# One thread a process: many processes with many threads each are far slower.
export OMP_NUM_THREADS := 1
export TORCH_INDEX

.DEFAULT_GOAL := help
.PHONY: help book test lint serve experiments benchmarks check-claims check-colab check-binder check-nightly \
        run-notebooks publish report clean distclean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: $(STAMP) ## install what is needed, execute every chapter, build the pages
	$(BIN)/python tools/build_book.py

test: book lint ## the book, the linter, unit tests, book tests, every notebook once more
	$(BIN)/pytest -q -n auto tests/latents tests/exercises
	$(BIN)/pytest -q -n auto --dist worksteal tests/book tests/tools
	$(BIN)/python tools/check_notebooks.py
	@echo "All passed: book, lint, unit tests, book tests, notebooks."

lint: $(STAMP) ## check the style of the code, and how the chapters read
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/ruff check .
	$(BIN)/python tools/lint_chapters.py

serve: $(STAMP) ## build, serve on localhost, build again on every change
	$(BIN)/python tools/serve.py

check-claims: book ## run the chapters with other random draws, name the claims that fail; RUNS=… for other than five
	$(BIN)/python tools/check_claims.py $(RUNS)

check-colab: book ## run the plain notebooks where only the package is installed, on the oldest versions it allows
	$(BIN)/python tools/check_colab.py

check-nightly: book ## the same on the newest versions, and torch of last night
	$(BIN)/python tools/check_colab.py --nightly

check-binder: book ## make Binder's environment, run a chapter in its JupyterLab
	$(BIN)/python tools/check_binder.py

publish: ## push the plain notebooks of the last build to the branch that Colab and Binder open
	$(PYTHON) tools/publish_notebooks.py

run-notebooks: ## on that branch: run the notebooks with PYTHON as on Colab, their first cell included
	$(PYTHON) tools/run_notebooks.py notebooks --colab

report: ## open an issue that says that $RUN failed, unless one is open
	$(PYTHON) tools/report_failure.py

experiments: $(STAMP) ## record the long experiments whose code has changed; NAME=… for one of them
	$(BIN)/python tools/run_experiments.py $(NAME)

benchmarks: $(STAMP) ## time the package against others, print a table of ratios; NAME=… for one
	$(BIN)/python tools/run_benchmarks.py $(NAME)

clean: ## remove what was built, keep the executed chapters and parts of experiments
	if [ -d _build ]; then find _build -mindepth 1 -maxdepth 1 ! -name .jupyter_cache ! -name .experiments \
	    -exec rm -rf {} +; fi

distclean: ## remove everything that was made, the environment too
	rm -rf _build $(VENV)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "The book needs Python 3.11, 3.12 or 3.13. Name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	rm -f $@
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --quiet --index-url $(TORCH_INDEX) \
	    "$$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.txt)")
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@
