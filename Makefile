# `make` alone lists the commands: each target below says in its `##` what it does.
.DEFAULT_GOAL := help
.PHONY: help play build test fast size bench pictures oracle tools

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: ## build the optimised page, serve it on 127.0.0.1:8080 and open it (PORT=… for another port)
	@web/tools/play.sh

build: ## build the optimised page into dist/
	@web/tools/build.sh

test: ## everything that must pass: format, lints, native, documentation, wasm and browser tests
	@tests/run.sh all

fast: ## the part of `make test` that needs no browser: format, lints, native and documentation tests
	@tests/run.sh fast

size: ## build the page and show what it downloads, against the budgets
	@web/tools/build.sh
	@node web/tools/size.mjs dist

bench: ## each figure beside its peers, measured in the same run
	@tests/bench/run.sh

pictures: ## take pictures of the page in every size, theme and language into tests/e2e/pictures/
	@tests/run.sh pictures

oracle: ## run the Go programs of the tests with real Go and record what it does (ONLY=PART for some of them)
	@tests/conformance/oracle.sh $(ONLY)

tools: ## install what is missing into the project's own cache, and say where it is
	@web/tools/tools.sh all
