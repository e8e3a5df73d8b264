"""`python -m madang_load`: the load tool without the server's command line."""

import sys

from madang_load.cli import run

raise SystemExit(run(sys.argv[1:]))
