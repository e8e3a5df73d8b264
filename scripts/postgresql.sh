#!/usr/bin/env bash
# A PostgreSQL server for the tests, which start it themselves: there already, or from the system's packages when run as root.
set -euo pipefail
have_postgresql() {
  [ -n "${MADANG_POSTGRESQL:-}" ] || command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null
}

if have_postgresql; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing postgresql ..."
  apt-get -qq update
  # No cluster of the system's own: the tests make one for each run.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/madang.conf
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql >/dev/null
  have_postgresql && exit 0
fi
echo "The tests need PostgreSQL's server. Install it with your system's packages (Debian: apt-get install postgresql)," >&2
echo "or name the folder of its programs in MADANG_POSTGRESQL." >&2
exit 1
