# Frontdesk: what can be done here. `make help` lists it.

SWIFT ?= swift
# What is formatted and linted.
SOURCES = Sources Tests Benchmarks Reliability Package.swift
# For the demo, the benchmarks and the soak: make demo ARGS=--once
ARGS ?=
# For the soak: make soak MINUTES=60 LEDGER=postgres PROCESSES=3 SEED=7
MINUTES ?= 5
LEDGER ?= sqlite
PROCESSES ?= 2
SEED ?=

# Many suites start servers. All of them at once on two cores make each other wait, so fewer run side by side, where the
# toolchain can be told so.
WIDTH = $(shell $(SWIFT) test --help-hidden 2>&1 | awk '/--experimental-maximum-parallelization-width/ { print $$1, 4; exit }')

.DEFAULT_GOAL := help
.PHONY: help setup demo test check rehearse format bench soak proof figures

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup:
	@scripts/setup

demo: setup ## play a call against a local Google, then stay up; ARGS=--once ends after the call
	$(SWIFT) run frontdesk demo $(ARGS)

test: setup ## build and run every test
	$(SWIFT) test --disable-xctest $(WIDTH)

check: setup ## what must hold before a change is merged: format, import rules, build, tests, a short soak
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	scripts/check-imports --self-test
	scripts/check-imports
	scripts/check-docs
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(MAKE) test
	$(MAKE) rehearse

# A short fight on each ledger, with what `make check` has built.
rehearse: setup ## a short soak on each ledger
	$(SWIFT) run --skip-build frontdesk-soak --seconds 30 --round 30 --ledger sqlite --slack 3 $(ARGS)
	$(SWIFT) run --skip-build frontdesk-soak --seconds 30 --round 30 --ledger postgres --slack 3 $(ARGS)

format: ## rewrite the sources in the house's format
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

bench: setup ## build for release and measure beside peers; ARGS=--quick for a short look
	$(SWIFT) build -c release --product frontdesk
	$(SWIFT) run -c release frontdesk-bench $(ARGS)

soak: setup ## fight real servers from outside and check what callers were told; MINUTES= LEDGER= PROCESSES= SEED=
	$(SWIFT) build --product frontdesk-faulty
	$(SWIFT) run frontdesk-soak --minutes $(MINUTES) --ledger $(LEDGER) --processes $(PROCESSES) \
	  $(if $(SEED),--seed $(SEED)) $(ARGS)

proof: setup ## soak the program with each seeded mistake until it is caught
	$(SWIFT) build --product frontdesk-faulty
	$(SWIFT) run frontdesk-soak --prove $(if $(SEED),--seed $(SEED)) $(ARGS)

figures: setup ## measure the storm, the outage and the tokens; LEDGER= PROCESSES=
	$(SWIFT) build --product frontdesk-faulty
	$(SWIFT) run frontdesk-soak --storm --outage --tokens --ledger $(LEDGER) --processes $(PROCESSES) $(ARGS)
