"""Easy mode: one question at a time, one way forward, and what is wrong leads to its question."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, Citizen
from tests.browser.views import COPY, easy

QUESTIONS = 7


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "ko", greeted_by=ON_A_PHONE, phone=True) as person:
        yield person


def test_K6_a_day_of_birth_is_written_in_digits_and_may_not_be_to_come(citizen: Citizen) -> None:
    easy(citizen)
    citizen.press("fill-form-label", service=COPY["ko"])
    citizen.press("form-next")
    citizen.fill_day("생년월일", "2190", "1", "1")
    for part in ("year", "month", "day"):
        expect(citizen.day_part("생년월일", part)).to_have_attribute("autocomplete", f"bday-{part}")
    for _ in range(2, QUESTIONS):
        citizen.press("form-next")
    citizen.press("form-submit")
    known = {"earliest": "1900년 1월 1일", "latest": citizen.word("day-today")}
    fault = citizen.word("fault-day_out_of_range", **known)
    expect(citizen.page.get_by_role("alert")).to_contain_text(fault)
    citizen.page.get_by_role("alert").get_by_role("button", name="생년월일").click()
    expect(citizen.page.get_by_role("group", name="생년월일")).to_be_focused()
    citizen.day_part("생년월일", "month").fill("19480302")  # as it is written in other papers
    expect(citizen.day_part("생년월일", "year")).to_have_value("1948")
    expect(citizen.page.get_by_role("alert")).not_to_contain_text("생년월일")


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
