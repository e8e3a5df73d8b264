#!/usr/bin/env bash
# A Redis server for the tests, which start it themselves: there already, or from the system's packages when run as root.
set -euo pipefail
have_redis() { [ -n "${MADANG_REDIS_SERVER:-}" ] || command -v redis-server >/dev/null || command -v valkey-server >/dev/null; }

if have_redis; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing redis-server ..."
  apt-get -qq update
  # No server of the system's own: the package would start one, now and at every boot.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends redis-server >/dev/null
  if command -v systemctl >/dev/null; then systemctl --quiet disable --now redis-server 2>/dev/null || true; fi
  have_redis && exit 0
fi
echo "The tests need a Redis server. Install it with your system's packages (Debian: apt-get install redis-server)," >&2
echo "or name its program in MADANG_REDIS_SERVER." >&2
exit 1
