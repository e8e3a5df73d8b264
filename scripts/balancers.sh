#!/usr/bin/env bash
# HAProxy and nginx for the tests and `make cluster`, which start them themselves: there already, or from the system's packages.
set -euo pipefail
missing() { for program in haproxy nginx; do PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || echo "$program"; done; }

mapfile -t packages < <(missing)
if [ ${#packages[@]} -eq 0 ]; then exit 0; fi
if "$(dirname "$0")/install-packages.sh" "${packages[@]}" && [ -z "$(missing)" ]; then exit 0; fi
echo "The tests need ${packages[*]}. Install them with your system's packages (Debian: apt-get install ${packages[*]})." >&2
exit 1
