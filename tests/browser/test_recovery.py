"""A citizen finds their things again in another browser, by a code that they wrote down (SPEC S30)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION

UNKNOWN = "0000 0000 0000 0000 0000 0098"  # its check digits are right


@pytest.fixture(params=["ko", "en"])
def stranger(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Citizen]:
    with citizen_with(office, browser, request.param) as person:
        yield person


def makes_code(citizen: Citizen) -> str:
    """Get a code by keyboard; return what is written on the page."""
    citizen.panel("settings")
    citizen.button("recovery-make").focus()
    citizen.page.keyboard.press("Enter")
    card = citizen.page.get_by_role("group", name=citizen.word("recovery-code"), exact=True)
    expect(card).to_be_focused(timeout=PATIENCE_MS)
    return card.locator(".recovery-digits").inner_text()


def types_code(citizen: Citizen, code: str) -> None:
    citizen.page.goto("/")
    citizen.press("arrival-recover")
    expect(citizen.box(citizen.word("recovery-code"))).to_be_focused(timeout=PATIENCE_MS)
    citizen.page.keyboard.type(code)
    citizen.page.keyboard.press("Enter")


def test_S30_what_was_written_down_brings_the_ticket_to_another_browser(
    stranger: Citizen, office: OfficeProcess, browser: Browser
) -> None:
    stranger.arrive("김복순")
    stranger.panel("counters")
    number = stranger.take_ticket(CONSULTATION[stranger.language])
    stranger.page.set_viewport_size(SMALL)
    code = makes_code(stranger)
    assert re.fullmatch(r"(\d{4} ){5}\d{4}", code)
    assert grave_faults(stranger.page) == []
    assert not stranger.page.evaluate(WIDER_THAN_THE_PAGE)
    with citizen_with(office, browser, stranger.language) as elsewhere:
        elsewhere.page.set_viewport_size(SMALL)
        types_code(elsewhere, code)
        elsewhere.is_in()
        expect(elsewhere.ticket_chip()).to_contain_text(number, timeout=PATIENCE_MS)
        elsewhere.page.reload()
        expect(elsewhere.ticket_chip()).to_contain_text(number, timeout=PATIENCE_MS)


def test_S30_a_wrong_code_is_said_at_its_field_and_stays(stranger: Citizen) -> None:
    types_code(stranger, "1234")
    fault = stranger.page.locator("#recovery-fault")
    expect(fault).to_have_text(stranger.word("recovery-fault-mistyped"), timeout=PATIENCE_MS)
    field = stranger.box(stranger.word("recovery-code"))
    expect(field).to_have_value("1234")
    field.fill(UNKNOWN)
    stranger.press("recovery-use")
    expect(fault).to_have_text(stranger.word("recovery-fault-unknown_code"), timeout=PATIENCE_MS)
    assert grave_faults(stranger.page) == []
    stranger.press("close")
    expect(stranger.button("enter")).to_be_visible()


def test_S30_the_link_of_the_square_code_fills_the_field_and_leaves_no_trace(
    citizen: Citizen, office: OfficeProcess, browser: Browser
) -> None:
    link = f"/#recover/{makes_code(citizen).replace(' ', '')}"
    with citizen_with(office, browser, "en") as elsewhere:
        elsewhere.arrive("Somebody else")
        elsewhere.panel("people")
        expect(elsewhere.me()).to_contain_text("Somebody else", timeout=PATIENCE_MS)  # the office has let them in
        elsewhere.page.goto("about:blank")
        elsewhere.page.goto(link)
        expect(elsewhere.box(elsewhere.word("recovery-code"))).to_have_value(re.compile(r"\d{24}"), timeout=PATIENCE_MS)
        expect(elsewhere.page.get_by_text(elsewhere.word("recovery-replaces"))).to_be_visible()
        assert elsewhere.page.url.endswith("#recover")
        elsewhere.press("recovery-use")
        elsewhere.is_in()
        elsewhere.panel("people")
        expect(elsewhere.me()).to_contain_text("김복순", timeout=PATIENCE_MS)


def test_S30_a_code_is_taken_back_with_the_devices_that_it_let_in(
    citizen: Citizen, office: OfficeProcess, browser: Browser
) -> None:
    code = makes_code(citizen)
    citizen.press("recovery-noted")
    with citizen_with(office, browser, "en") as elsewhere:
        types_code(elsewhere, code)
        elsewhere.is_in()
        elsewhere.page.goto("about:blank")
        citizen.page.reload()
        citizen.is_in()
        citizen.panel("settings")
        expect(citizen.page.get_by_text(citizen.word("recovery-devices", count=1))).to_be_visible(timeout=PATIENCE_MS)
        citizen.press("recovery-revoke")
        citizen.press("recovery-revoke-yes")
        expect(citizen.button("recovery-make")).to_be_visible(timeout=PATIENCE_MS)
        types_code_again = elsewhere.page.goto("/")
        assert types_code_again is not None
        elsewhere.is_in()  # as somebody new
        elsewhere.panel("people")
        expect(elsewhere.me()).not_to_contain_text("김복순", timeout=PATIENCE_MS)


def test_S30_an_officer_has_no_code(office: OfficeProcess, browser: Browser) -> None:
    with officer_with(office, browser, "en") as officer:
        officer.panel("settings")
        expect(officer.button("leave").or_(officer.button("desk-leave"))).to_be_visible(timeout=PATIENCE_MS)
        expect(officer.button("recovery-make")).to_have_count(0)
