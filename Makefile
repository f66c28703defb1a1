# Aktenlage. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help

export CARGO_TARGET_DIR ?= $(CURDIR)/target
CACHE_DIR ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/aktenlage
MODELS_DIR ?= $(CACHE_DIR)/models
DATA_DIR ?= $(CURDIR)/data/demo
LISTEN ?= 127.0.0.1:8470
AKTENLAGE := $(CARGO_TARGET_DIR)/debug/aktenlage
# Law files for the demo: a folder with gii-norm XML or Markdown statutes; empty imports the shipped guidance alone.
LAWS_DIR ?=
LAWS ?=

.PHONY: help demo serve test check pictures walkthrough bench bench-queue bench-extract system-run system-test web binary models clean-data

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

demo: system-run web binary models ## set up everything, process the samples, serve the workbench (DEMO_ONCE=1: process and exit)
	@$(AKTENLAGE) --data-directory $(DATA_DIR) --models-directory $(MODELS_DIR) --listen $(LISTEN) demo \
		$(if $(LAWS_DIR),--laws-directory $(LAWS_DIR)) $(if $(LAWS),--law $(LAWS)) $(if $(DEMO_ONCE),--once)

serve: binary ## serve the workbench on the demo's data
	@$(AKTENLAGE) --data-directory $(DATA_DIR) --models-directory $(MODELS_DIR) --listen $(LISTEN) serve

test: system-test web ## every test: Rust, web, both database engines, browser
	@MODELS_DIR=$(MODELS_DIR) AKTENLAGE=$(AKTENLAGE) tools/test-all

check: ## formatting, lints, documentation, dependencies
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --document-private-items
	cargo test --locked --workspace --test tidy
	cd web && npm run lint
	@if command -v cargo-deny >/dev/null; then cargo deny check; else echo "skipped: cargo-deny is not installed (cargo install cargo-deny)"; fi

pictures: web binary models ## renew docs/screenshots by the journey through the workbench
	@MODELS_DIR=$(MODELS_DIR) AKTENLAGE=$(AKTENLAGE) tools/journey --pictures

walkthrough: web binary models ## renew the pictures of docs/WALKTHROUGH.md by going its steps
	@MODELS_DIR=$(MODELS_DIR) AKTENLAGE=$(AKTENLAGE) tools/journey --walkthrough

bench: web binary models ## the figures of the documents, printed with the machine
	@MODELS_DIR=$(MODELS_DIR) AKTENLAGE=$(AKTENLAGE) tools/bench

bench-queue: web binary models ## how soon screens answer with many cases and a long one open (BENCH_CASES="5000 100000", BENCH_ROUNDS=10)
	@tools/bench-queue $(AKTENLAGE) $(MODELS_DIR) $(BENCH_CASES)

bench-extract: ## the figures of reading real forms (BENCH_PARTS=text,ocr,marks,forms,intake; BENCH_FOLDERS: folders of PDFs)
	@tools/bench-extract $(BENCH_FOLDERS)

system-run:
	@tools/system-packages run

system-test:
	@tools/system-packages test

web: web/dist/index.html

web/dist/index.html: $(shell find web/src web/index.html web/vite.config.ts web/package.json web/package-lock.json web/public -type f 2>/dev/null)
	@cd web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run build

# The example makes cargo choose the features that the tests choose: both share every artefact.
binary: web
	@cargo build --locked --workspace --bins --example bench_encoder

models: binary
	@$(AKTENLAGE) --models-directory $(MODELS_DIR) models fetch

clean-data: ## remove the demo's data
	rm -rf $(DATA_DIR)
