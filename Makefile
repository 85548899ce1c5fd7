# What can be typed. VAR_DIR holds everything that is made: packages, data, files, keys.
VAR_DIR ?= var
export VAR_DIR
PYTHON = $(VAR_DIR)/venv/bin/python

.PHONY: run test check css bench docs pictures lock

run: ## install what is missing, then serve the application with its worker
	@bin/prepare run && TRIAL=$${TRIAL:-1} exec $(PYTHON) manage.py serve

test: ## install what is missing, check, then run every test, browsers included
	@bin/prepare dev
	@$(MAKE) --no-print-directory check
	@$(PYTHON) -m pytest -n 2 --dist loadgroup $(ARGS)

check: ## formatting, lint, templates, types, deployment settings, migrations
	@bin/prepare dev
	@bin/check

css: ## rebuild static/css/app.css from scss/
	npm ci --no-fund --no-audit
	npm run css

bench: ## performance figures into VAR_DIR/bench/latest.json; ARGS="pages" for a part
	@bin/prepare dev
	@TRIAL=1 $(PYTHON) -m tests.bench $(ARGS)

docs: ## make docs/workflow.md and docs/rules.md again
	@bin/prepare dev
	@TRIAL=1 $(PYTHON) manage.py make_docs

pictures: ## make the screenshots of docs/ again, from the demonstration
	@bin/prepare dev
	@TRIAL=1 $(PYTHON) -m tests.pictures

lock: ## pin the packages of pyproject.toml again, with hashes and without registries
	@bin/lock
