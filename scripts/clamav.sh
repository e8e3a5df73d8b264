#!/usr/bin/env bash
# ClamAV's daemon for the tests, which start it themselves with a signature of their own: there already, or from the system's packages
# when run as root. It fetches no signatures.
set -euo pipefail
have_clamd() { [ -n "${MADANG_CLAMD:-}" ] || [ -x /usr/sbin/clamd ] || command -v clamd >/dev/null; }

if have_clamd || { "$(dirname "$0")/install-packages.sh" clamav-daemon && have_clamd; }; then
  if command -v systemctl >/dev/null; then systemctl --quiet disable --now clamav-freshclam 2>/dev/null || true; fi
  exit 0
fi
echo "The tests need ClamAV's daemon. Install it with your system's packages (Debian: apt-get install clamav-daemon)," >&2
echo "or name its program in MADANG_CLAMD." >&2
exit 1
