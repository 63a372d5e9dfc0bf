# Two commands do everything on a fresh machine with Python 3.11 or later: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: demo test check format soak bench bench-access bench-followup bench-forum bench-read bench-report bench-screen bench-screen-many bench-search bench-trail bench-drill lock messages clean

$(VENV)/.installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

demo: $(VENV)/.installed  ## install, load the sample forum, read the sample sources, serve the pages
	$(BIN)/muntada demo --port $(PORT)

test: $(VENV)/.installed-dev  ## what CI runs
	tools/debian
	$(MAKE) check
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"

check: $(VENV)/.installed-dev  ## format, lint, types, floors, migrations, pages that are made
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python tools/architecture.py --check
	$(BIN)/python tools/api_page.py --check
	$(BIN)/python tools/asvs_page.py --check
	$(BIN)/python tools/rights_page.py --check

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: $(VENV)/.installed-dev  ## long load, crash and fuzz runs
	$(BIN)/python -m pytest -m soak

bench: bench-access bench-forum bench-read bench-trail bench-drill  ## every benchmark

$(VENV)/.installed-bench: $(VENV)/.installed-dev bench/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	touch $@

bench-read: $(VENV)/.installed-bench  ## the reader beside spaCy
	$(BIN)/python -m bench.read

bench-access: $(VENV)/.installed-dev  ## what the policy adds to a list of a million records
	$(BIN)/python -m bench.access

bench-forum: $(VENV)/.installed-dev  ## lists and searches of a million statements under 50 people at once
	$(BIN)/python -m bench.forum

bench-followup: $(VENV)/.installed-dev  ## the matrix of 2,000 clauses by ten years
	$(BIN)/python -m bench.followup

bench-report: $(VENV)/.installed-bench  ## a report of ninety pages as PDF, beside WeasyPrint
	$(BIN)/python -m bench.report

bench-search: $(VENV)/.installed-bench  ## search beside Lucene's analyzers, on the collection in the folder DATA=...
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r bench/requirements-lucene.txt
	$(BIN)/python -m bench.search $(DATA) --encoder off light heavy

bench-screen: $(VENV)/.installed-bench  ## screening beside its peers, and against a million names; the lists lie in the folder LISTS=...
	$(BIN)/python -m bench.screen $(LISTS) --speed 1000000

bench-screen-many: $(VENV)/.installed-bench  ## ten million names against a list by Ray's workers, one of which dies; LISTS=...
	$(BIN)/python -m bench.screening.rays $(LISTS)

bench-trail: $(VENV)/.installed-dev  ## the trail beside a plain hash chain
	$(BIN)/python -m bench.trail

bench-drill: $(VENV)/.installed-dev  ## the loss of a disk with 5 GB, and its return
	$(BIN)/python -m bench.drill
	$(BIN)/python -m bench.drill --postgresql

lock: $(VENV)/.installed-dev  ## lock the dependencies; a lock file records no addresses
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-annotate --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-annotate --extra dev --output-file requirements-dev.lock pyproject.toml

messages: $(VENV)/.installed-dev  ## gather the interface's strings and compile the catalogues
	cd muntada/web && ../../$(BIN)/python ../../manage.py makemessages --locale ar --locale en --locale fr --no-wrap --no-location
	cd muntada/web && ../../$(BIN)/python ../../manage.py compilemessages

clean:
	rm -rf $(VENV) build dist *.egg-info
