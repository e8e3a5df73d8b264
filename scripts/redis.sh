#!/usr/bin/env bash
# A Redis server for the tests, which start it themselves: there already, or from the system's packages when run as root.
set -euo pipefail
have_redis() { [ -n "${MADANG_REDIS_SERVER:-}" ] || command -v redis-server >/dev/null || command -v valkey-server >/dev/null; }

if have_redis || { "$(dirname "$0")/install-packages.sh" redis-server && have_redis; }; then exit 0; fi
echo "The tests need a Redis server. Install it with your system's packages (Debian: apt-get install redis-server)," >&2
echo "or name its program in MADANG_REDIS_SERVER." >&2
exit 1
