"""A citizen gives a mail address, and comes back by a link that is sent there (SPEC S37, S39). Mail goes to a real server."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import CONSULTATION
from tests.smtp_server import SmtpServer, until_mails


@pytest.fixture(params=["ko", "en"])
def stranger(mailing_office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Citizen]:
    with citizen_with(mailing_office, browser, request.param) as person:
        yield person


def section(citizen: Citizen, name: str) -> Locator:
    return citizen.page.get_by_role("region", name=citizen.word(name), exact=True)


def box(citizen: Citizen, name: str) -> Locator:
    return section(citizen, name).get_by_label(citizen.word("mail-address"), exact=True)


def newest_link(mail: SmtpServer, count: int) -> str:
    """The way into the office in the newest of so many mails."""
    found = re.search(r"/#recover/\S+", until_mails(mail, count)[-1].get_content())
    assert found is not None
    return found[0]


def gives(citizen: Citizen, address: str) -> None:
    """Give an address in the settings, by keyboard; say so where consent is missing."""
    citizen.page.set_viewport_size(SMALL)
    citizen.panel("settings")
    keyboard, give = Keyboard(citizen.page), section(citizen, "mail").get_by_role("button", name=citizen.word("mail-give"))
    keyboard.write(box(citizen, "mail"), address)
    keyboard.press(give)
    fault = citizen.page.get_by_text(citizen.word("mail-fault-consent"))
    expect(fault).to_be_visible(timeout=PATIENCE_MS)
    assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])
    section(citizen, "mail").get_by_role("checkbox").press("Space")
    keyboard.press(give)
    waits = citizen.page.get_by_text(citizen.word("mail-waiting", mail=address))
    expect(waits).to_be_visible(timeout=PATIENCE_MS)
    expect(section(citizen, "mail").get_by_role("heading")).to_be_focused(timeout=PATIENCE_MS)


def presses(citizen: Citizen, link: str, button: str) -> None:
    """Open a link of a mail: nothing happens before the button is pressed."""
    citizen.page.goto("about:blank")
    citizen.page.goto(link)
    expect(citizen.button(button)).to_be_visible(timeout=PATIENCE_MS)
    expect(citizen.page).to_have_url(re.compile("#recover$"), timeout=PATIENCE_MS)  # the secret stays in no history
    assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])
    citizen.button(button).press("Enter")


def test_S37_S39_the_mail_brings_the_ticket_to_another_browser(
    stranger: Citizen, mailing_office: OfficeProcess, browser: Browser, mail: SmtpServer
) -> None:
    address, before = f"{stranger.language}@home.example", len(mail.mails())
    stranger.arrive("김복순")
    stranger.panel("counters")
    number = stranger.take_ticket(CONSULTATION[stranger.language])
    gives(stranger, address)
    presses(stranger, newest_link(mail, before + 1), "mail-confirm")
    expect(stranger.page.get_by_text(stranger.word("mail-is-used"))).to_be_visible(timeout=PATIENCE_MS)
    stranger.button("mail-to-office").press("Enter")
    stranger.is_in()
    stranger.panel("settings")
    expect(stranger.page.get_by_text(stranger.word("mail-confirmed", mail=address))).to_be_visible(timeout=PATIENCE_MS)
    assert (stranger.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(stranger.page)) == (False, [])
    with citizen_with(mailing_office, browser, stranger.language) as elsewhere:
        asks_for_a_link(elsewhere, address)
        presses(elsewhere, newest_link(mail, before + 2), "recovery-use")
        elsewhere.is_in()
        expect(elsewhere.ticket_chip()).to_contain_text(number, timeout=PATIENCE_MS)
    stranger.page.reload()
    stranger.is_in()
    stranger.panel("settings")
    expect(stranger.page.get_by_text(stranger.word("recovery-devices", count=1))).to_be_visible(timeout=PATIENCE_MS)
    stranger.press("mail-remove")
    expect(stranger.page.get_by_text(stranger.word("mail-removed"))).to_be_visible(timeout=PATIENCE_MS)
    expect(box(stranger, "mail")).to_be_visible()


def asks_for_a_link(citizen: Citizen, address: str) -> None:
    citizen.page.set_viewport_size(SMALL)
    citizen.page.goto("/")
    citizen.press("arrival-recover")
    keyboard, ask = Keyboard(citizen.page), citizen.button("mail-link-ask")
    keyboard.write(box(citizen, "mail-link"), "nobody")
    keyboard.press(ask)
    expect(citizen.page.get_by_text(citizen.word("mail-fault-no_mail_address"))).to_be_visible(timeout=PATIENCE_MS)
    keyboard.write(box(citizen, "mail-link"), address)
    keyboard.press(ask)
    expect(citizen.page.get_by_text(citizen.word("mail-link-asked"))).to_be_visible(timeout=PATIENCE_MS)
    assert (citizen.page.evaluate(WIDER_THAN_THE_PAGE), grave_faults(citizen.page)) == (False, [])


def test_S39_an_unknown_address_is_told_the_same_and_a_link_that_is_no_good_lets_nobody_in(stranger: Citizen) -> None:
    asks_for_a_link(stranger, f"{stranger.language}-unknown@home.example")
    presses(stranger, "/#recover/mail-forged", "recovery-use")
    expect(stranger.page.get_by_text(stranger.word("mail-fault-unknown_link"))).to_be_visible(timeout=PATIENCE_MS)


def test_S37_S39_an_office_without_a_mail_server_shows_nothing_of_it(citizen: Citizen) -> None:
    citizen.panel("settings")
    citizen.button("own-data-save").wait_for()
    expect(citizen.button("recovery-make")).to_be_visible(timeout=PATIENCE_MS)
    expect(section(citizen, "mail")).to_have_count(0)
