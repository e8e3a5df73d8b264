"""Two offices on one server, from their list to the desk, at the width of a small phone (SPEC O1 to O4)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.browser import office_process
from tests.browser.office_process import OfficeProcess
from tests.browser.people import ON_A_PHONE, PASSWORD, Citizen, Officer, context
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE
from tests.browser.words import say
from tests.server.two_offices import make_two_offices


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeProcess]:
    data = tmp_path_factory.mktemp("offices")
    make_two_offices(data)
    with office_process.opened(data) as process:
        yield process


@pytest.fixture
def street(offices: OfficeProcess, browser: Browser) -> Iterator[BrowserContext]:
    made = context(browser, offices.url, "ko", phone=True, still=True)
    yield made
    made.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_O4_the_list_fits_and_is_read_by_role_and_name(street: BrowserContext, width: int) -> None:
    page = street.new_page()
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("어느 민원실로 가시겠어요?")
    expect(page.get_by_role("link", name="종로 민원실")).to_be_visible()
    assert not page.evaluate(WIDER_THAN_THE_PAGE)
    page.get_by_role("searchbox").fill("busan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1곳")
    expect(page.get_by_role("link", name="종로 민원실")).to_have_count(0)
    page.get_by_role("searchbox").fill("아무데도 없는 곳")
    page.get_by_role("button", name="찾기").click()
    expect(page.get_by_role("status")).to_contain_text("없습니다")
    page.get_by_role("link", name="전체 목록").click()
    expect(page.get_by_role("link", name="해운대 민원실")).to_be_visible()


def test_O2_a_visit_to_one_office_is_none_to_the_other(street: BrowserContext) -> None:
    page = street.new_page()
    page.set_viewport_size(SMALL)
    page.goto("/")
    page.get_by_role("link", name="종로 민원실").click()
    expect(page.locator(".office-name")).to_have_text("종로 민원실")
    assert not page.evaluate(WIDER_THAN_THE_PAGE)
    visitor = Citizen(page, "ko", ON_A_PHONE)
    visitor.arrive("김복순", path="/o/jongno/")
    visitor.panel("counters")
    assert visitor.take_ticket("민원 상담") == "C-001"

    page.reload()  # known again
    visitor.is_in()
    assert visitor.ticket_number() == "C-001"
    page.goto("/o/haeundae/")  # a stranger there
    expect(page.locator(".office-name")).to_have_text("해운대 민원실")
    expect(page.get_by_role("button", name=say("ko", "enter"))).to_be_visible()
    page.get_by_role("link", name=say("ko", "arrival-offices")).click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_O3_an_officer_comes_in_at_the_door_of_the_office(offices: OfficeProcess, browser: Browser) -> None:
    added = office_process.run(
        "officer", "add", "Han Sora", "--services", "consultation", "--office", "jongno", "--data", str(offices.data)
    )
    one_time = added.strip().rpartition(" ")[2]
    desk = context(browser, offices.url, "en", still=True)
    officer = Officer(desk.new_page(), "en")
    officer.page.goto("/officer")
    officer.page.get_by_role("link", name="Jongno Office").click()
    expect(officer.page.locator(".office-name")).to_have_text("Jongno Office")
    officer.sign_in("Han Sora", one_time, door=officer.page.url)
    expect(officer.page).to_have_url(f"{offices.url}/o/jongno/officer")
    expect(officer.page.get_by_role("heading", name=officer.word("desk-mine"))).to_be_visible()
    assert PASSWORD not in officer.page.content()
    desk.close()
