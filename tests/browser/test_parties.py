"""A citizen invites somebody beside a request; they see and do what was allowed, and lose it at once (SPEC C46 to C50)."""

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, hands_in
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen
from tests.browser.sizes import SMALL, WIDER_THAN_THE_PAGE, ZOOMED
from tests.browser.test_screen_reader import grave_faults
from tests.browser.views import COPY, PLAIN, easy, plain

NUMBERS = count(1)
EITHER = f".panel, {PLAIN}"
SHOWN = {"ko": "주소", "en": "Address"}
HELP = "대신 여쭙니다. 두 통이 필요해요."


@pytest.fixture(params=["ko", "en"])
def owner(office: OfficeProcess, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Citizen]:
    with citizen_with(office, browser, request.param) as person:
        person.arrive("김복순")
        yield person


@pytest.fixture
def helper(owner: Citizen, office: OfficeProcess, browser: Browser) -> Iterator[Citizen]:
    with citizen_with(office, browser, owner.language) as person:
        yield person


def invites(owner: Citizen, *, writes: bool) -> str:
    """Invite an interpreter by keyboard, on a small screen; return the link."""
    owner.page.set_viewport_size(SMALL)
    begin = owner.button("party-invite")
    begin.focus()
    owner.page.keyboard.press("Enter")
    role = owner.page.get_by_label(owner.word("party-as"), exact=True)
    expect(role).to_be_focused(timeout=PATIENCE_MS)
    role.select_option("interpreter")
    owner.page.get_by_role("checkbox", name=SHOWN[owner.language]).first.check()
    owner.page.get_by_role("checkbox", name=owner.word("party-writes")).set_checked(writes)
    assert grave_faults(owner.page) == []
    assert not owner.page.evaluate(WIDER_THAN_THE_PAGE)
    owner.press("party-make")
    card = owner.page.get_by_role("group", name=owner.word("party-code"), exact=True)
    expect(card).to_be_focused(timeout=PATIENCE_MS)
    assert re.fullmatch(r"(\d{4} ){5}\d{4}", card.locator(".party-digits").inner_text())
    assert grave_faults(owner.page) == []
    assert not owner.page.evaluate(WIDER_THAN_THE_PAGE)
    link = owner.box(owner.word("party-link")).input_value()
    owner.press("party-noted")
    return link[link.index("#") :]


def joins(helper: Citizen, link: str) -> Locator:
    """Come by the link; return the request."""
    helper.arrive("이도움", path=f"/{link}")
    field = helper.box(helper.word("party-code"))
    expect(field).to_have_value(re.compile(r"\d{24}"), timeout=PATIENCE_MS)
    expect(helper.page).to_have_url(re.compile("#join$"))
    assert grave_faults(helper.page) == []
    helper.page.keyboard.press("Enter")
    expect(helper.page.get_by_text(helper.word("helping-told"))).to_be_visible(timeout=PATIENCE_MS)
    return helper.page.locator("article.case")


def test_C48_a_helper_reads_and_writes_what_was_allowed_and_loses_it_at_once(owner: Citizen, helper: Citizen) -> None:
    hands_in(owner)
    case = joins(helper, invites(owner, writes=True))
    expect(case).to_contain_text("김복순")  # whom they help
    expect(case.locator(".answers dt")).to_have_count(1, timeout=PATIENCE_MS)
    expect(case.locator(".answers dt")).to_have_text(SHOWN[owner.language])
    expect(helper.button("case-withdraw")).to_have_count(0)
    expect(helper.button("party-invite")).to_have_count(0)
    helper.page.set_viewport_size(SMALL)
    assert not helper.page.evaluate(WIDER_THAN_THE_PAGE)
    assert grave_faults(helper.page) == []
    helper.write("transcript-write", HELP)
    line = owner.page.get_by_role("log").locator(".bubble").last
    expect(line).to_contain_text(HELP, timeout=PATIENCE_MS)
    expect(line).to_contain_text(owner.word("party-role-interpreter"))
    expect(owner.page.get_by_text(owner.word("transcript-private-beside"))).to_be_visible()
    beside = owner.page.locator(".party")
    expect(beside).to_contain_text("이도움")
    expect(beside).to_contain_text(SHOWN[owner.language])
    owner.press("party-end")
    owner.press("party-end-yes")
    expect(helper.page.get_by_text(helper.word("case-gone"))).to_be_visible(timeout=PATIENCE_MS)
    expect(helper.page.get_by_text(HELP)).to_have_count(0)
    expect(beside).to_contain_text(owner.word("party-was-ended"), timeout=PATIENCE_MS)
    helper.page.reload()
    helper.is_in()
    expect(helper.page.get_by_text(helper.word("case-gone"))).to_be_visible(timeout=PATIENCE_MS)


def test_C48_who_may_read_alone_gets_no_box_to_write_and_may_leave(owner: Citizen, helper: Citizen) -> None:
    hands_in(owner)
    case = joins(helper, invites(owner, writes=False))
    expect(case.locator(".answers dt")).to_have_count(1, timeout=PATIENCE_MS)
    expect(case.get_by_role("textbox")).to_have_count(0)
    helper.panel("cases")
    row = helper.page.get_by_role("button", name=COPY[helper.language])
    expect(row).to_contain_text(helper.word("case-helping", name="김복순"))
    row.click()
    helper.press("party-leave")
    helper.press("party-leave-yes")
    expect(helper.page.get_by_text(helper.word("case-gone"))).to_be_visible(timeout=PATIENCE_MS)
    expect(owner.page.locator(".party")).to_contain_text(owner.word("party-was-left"), timeout=PATIENCE_MS)


def test_C47_a_wrong_number_is_said_at_its_field(owner: Citizen) -> None:
    owner.panel("cases")
    owner.press("cases-join")
    field = owner.box(owner.word("party-code"))
    expect(field).to_be_focused(timeout=PATIENCE_MS)
    owner.page.keyboard.type("1234")
    owner.page.keyboard.press("Enter")
    fault = owner.page.locator("#party-typed-fault")
    expect(fault).to_have_text(owner.word("party-fault-mistyped"), timeout=PATIENCE_MS)
    field.fill("0000 0000 0000 0000 0000 0098")
    owner.press("party-join")
    expect(fault).to_have_text(owner.word("party-fault-unknown_code"), timeout=PATIENCE_MS)
    assert grave_faults(owner.page) == []


def test_C50_an_officer_sees_who_is_beside_a_request(
    owner: Citizen, helper: Citizen, office: OfficeProcess, browser: Browser
) -> None:
    hands_in(owner)
    joins(helper, invites(owner, writes=False))
    with officer_with(office, browser, owner.language, name=f"한소라 {next(NUMBERS)}") as officer:
        officer.open_desk(WORDS[officer.language].documents)
        officer.line().get_by_role("button", name=COPY[officer.language]).last.click()
        beside = officer.page.locator(".party")
        expect(beside).to_contain_text("이도움", timeout=PATIENCE_MS)
        expect(beside).to_contain_text(officer.word("party-role-interpreter"))
        expect(officer.button("party-end")).to_have_count(0)
        assert grave_faults(officer.page) == []
        officer.close_desk()


@pytest.mark.parametrize("view", [plain, easy], ids=["plain", "easy"])
def test_C46_C47_in_the_plain_page_and_the_easy_view_it_is_the_same(
    office: OfficeProcess, browser: Browser, view: Callable[[Citizen], None]
) -> None:
    with (
        citizen_with(office, browser, "ko", greeted_by=EITHER) as owner,
        citizen_with(office, browser, "ko", greeted_by=EITHER) as helper,
    ):
        view(owner)
        owner.press("fill-form-label", service=COPY["ko"])
        link = invites(owner, writes=False)
        view(helper)
        helper.page.goto("about:blank")
        helper.page.goto(f"/{link}")
        field = helper.box(helper.word("party-code"))
        expect(field).to_have_value(re.compile(r"\d{24}"), timeout=PATIENCE_MS)
        helper.press("party-join")
        expect(helper.page.get_by_text(helper.word("helping-told"))).to_be_visible(timeout=PATIENCE_MS)
        helper.page.set_viewport_size(ZOOMED)
        assert not helper.page.evaluate(WIDER_THAN_THE_PAGE)
        assert grave_faults(helper.page) == []
