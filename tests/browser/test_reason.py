"""A case that a colleague has: opened with a reason, by keyboard alone (SPEC C13)."""

import re

from playwright.sync_api import Browser, expect
from tests.browser.conftest import COUNTER_OFFICER, SERVICES
from tests.browser.desk_views import hands_in
from tests.browser.keyboard import Keyboard
from tests.browser.office_process import OfficeProcess
from tests.browser.people import Citizen, Officer, context
from tests.browser.staff import sign_in
from tests.browser.views import COPY


def test_C13_a_colleague_opens_what_another_has_with_a_reason_by_keyboard_alone(office: OfficeProcess, browser: Browser) -> None:
    street, counter, desk = (context(browser, office.url, "en", still=True) for _ in range(3))
    citizen, officer = Citizen(street.new_page(), "en"), Officer(counter.new_page(), "en")
    citizen.arrive("Kim at the desk")
    hands_in(citizen)
    sign_in(officer, office, COUNTER_OFFICER, SERVICES)
    officer.open_desk("Documents 1")
    officer.line().get_by_role("button", name=COPY["en"]).click()
    expect(officer.page.get_by_role("button", name="Issue", exact=True)).to_be_visible()
    colleague = Officer(desk.new_page(), "en")
    sign_in(colleague, office, "Lee Colleague", SERVICES)
    colleague.open_desk("Documents 2")
    keyboard = Keyboard(colleague.page)
    keyboard.press(colleague.page.get_by_role("button", name=re.compile(colleague.word("tray-with", name=COUNTER_OFFICER))))
    reason = colleague.box(colleague.word("open-reason-label"))
    expect(reason).to_be_focused()
    colleague.page.keyboard.press("Enter")
    expect(colleague.page.get_by_text(colleague.word("rejected-reason_needed"))).to_be_visible()
    keyboard.write(reason, "Han Sora is ill.")
    colleague.page.keyboard.press("Enter")
    expect(colleague.page.get_by_role("log").get_by_text("Han Sora is ill.")).to_be_visible()
    expect(colleague.page.get_by_role("button", name="Issue", exact=True)).to_be_visible()
    for place in (street, counter, desk):
        place.close()
