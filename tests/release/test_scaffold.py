"""The README of a new service holds where only a release is installed."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.release.wheels import built, copy_of_the_tree, install, plain_environment


def ran(command: Sequence[str | Path], folder: Path) -> tuple[int, str]:
    variables = plain_environment() | {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_new_service_is_installed_into_a_release_as_its_readme_says(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "tree")
    (tree / "clients" / "web" / "dist").mkdir()
    (tree / "clients" / "web" / "dist" / "index.html").write_text("<!doctype html>", "utf-8")
    madang = install(built(tree, "wheel", tmp_path / "dist"), tmp_path)
    assert ran([madang, "counter", "new", "parking-permit"], tmp_path)[0] == 0
    service = tmp_path / "parking-permit"
    line = re.search(r"`pip (install .*? -e \.)`", (service / "README.md").read_text("utf-8"))
    assert line is not None
    pip = [sys.executable, "-m", "pip", "--python", str(madang.with_name("python"))]
    code, said = ran([*pip, *line[1].split()], service)
    assert (code, said) == (0, said)
    assert ran([madang, "counter", "check", "parking-permit"], service) == (0, "parking-permit: keeps the contract\n")
