#!/usr/bin/env bash
# Prints the folder of a Node 20 or later: the system's if it is there, otherwise the one that a Python package ships.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
major() { "$1" --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/'; }

if command -v node >/dev/null && command -v npm >/dev/null && [ "$(major node)" -ge 20 ]; then
  dirname "$(command -v npm)"
  exit 0
fi
if [ ! -x "$root/.venv/bin/npm" ]; then
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$root/requirements-node.txt" >&2
fi
echo "$root/.venv/bin"
