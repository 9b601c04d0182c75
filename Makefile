# The first that runs: on the path may stand a pyenv shim for a version that is not installed.
PYTHON ?= $(shell IFS=:; for folder in $$PATH "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/*/bin; do \
	for python in "$$folder/python3" "$$folder/python3.13" "$$folder/python"; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && echo "$$python" && exit; done; done)
PORT ?= 8000
HOST ?= 127.0.0.1
RUN = exec "$(or $(PYTHON),$(error No Python 3.8 or later runs here. Install Python 3.13, or name the one to use: make PYTHON=/path/to/python3))" bootstrap.py

.PHONY: help serve dist check test bench clean
help: ; @$(RUN) help
serve: ; @$(RUN) serve --port "$(PORT)" --host "$(HOST)"
dist: ; @$(RUN) dist
check: ; @$(RUN) check
test: ; @$(RUN) test
bench: ; @$(RUN) bench
clean: ; @$(RUN) clean
