"""What is released, as a test needs it: built from this tree, and installed into an environment that has nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture import repository

BUILD_SECONDS_MAX = 1_800  # only so that a broken build fails a test instead of holding it for ever


def build(source: Path, target: str, into: Path) -> subprocess.CompletedProcess[str]:
    """Build a `wheel` or an `sdist` of that tree."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    return subprocess.run(command, cwd=source, capture_output=True, text=True, timeout=BUILD_SECONDS_MAX, check=False)


def built(source: Path, target: str, into: Path) -> Path:
    """Build it and return the one file."""
    done = build(source, target, into)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = into.iterdir()
    return made


def copy_of_the_tree(folder: Path) -> Path:
    """Copy what git holds, without anything that was built."""
    for path in repository.files("*"):
        copy = folder / repository.name_of(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)  # with the right to run it
    return folder


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a new environment, as its reader would, with the versions of our lock; return its `madang`."""
    pins = re.sub(r" \\$|^ +--hash.*\n", "", repository.text_of("requirements.txt"), flags=re.MULTILINE)
    (folder / "versions.txt").write_text(pins, "utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "env" / "bin" / "python"), "install", "--no-compile"]
    subprocess.run(
        [*pip, "--quiet", "--disable-pip-version-check", "--constraint", str(folder / "versions.txt"), str(wheel)],
        check=True, timeout=BUILD_SECONDS_MAX,
    )  # fmt: skip
    return folder / "env" / "bin" / "madang"


def plain_environment() -> dict[str, str]:
    """The variables of somebody who has nothing of Madang but what was installed."""
    ours = ("MADANG_", "PYTHON", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
