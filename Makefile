# make run   starts the archive with demonstration data     make test   everything that proves it works
# make wheel  a wheel that works in another environment
# make check what a machine can see in the code             make bench  how fast it is
PYTHON ?= python3
INSTANCE ?= var
PORT ?= 6543
RECORDS ?= 1000
BIN = .venv/bin
PIP = PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install --quiet

.PHONY: run test check bench wheel lock messages clean

run: .venv/.runtime
	@test -f $(INSTANCE)/onestop.ini || $(BIN)/onestop-records init $(INSTANCE) --demo
	@$(BIN)/onestop-records evolve --instance $(INSTANCE)
	@exec $(BIN)/onestop-records serve --instance $(INSTANCE) --port $(PORT)

test: .venv/.testing
	@$(BIN)/python -m tests.checks.browser
	$(BIN)/pytest -rs -n 2 --dist loadfile

check: .venv/.testing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.checks.modules
	$(BIN)/python -m tests.checks.lock
	$(BIN)/python -m tests.checks.messages --check

bench: .venv/.runtime
	$(BIN)/onestop-records bench --records $(RECORDS)

wheel: .venv/.testing
	rm -rf build dist
	$(BIN)/python -m build --wheel --no-isolation
	$(PYTHON) -m venv dist/elsewhere
	dist/elsewhere/bin/pip install --quiet -r requirements.txt dist/*.whl
	cd dist && elsewhere/bin/onestop-records init trial --demo && elsewhere/bin/onestop-records verify --instance trial

lock: .venv/.testing
	$(BIN)/python -m tests.checks.lock --write

messages: .venv/.testing
	$(BIN)/python -m tests.checks.messages

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt setup.cfg | .venv/bin/python
	$(PIP) -r requirements.txt
	$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

.venv/.testing: requirements-test.txt .venv/.runtime
	$(PIP) -r requirements-test.txt
	@touch $@

clean:
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
