"""Whose pages these are: the masthead of an institution of the state, the foot with its statements, the notice of a form."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess, opened
from tests.browser.people import Citizen
from tests.browser.room import Room
from tests.browser.sizes import DESK
from tests.browser.views import arrival, form, plain
from tests.server.test_site import LOGO, SITE, services


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    data = tmp_path_factory.mktemp("office")
    (data / "logo.svg").write_text(LOGO)
    services(data, SITE)
    with opened(data) as process:
        yield process


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser, language: str) -> Iterator[Citizen]:
    with citizen_with(office, browser, language) as person:
        yield person


def says_whose_it_is(citizen: Citizen) -> None:
    expect(citizen.page.get_by_text(citizen.word("site-official"))).to_be_visible()
    for name, address in (
        ("site-privacy", "https://madang.example/privacy?a=1&b=2"),
        ("site-accessibility", "http://madang.example/accessibility"),
    ):
        link = citizen.page.get_by_role("link", name=citizen.word(name)).first
        expect(link).to_have_attribute("href", address)
        expect(link).to_have_attribute("rel", "noreferrer")
    citizen.sees(citizen.word("site-telephone", number="+82 (0)2-120"))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_C14_arrival_and_plain_page_say_whose_they_are(citizen: Citizen) -> None:
    arrival(citizen)
    says_whose_it_is(citizen)
    expect(citizen.page.get_by_role("contentinfo").get_by_text("<b>")).to_have_count({"ko": 1, "en": 0}[citizen.language])
    assert list(Room(citizen.language).faults(citizen.page, at_once=("form .button.wide",), in_turn=("#name", ".site a"))) == []
    citizen.page.set_viewport_size(DESK)
    plain(citizen)
    says_whose_it_is(citizen)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_C14_a_form_says_what_becomes_of_its_answers(citizen: Citizen) -> None:
    form(citizen)
    notice = citizen.page.locator(".case-form .hint").filter(has_text={"ko": "3년 동안", "en": "three years"}[citizen.language])
    expect(notice).to_contain_text({"ko": "마당시청 <b>", "en": "Madang City Hall"}[citizen.language])
    expect(notice.get_by_role("link", name=citizen.word("site-privacy"))).to_be_visible()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_O9_the_gate_leads_to_the_results_of_the_office(citizen: Citizen) -> None:
    citizen.page.goto("/")
    citizen.page.get_by_role("link", name=citizen.word("arrival-results"), exact=True).click()
    expect(citizen.page.get_by_role("heading", level=1)).to_contain_text("민원실 운영 결과")
