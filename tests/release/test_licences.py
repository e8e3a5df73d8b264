"""Everything that the built page holds of others is named with its licence, in the page and in the wheel."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from tests.architecture import repository
from tests.release.wheels import built

PAGE = repository.ROOT / "clients" / "web" / "dist"
RULE = "=" * 80
TEXT_LETTERS_MIN = 500  # the shortest licence text, ISC, has more
TYPEFACE = "pretendard-gov"


def notices() -> dict[str, str]:
    """Name of each work with the text of its licence."""
    _, *parts = (PAGE / "licences.txt").read_text("utf-8").split(f"\n{RULE}\n")
    return {title.partition(" ")[0]: text for title, text in zip(parts[::2], parts[1::2], strict=True)}


def test_every_package_of_the_page_is_named_with_the_text_of_its_licence() -> None:
    direct = set(json.loads(repository.text_of("clients/web/package.json"))["dependencies"])
    assert direct | {"Madang", TYPEFACE} <= notices().keys()
    assert {name: len(text) for name, text in notices().items() if len(text) < TEXT_LETTERS_MIN} == {}
    assert {name for name, text in notices().items() if not re.search("copyright", text, re.IGNORECASE)} == set()


def test_the_licence_of_the_typeface_lies_beside_it() -> None:
    beside = (PAGE / "assets" / "OFL.txt").read_text("utf-8")
    assert list((PAGE / "assets").glob("*.woff2")) != []
    assert "Reserved Font Name Pretendard" in beside
    assert "SIL OPEN FONT LICENSE" in beside


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel of this tree."""
    return set(zipfile.ZipFile(built(repository.ROOT, "wheel", tmp_path_factory.mktemp("dist"))).namelist())


def test_the_wheel_brings_every_licence(names: set[str]) -> None:
    texts = {Path(name).stem for name in names if "dist-info/licenses/" in name}
    told = set(re.findall(r'^license = "(.+?)"', repository.text_of("pyproject.toml"), re.MULTILINE)[0].split(" AND "))
    assert texts == {path.stem for path in repository.files("LICENSES/*.txt")}
    assert texts < told
    assert {"madang_server/page/licences.txt", "madang_server/page/assets/OFL.txt"} <= names
    assert "madang_counters/documents/fonts/OFL.txt" in names
