#!/usr/bin/env bash
# Installs system packages by name, as root with apt-get; fails quietly elsewhere. No server that they bring is started, now or at boot.
set -euo pipefail
[ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || exit 1
echo "installing $* ..."
apt-get -qq update
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
if command -v systemctl >/dev/null; then systemctl --quiet disable --now "$@" 2>/dev/null || true; fi
