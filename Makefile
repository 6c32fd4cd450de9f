# make demo     a quarter's evaluation, from the first record to the published grades, then served at 127.0.0.1:8000
# make test     the suite, but for what is long and what wants a browser
# make test-long  what is long of it, but for the browser's: isolation, tampering, every page by role, every example, large
#               bureaus, steps at random, crashes, more random ledgers and races, the mutants
# make lint     everything CI checks besides
# make types    the types alone
# make soak     the harnesses at full length (some hours); python -m tests.soak NAME runs one
# make sabotage every lock opened in a copy of the tree, one at a time: its test has to go red
# make browse   the pages in a real browser (chromium), pictures in build/browse; skipped where there is none
# make bench    the figures of speed
# make setup    the environment alone (.venv); all of the above do it first
# make docs     docs/law-language.md, clauses.md and what-is-bound.md from the code
# make sentences  every sentence that can be said of the five cities, to be read as a difference
# make migration  the first revisions written anew from the declared tables (before the first release)
# make lock     requirements.txt and requirements-bench.txt from the pyproject files
# make clean    removes what the others have made

BIN := .venv/bin
CODE := core/banfa $(wildcard plugins/*/banfa_*) tests
PROJECTS := core/pyproject.toml
LOCK := $(BIN)/uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --quiet --upgrade --custom-compile-command "make lock"

.PHONY: setup demo test test-long soak sabotage lint types browse bench docs sentences migration lock clean

# What is compiled is kept, whatever the environment says: each process of the suite would compile all of it anew.
test test-long browse: export PYTHONDONTWRITEBYTECODE :=

setup:
	@deploy/setup.sh

demo: setup
	@$(BIN)/banfa demo

test: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not long" --ignore tests/browse

test-long: setup
	@$(BIN)/python -m pytest -n 2 --dist load -m long --ignore tests/browse --ignore tests/races
	@BANFA_RACE_ROUNDS=3 $(BIN)/python -m pytest -n 2 --dist load tests/races/test_races.py

soak: setup
	@$(BIN)/python -m tests.soak

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python -m tests.sizes
	$(BIN)/python -m tests.words
	$(BIN)/python -m tests.rows

types: setup
	$(BIN)/mypy $(CODE)

sabotage: setup
	@$(BIN)/python -m tests.sabotage

browse: setup
	@$(BIN)/python -m pytest -n 2 --dist loadfile --timeout 900 tests/browse

bench: setup
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-bench.txt
	@$(BIN)/python -m tests.bench

docs: setup
	@$(BIN)/python -m tests.language
	@$(BIN)/python -m tests.clauses
	@$(BIN)/python -m tests.binding
	@$(BIN)/python -m tests.case_steps

sentences: setup
	@$(BIN)/python -m tests.sentences

migration: setup
	@$(BIN)/python -m tests.make_migrations
	@$(BIN)/ruff format core/banfa/database/migrations/versions

lock:
	@test -x $(BIN)/python || deploy/setup.sh
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install uv
	$(LOCK) --extra embedded --group pyproject.toml:build --group pyproject.toml:dev -o requirements.txt $(PROJECTS)
	$(LOCK) --group pyproject.toml:bench -c requirements.txt -o requirements-bench.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find core plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +
