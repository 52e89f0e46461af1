# Every command that the book needs; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
# Linux without a GPU: `make book TORCH_INDEX=<PyTorch's index of CPU wheels>` installs 200 MB instead of gigabytes.
TORCH_INDEX ?=
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# One thread a process: many processes with many threads each are far slower.
export OMP_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help book test lint serve notebooks clean distclean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: $(STAMP) ## install what is needed, execute every chapter, build the pages
	$(BIN)/python tools/build_book.py

test: book lint ## the book, the linter, unit tests, book tests, every notebook once more
	$(BIN)/pytest -q --ignore tests/book
	$(BIN)/pytest -q -n auto --dist loadscope tests/book
	$(BIN)/python tools/check_notebooks.py
	@echo "All passed: book, lint, unit tests, book tests, notebooks."

lint: $(STAMP) ## check the style of the code
	$(BIN)/ruff check .

serve: $(STAMP) ## build, serve on localhost, build again on every change
	$(BIN)/python tools/serve.py

notebooks: book ## plain notebooks for Colab, in notebooks/
	$(BIN)/python tools/make_notebooks.py

clean: ## remove what was built, keep the executed chapters
	rm -rf notebooks
	if [ -d _build ]; then find _build -mindepth 1 -maxdepth 1 ! -name .jupyter_cache -exec rm -rf {} +; fi

distclean: ## remove everything that was made, the environment too
	rm -rf _build notebooks $(VENV)

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
