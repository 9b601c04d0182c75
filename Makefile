PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1

.PHONY: help serve test bench clean
help: ; @exec $(PYTHON) bootstrap.py help
serve: ; @exec $(PYTHON) bootstrap.py serve --port "$(PORT)" --host "$(HOST)"
test: ; @exec $(PYTHON) bootstrap.py test
bench: ; @exec $(PYTHON) bootstrap.py bench
clean: ; @exec $(PYTHON) bootstrap.py clean
