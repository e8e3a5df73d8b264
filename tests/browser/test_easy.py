"""Easy mode: one question at a time, one way forward, and what is wrong leads to its question."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, Citizen, context
from tests.browser.views import COPY, easy

QUESTIONS = 7


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    phone = context(browser, office.url, "ko", phone=True, still=True)
    yield Citizen(phone.new_page(), "ko", ON_A_PHONE)
    phone.close()


def test_a_form_is_handed_in_after_its_last_question_alone(citizen: Citizen) -> None:
    easy(citizen)
    citizen.press("fill-form-label", service=COPY["ko"])
    onward = citizen.page.locator(".case-form .button.primary")
    for question in range(1, QUESTIONS):
        citizen.sees(citizen.word("form-step", count=QUESTIONS, at=question))
        expect(onward).to_have_text(citizen.word("form-next"))
        onward.click()
    expect(onward).to_have_text(citizen.word("form-submit"))
    onward.click()
    expect(citizen.page.get_by_role("alert")).to_be_visible()
    citizen.sees(citizen.word("form-step", count=QUESTIONS, at=1))
    citizen.page.get_by_role("alert").get_by_role("button", name="주소").click()
    expect(citizen.box("주소")).to_be_focused()
    expect(citizen.box("주소")).to_have_attribute("autocomplete", "address-line1")
