"""A wheel of this tree, installed into an empty environment in an empty folder, is an office: its page, art and documents."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.architecture import repository
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess, opened
from tests.browser.people import PATIENCE_MS, Citizen
from tests.release.wheels import built, install, plain_environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def madang(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the installed wheel."""
    made = tmp_path_factory.mktemp("release")
    return install(built(repository.ROOT, "wheel", made / "dist"), made)


@pytest.fixture(scope="module")
def office(madang: Path, folder: Path) -> Iterator[OfficeProcess]:
    with opened(folder, command=(str(madang),), variables=plain_environment()) as process:
        yield process


def ended(madang: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([madang, *words], cwd=folder, env=plain_environment(), capture_output=True, text=True, check=False)


def test_the_demonstration_officer_is_made(madang: Path, folder: Path) -> None:
    made = ended(madang, folder, "demo", "--data", str(folder))
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Demonstration officer: name demo, one-time password ")


def test_every_plug_in_that_comes_with_it_keeps_the_contract(madang: Path, folder: Path) -> None:
    checked = [ended(madang, folder, "counter", "check", name) for name in ("consultation", "resident-register-copy", "echo")]
    assert [done.stdout + done.stderr for done in checked] == [
        "consultation: keeps the contract\n",
        "resident-register-copy: keeps the contract\n",
        "echo: keeps the contract\n",
    ]


def test_the_load_tool_is_an_extra_and_says_so(madang: Path, folder: Path) -> None:
    asked = ended(madang, folder, "load", "http://127.0.0.1:1", "--citizens", "1")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "install madang[load]" in asked.stderr


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "en") as person:
        yield person


def test_the_hall_of_the_installed_office_opens_and_is_drawn(citizen: Citizen) -> None:
    citizen.arrive("Newcomer")
    expect(citizen.page.locator("#world canvas")).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.page.get_by_text(citizen.word("world-coming"))).to_have_count(0, timeout=PATIENCE_MS)


def test_the_settings_lead_to_the_licences(citizen: Citizen, office: OfficeProcess) -> None:
    citizen.arrive("Reader")
    link = citizen.panel("settings").get_by_role("link", name=citizen.word("settings-licences"))
    expect(link).to_have_attribute("href", "/licences.txt")
    status, body = office.get("/licences.txt")
    assert (status, b"pixi.js" in body, b"SIL OPEN FONT LICENSE" in body) == (200, True, True)
