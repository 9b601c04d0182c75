PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1

.PHONY: help serve test bench clean
help: ; @$(PYTHON) bootstrap.py help
serve: ; @$(PYTHON) bootstrap.py serve --port "$(PORT)" --host "$(HOST)"
test: ; @$(PYTHON) bootstrap.py test
bench: ; @$(PYTHON) bootstrap.py bench
clean: ; @$(PYTHON) bootstrap.py clean
