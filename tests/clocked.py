"""`madang` on a machine whose clock is wrong: `python tests/clocked.py SECONDS serve ...`. Only the clock on the wall is wrong.

What the server does by wall time it gets by one door (madang_server/environment.py): `time.time`. libfaketime will not do:
with monotonic clocks left alone it breaks `clock_nanosleep`, and so `time.sleep`.
"""

import sys
import time


def main() -> None:
    """Set the clock, and be `madang` then."""
    right, wrong_by_s = time.time, float(sys.argv.pop(1))
    time.time = lambda: right() + wrong_by_s
    del sys.path[0]  # the folder of the tests
    from madang_server.cli import main as madang

    madang()


if __name__ == "__main__":
    main()
