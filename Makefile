# Frontdesk: what can be done here. `make help` lists it.

SWIFT ?= swift
# What is formatted and linted.
SOURCES = Sources Tests Benchmarks Reliability Package.swift
# For the demo and the benchmarks: make demo ARGS=--once
ARGS ?=

# Many suites start servers. All of them at once on two cores make each other wait, so fewer run side by side, where the
# toolchain can be told so.
WIDTH = $(shell $(SWIFT) test --help-hidden 2>&1 | awk '/--experimental-maximum-parallelization-width/ { print $$1, 4; exit }')

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

setup:
	@scripts/setup

demo: setup ## play a call against a local Google, then stay up; ARGS=--once ends after the call
	$(SWIFT) run frontdesk demo $(ARGS)

test: setup ## build and run every test
	$(SWIFT) test --disable-xctest $(WIDTH)

check: setup ## what must hold before a change is merged: format, import rules, build, tests
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)
	scripts/check-imports --self-test
	scripts/check-imports
	scripts/check-docs
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(MAKE) test

format: ## rewrite the sources in the house's format
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

bench: setup ## build for release and measure beside peers; ARGS=--quick for a short look
	$(SWIFT) build -c release --product frontdesk
	$(SWIFT) run -c release frontdesk-bench $(ARGS)
