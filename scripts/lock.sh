#!/usr/bin/env bash
# Pins everything that requirements.in needs, from a fresh environment, into requirements.txt: versions only, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh="$(mktemp -d)"
trap 'rm -rf "$fresh"' EXIT
python3 -m venv "$fresh"
"$fresh/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements.in
{
  echo "# Made by \`make lock\` from requirements.in. Do not edit."
  "$fresh/bin/python" -m pip freeze --disable-pip-version-check 2>/dev/null
} >requirements.txt
