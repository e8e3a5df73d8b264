"""Files of a request on the page: a photo for a supplement, seen by the officer; faults in words; a line that drops."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.sizes import SMALL
from tests.browser.views import CONSULTATION, COPY
from tests.server.photos import pdf, photo

MISSING = "임대차 계약서의 사진"
UPLOADS = "**/api/attachments?*"


def payload(name: str, content: bytes, kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


@pytest.fixture
def citizen(office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, "ko", phone=True, greeted_by=".bar") as person:
        person.arrive("김복순")
        yield person


@pytest.fixture(scope="module")
def officer(office: OfficeProcess, browser: Browser) -> Iterator[Officer]:
    with officer_with(office, browser, "ko") as person:
        person.open_desk(WORDS["ko"].documents)
        yield person


def begins(citizen: Citizen) -> None:
    """Open the form."""
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY[citizen.language])
    citizen.button("files-choose").wait_for()


def adds(citizen: Citizen, *files: FilePayload) -> None:
    citizen.page.locator("input[type=file]").first.set_input_files(list(files))


def rows(citizen: Citizen) -> Locator:
    return citizen.page.get_by_role("list", name=citizen.word("files-list")).get_by_role("listitem")


def is_there(citizen: Citizen, name: str) -> None:
    expect(citizen.button("files-remove-label", name=name)).to_be_visible(timeout=PATIENCE_MS)
    expect(rows(citizen).filter(has_text=name)).to_contain_text("KB")


def test_C27_a_photo_for_a_supplement_is_seen_by_the_officer(citizen: Citizen, officer: Officer, tmp_path: Path) -> None:
    hands_in(citizen)
    officer.line().get_by_role("button", name=COPY["ko"]).last.click()
    officer.page.get_by_role("button", name=WORDS["ko"].ask, exact=True).click()
    officer.box("보완할 내용").fill(MISSING)
    officer.press("act-do", act=WORDS["ko"].ask)
    citizen.sees(MISSING)
    adds(citizen, payload("계약서.jpeg", photo(size=(640, 480))), payload("등본.pdf", pdf(), "application/pdf"))
    is_there(citizen, "계약서.jpg")
    is_there(citizen, "등본.pdf")
    citizen.press("form-submit-again")
    citizen.sees(citizen.word("case-next-received"))
    officer.press("file-show-label", name="계약서.jpg")
    picture = officer.page.get_by_role("img", name=officer.word("file-alt", name="계약서.jpg"))
    expect(picture).to_be_visible(timeout=PATIENCE_MS)
    officer.page.wait_for_function("() => document.querySelector('.file-picture').naturalHeight === 640")  # it is upright
    officer.press("file-hide-label", name="계약서.jpg")
    expect(picture).to_have_count(0)
    with officer.page.expect_download() as coming:
        officer.press("document-download-label", title="등본.pdf")
    coming.value.save_as(tmp_path / "saved.pdf")
    assert (coming.value.suggested_filename, (tmp_path / "saved.pdf").read_bytes()) == ("등본.pdf", pdf())


def test_C25_what_is_not_taken_is_told_in_words_and_the_rest_stays(citizen: Citizen) -> None:
    begins(citizen)
    good, cut, page = payload("a.jpg", photo()), payload("b.jpg", photo()[:300]), payload("c.html", b"<p>", "text/html")
    adds(citizen, good, cut, page, payload("d.jpg", b"<!doctype html>"))
    is_there(citizen, "a.jpg")
    told = {"b.jpg": "damaged", "c.html": "kind_not_accepted", "d.jpg": "kind_not_accepted"}
    for name, code in told.items():
        expect(rows(citizen).filter(has_text=name)).to_contain_text(citizen.word(f"file-fault-{code}"))
    for name in told:
        citizen.press("files-remove-label", name=name)
    expect(rows(citizen)).to_have_count(1)


def test_C24_a_line_that_drops_loses_nothing_and_a_reload_keeps_what_is_there(citizen: Citizen) -> None:
    begins(citizen)
    adds(citizen, payload("first.jpg", photo()))
    is_there(citizen, "first.jpg")
    citizen.page.route(UPLOADS, lambda route: route.abort())
    adds(citizen, payload("second.jpg", photo(size=(70, 50))))
    expect(rows(citizen).filter(has_text="second.jpg")).to_contain_text(citizen.word("file-fault-offline"))
    citizen.press("form-submit")
    expect(citizen.page.get_by_role("alert").filter(has_text=citizen.word("fault-uploading"))).to_be_visible()
    citizen.page.unroute(UPLOADS)
    citizen.press("files-retry-label", name="second.jpg")
    is_there(citizen, "second.jpg")
    expect(citizen.page.get_by_text(citizen.word("draft-saved"), exact=True)).to_be_visible(timeout=PATIENCE_MS)
    citizen.page.reload()
    citizen.is_in()
    citizen.panel("cases")
    citizen.page.get_by_role("button", name=COPY["ko"]).last.click()
    is_there(citizen, "first.jpg")
    is_there(citizen, "second.jpg")


def test_C27_a_file_is_removed_and_another_takes_its_place(citizen: Citizen) -> None:
    begins(citizen)
    adds(citizen, *(payload(f"{number}.jpg", photo(size=(40 + number, 30))) for number in range(7)))
    for number in range(5):
        is_there(citizen, f"{number}.jpg")
    expect(rows(citizen)).to_have_count(5)
    expect(citizen.page.locator("input[type=file]")).to_have_count(0)
    citizen.press("files-remove-label", name="2.jpg")
    expect(rows(citizen)).to_have_count(4)
    adds(citizen, payload("새 사진.jpg", photo()))
    is_there(citizen, "새 사진.jpg")


def test_C27_a_file_that_could_not_be_removed_is_told_and_stays(citizen: Citizen) -> None:
    begins(citizen)
    adds(citizen, payload("a.jpg", photo()))
    is_there(citizen, "a.jpg")
    citizen.page.route("**/api/attachments/*", lambda route: route.abort())
    citizen.press("files-remove-label", name="a.jpg")
    citizen.sees(citizen.word("files-not-removed", name="a.jpg"))
    is_there(citizen, "a.jpg")
    citizen.page.unroute("**/api/attachments/*")
    citizen.press("files-remove-label", name="a.jpg")
    citizen.sees(citizen.word("files-removed", name="a.jpg"))
    expect(rows(citizen)).to_have_count(0)


def test_C24_the_keyboard_alone_reaches_all_of_it_and_nothing_is_wider_than_a_small_phone(citizen: Citizen) -> None:
    begins(citizen)
    citizen.page.set_viewport_size(SMALL)
    with citizen.page.expect_file_chooser() as chooser:
        citizen.button("files-choose").focus()
        citizen.page.keyboard.press("Enter")
    chooser.value.set_files([payload("아주 긴 이름의 파일" * 9 + ".jpg", photo())])
    expect(citizen.page.get_by_role("status").filter(has_text="올렸어요")).to_be_attached(timeout=PATIENCE_MS)
    assert citizen.page.evaluate("document.querySelector('.files').scrollWidth <= document.querySelector('.files').clientWidth")
    rows(citizen).get_by_role("button").first.focus()
    citizen.page.keyboard.press("Enter")
    expect(rows(citizen)).to_have_count(0)
    expect(citizen.button("files-choose")).to_be_focused()


def test_C31_a_photo_that_is_sent_in_a_talk_is_seen_by_the_officer(citizen: Citizen, officer: Officer) -> None:
    officer.close_desk()
    officer.open_desk(WORDS["ko"].consultation)
    citizen.panel("counters")
    citizen.take_ticket(CONSULTATION["ko"])
    officer.press("desk-call-next")
    officer.press("desk-serve")
    citizen.page.get_by_text(citizen.word("talk-files-add"), exact=True).click()
    adds(citizen, payload("간판.jpg", photo(size=(320, 240))))
    for person in (citizen, officer):
        expect(person.button("file-show-label", name="간판.jpg")).to_be_visible(timeout=PATIENCE_MS)
        expect(person.page.get_by_role("log").get_by_text(person.word("entry-file"))).to_be_visible()
    officer.press("file-show-label", name="간판.jpg")
    expect(officer.page.get_by_role("img", name=officer.word("file-alt", name="간판.jpg"))).to_be_visible(timeout=PATIENCE_MS)
    officer.finish(WORDS["ko"].solved, "")
    expect(citizen.page.get_by_text(citizen.word("talk-files-add"), exact=True)).to_have_count(0, timeout=PATIENCE_MS)
    expect(citizen.button("file-show-label", name="간판.jpg")).to_be_visible()
