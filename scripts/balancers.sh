#!/usr/bin/env bash
# HAProxy and nginx for the tests and `make cluster`, which start them themselves: there already, or from the system's packages.
set -euo pipefail
missing() { for program in haproxy nginx; do PATH="$PATH:/usr/sbin" command -v "$program" >/dev/null || echo "$program"; done; }

mapfile -t packages < <(missing)
if [ ${#packages[@]} -eq 0 ]; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${packages[*]} ..."
  apt-get -qq update
  # No server of the system's own: the packages would start one, now and at every boot.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${packages[@]}" >/dev/null
  if command -v systemctl >/dev/null; then systemctl --quiet disable --now "${packages[@]}" 2>/dev/null || true; fi
  [ -z "$(missing)" ] && exit 0
fi
echo "The tests need ${packages[*]}. Install them with your system's packages (Debian: apt-get install ${packages[*]})." >&2
exit 1
