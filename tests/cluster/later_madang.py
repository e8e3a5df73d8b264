"""`madang` of a later version: this code, with steps of the database beyond its newest, and with tables that have what they add.

`python -m tests.cluster.later_madang FOLDER serve ...`. FOLDER has the steps (later_steps.py). A step may have a function
`declare`, which puts what it adds into the tables of the code, so that this code names it in what it reads and writes.
"""

import runpy
import sys
from pathlib import Path

from madang_server import revisions
from madang_server.cli import main
from madang_server.store import tables


def know(folder: Path) -> None:
    """Let this process be of a version that has these steps."""
    steps = sorted(folder.glob("v[0-9]*_*.py"))
    revisions._FILES.update({step.name.partition("_")[0]: step for step in steps})
    for step in steps:
        runpy.run_path(str(step)).get("declare", lambda _tables: None)(tables)


if __name__ == "__main__":
    know(Path(sys.argv.pop(1)))
    main()
