"""A page that is not to be trusted: a form whose answer was changed on its way is stopped by the office and shown in place."""

from typing import Any

import msgspec
from playwright.sync_api import Browser, WebSocketRoute, expect
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, context

COPY = "Copy of the Resident Register"


def without_a_true_birthday(frame: str | bytes) -> str | bytes:
    """Change the birthday of every form that is handed in to one that nobody has."""
    command: dict[str, Any] = msgspec.msgpack.decode(frame)
    changes = {"case.submit": {"fields": {**command.get("fields", {}), "birth_date": "soon"}}}
    return msgspec.msgpack.encode({**command, **changes.get(command["t"], {})})


def forge(line: WebSocketRoute) -> None:
    office = line.connect_to_server()
    line.on_message(lambda frame: office.send(without_a_true_birthday(frame)))


def test_the_office_checks_a_form_again_and_the_page_shows_its_answer_in_place(office: OfficeProcess, browser: Browser) -> None:
    street = context(browser, office.url, "en", still=True)
    page = street.new_page()
    page.route_web_socket("**/ws", forge)
    citizen = Citizen(page, "en")
    citizen.arrive("Forger")
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY)
    fill(citizen)
    citizen.press("form-submit")
    expect(citizen.day_part("Date of birth", "year")).to_have_attribute("aria-invalid", "true", timeout=PATIENCE_MS)
    expect(page.get_by_role("alert")).to_contain_text("Date of birth")
    street.close()


def fill(citizen: Citizen) -> None:
    citizen.box("Name").fill("Kim Madang")
    citizen.fill_day("Date of birth", "1948", "3", "2")
    citizen.box("Address").fill("12 Hanok Road, Madang")
    citizen.page.get_by_role("radio", name="For a bank").check()
