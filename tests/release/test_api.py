"""The reference of the packages is rendered from their types and docstrings, without a warning."""

import subprocess
import sys
from pathlib import Path

PACKAGES = ("madang_counters", "madang_protocol", "madang_office")


def test_the_reference_of_the_packages_is_rendered(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pdoc", *PACKAGES, "--output-directory", tmp_path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert {f"{package}.html" for package in PACKAGES} <= {path.name for path in tmp_path.iterdir()}
    assert 'id="Backend' in (tmp_path / "madang_counters.html").read_text("utf-8")
