"""What is released brings everything, however it is built; without its page it is not built at all."""

import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.release.wheels import build, built, copy_of_the_tree


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_without_a_built_page_nothing_is_released(tmp_path: Path, target: str) -> None:
    done = build(copy_of_the_tree(tmp_path / "tree"), target, tmp_path / "dist")
    assert done.returncode != 0
    assert "PageNotBuilt: clients/web/dist has no index.html" in done.stderr
    assert list(tmp_path.glob("dist/*")) == []


def test_the_archive_of_the_sources_gives_the_same_wheel_without_node(tmp_path: Path) -> None:
    tree = copy_of_the_tree(tmp_path / "tree")
    page = tree / "clients" / "web" / "dist"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html>", "utf-8")
    archive = built(tree, "sdist", tmp_path / "sdist")
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    again = built(tmp_path / archive.name.removesuffix(".tar.gz"), "wheel", tmp_path / "again")
    names = zipfile.ZipFile(again).namelist()
    assert sorted(names) == sorted(zipfile.ZipFile(built(tree, "wheel", tmp_path / "wheel")).namelist())
    assert "madang_server/page/index.html" in names
