# Front door: short targets over `python -m ffsu_eval`. What you type after CITY= is data, never code:
# $(value …) keeps make from expanding it, and the program reads it from its environment.
FORMATS ?= html,docx,pdf
RENDERER ?= auto
override CITY := $(value CITY)
override ENGAGEMENT := $(value ENGAGEMENT)
override FORMATS := $(value FORMATS)
override RENDERER := $(value RENDERER)
override SCHEDULER := $(value SCHEDULER)
export CITY ENGAGEMENT FORMATS RENDERER SCHEDULER

# An active conda environment named ffsu-eval is used as it is; otherwise .venv, made from the lock.
ifeq ($(CONDA_DEFAULT_ENV),ffsu-eval)
PYTHON := python
READY :=
else
PYTHON := .venv/bin/python
READY := .venv/ready
endif
FFSU := $(PYTHON) -m ffsu_eval

.DEFAULT_GOAL := help
.PHONY: help report reports inventory validate data lab test bench lint generate lock

help: ## Affiche cette aide
	@echo "Atelier d'évaluation : make <cible> [CITY=saint-nazaire]"
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /|/' \
	  | while IFS='|' read -r name text; do printf '  %-10s %s\n' "$$name" "$$text"; done

report: $(READY) ## Rapports d'une ville : CITY=… [ENGAGEMENT=…] [FORMATS=html,docx,pdf] [RENDERER=auto]
	@$(FFSU) report

reports: $(READY) ## Rapports de toutes les villes de params/, en parallèle [FORMATS=…] [SCHEDULER=tcp://…]
	@$(FFSU) reports

inventory: $(READY) ## Rapports publiés : formats, pages, figures, tableaux, preuves
	@$(FFSU) inventory

validate: $(READY) ## Contrôle des données d'une ville : CITY=…
	@$(FFSU) validate

data: $(READY) ## Télécharge les données publiques listées dans data/external/sources.yml
	@$(FFSU) data

lab: $(READY) ## JupyterLab en français, ouvert sur les carnets
	@$(FFSU) lab

test: $(READY) ## Tous les tests
	@$(PYTHON) -m pytest -n auto --dist loadgroup

bench: $(READY) ## Mesures comparées : base nationale, un territoire, pandas
	@$(PYTHON) -m tests.performance.bench

lint: $(READY) ## Mise en forme, règles d'écriture, types
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m mypy

generate: $(READY) ## Réécrit params/schema.json et les cellules de paramètres des carnets
	@$(FFSU) generate

lock: ## Recalcule requirements.lock (versions et empreintes) depuis pyproject.toml
	@uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url \
	  --no-header --python-version 3.11 --universal --upgrade -o requirements.lock

.venv/ready: requirements.lock pyproject.toml
	@echo "Préparation de l'environnement (.venv), une seule fois…"
	@python3 -m venv .venv
	@.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
