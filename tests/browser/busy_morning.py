"""The people of a busy morning in one office, and each part of it: citizens, officers, a supervisor. Knows pages alone."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.sync_api import Browser, expect
from tests.browser.conftest import citizen_with, officer_with
from tests.browser.desk_views import WORDS, hands_in
from tests.browser.moved_clock import set_clock
from tests.browser.office_process import OfficeProcess
from tests.browser.people import PATIENCE_MS, Citizen, Officer
from tests.browser.test_appointments import books
from tests.browser.test_attachments import adds, is_there, payload
from tests.browser.test_bell import WANTS_MAIL, ringing
from tests.browser.test_objections import acts, finds_objection, objects, refused
from tests.browser.test_parties import invites, joins
from tests.browser.test_protection import alarm_of
from tests.browser.test_two_counters import ECHO, ECHO_COUNTER
from tests.browser.views import CONSULTATION, COPY
from tests.server.photos import photo
from tests.smtp_server import SmtpServer, until_mails

KO = WORDS["ko"]
MISSING = "임대차 계약서의 사진"
UPHELD = "주소를 확인했습니다."


@dataclass
class Morning:
    """One office, and everybody who came to it so far."""

    office: OfficeProcess
    browser: Browser
    mail: SmtpServer
    street: ExitStack
    officers: dict[str, Officer] = field(default_factory=dict)

    def citizen(self, name: str) -> Citizen:
        """Somebody who comes in now."""
        person = self.street.enter_context(citizen_with(self.office, self.browser, "ko"))
        person.arrive(name)
        person.panel("counters")
        return person

    def officer(self, name: str, *, supervisor: bool = False) -> Officer:
        """Somebody of the office who signs in now."""
        person = self.street.enter_context(officer_with(self.office, self.browser, "ko", name=name, supervisor=supervisor))
        self.officers[name] = person
        return person


def calls(officer: Officer, number: str) -> None:
    """Call the next in line, who is this one."""
    officer.press("desk-call-next")
    expect(officer.page.locator(".ticket-big")).to_have_text(number, timeout=PATIENCE_MS)


def a_doorbell(morning: Morning, citizen: Citizen, han: Officer) -> str:
    """Nobody is at a counter: the officer gets a mail, says that they come, and serves."""
    assert han.page.evaluate(WANTS_MAIL, "han@city.example") == 200
    before, bell = len(morning.mail.mails()), ringing(citizen, "ko")
    bell.get_by_role("button", name=citizen.word("bell-ring-label", service=CONSULTATION["ko"]), exact=True).press("Enter")
    assert f"{morning.office.url}/officer" in until_mails(morning.mail, before + 1)[-1].get_content()
    han.button("line-ringing-come-label", name="김복순").click(timeout=PATIENCE_MS)
    expect(bell).to_contain_text(citizen.word("bell-coming", officer="한소라"), timeout=PATIENCE_MS)
    han.open_desk(KO.consultation)
    expect(bell).to_have_count(0, timeout=PATIENCE_MS)
    return citizen.take_ticket(CONSULTATION["ko"])


def a_missed_call(citizen: Citizen, han: Officer, number: str) -> None:
    """Who did not come at the first call is called again."""
    calls(han, number)
    han.press("desk-missed")
    citizen.sees(citizen.word("notice-missed", number=number))
    calls(han, number)
    citizen.press("called-coming")
    han.press("desk-serve")


def a_transfer_and_back(citizen: Citizen, han: Officer, choi: Officer, number: str) -> None:
    """The talk goes on at another counter, and comes back to the first."""
    citizen.write("transcript-write", "어느 창구로 가야 하나요?")
    han.hears("어느 창구로 가야 하나요?")
    han.press("desk-transfer")
    han.page.get_by_role("button", name=ECHO["ko"], exact=True).click()
    choi.open_desk(ECHO_COUNTER["ko"])
    calls(choi, number)
    choi.press("desk-serve")
    choi.hears("어느 창구로 가야 하나요?")  # nobody tells everything twice
    choi.press("desk-transfer")
    choi.press("desk-transfer-first", counter=KO.consultation)
    choi.close_desk()
    calls(han, number)
    han.press("desk-serve")


def an_alarm(citizen: Citizen, han: Officer, choi: Officer) -> None:
    """A colleague comes; the citizen sees nothing of it."""
    han.press("alarm-raise")
    choi.button("alarm-accept-label", officer="한소라", counter=KO.consultation).click(timeout=PATIENCE_MS)
    expect(alarm_of(han)).to_contain_text(han.word("alarm-comes", helper="최다온"), timeout=PATIENCE_MS)
    expect(citizen.page.locator(".alarms, .alarm")).to_have_count(0)
    choi.press("alarm-close")
    expect(alarm_of(han)).to_have_count(0, timeout=PATIENCE_MS)
    han.finish(KO.solved, "")


def a_supplement_with_a_photo(citizen: Citizen, seo: Officer) -> None:
    """More is asked for; a photo comes, and the document is issued."""
    hands_in(citizen)
    seo.open_desk(KO.documents)
    seo.line().get_by_role("button", name=COPY["ko"]).click()
    seo.page.get_by_role("button", name=KO.ask, exact=True).click()
    seo.box("보완할 내용").fill(MISSING)
    seo.press("act-do", act=KO.ask)
    citizen.sees(MISSING)
    adds(citizen, payload("계약서.jpg", photo(size=(640, 480))))
    is_there(citizen, "계약서.jpg")
    citizen.press("form-submit-again")
    citizen.sees(citizen.word("case-next-received"))
    expect(seo.button("file-show-label", name="계약서.jpg")).to_be_visible(timeout=PATIENCE_MS)
    acts(seo, KO.issue)
    citizen.sees(citizen.word("case-next-granted"))
    seo.close_desk()


def an_objection(citizen: Citizen, seo: Officer, choi: Officer) -> None:
    """One refuses, another upholds the objection and issues what was asked for."""
    refused(citizen, seo)
    objects(citizen)
    finds_objection(choi)
    acts(choi, "이의신청 인용", **{"인용 사유": UPHELD})
    citizen.sees(citizen.word("objection-upheld"))
    acts(choi, KO.issue)
    citizen.sees(citizen.word("case-next-granted"))
    choi.close_desk()


def a_companion(morning: Morning, citizen: Citizen) -> None:
    """Somebody is let in beside a request, writes in it, and is out at once."""
    hands_in(citizen)
    helper = morning.street.enter_context(citizen_with(morning.office, morning.browser, "ko"))
    joins(helper, invites(citizen, writes=True))
    helper.write("transcript-write", "두 통이 필요해요.")
    citizen.sees("두 통이 필요해요.")
    citizen.press("party-end")
    citizen.press("party-end-yes")
    expect(helper.page.get_by_text(helper.word("case-gone"))).to_be_visible(timeout=PATIENCE_MS)


def an_appointment(morning: Morning, citizen: Citizen, walking: Citizen, han: Officer) -> None:
    """Whose time has come is called before who only walked in."""
    at = books(citizen)
    before = walking.take_ticket(CONSULTATION["ko"])
    set_clock(morning.office, at - timedelta(minutes=5))
    citizen.button("appointment-check-in").first.click(timeout=PATIENCE_MS)
    number = citizen.ticket_number()
    set_clock(morning.office, at + timedelta(seconds=30))
    expect(han.line()).to_contain_text(number, timeout=PATIENCE_MS)
    for called in (number, before):
        calls(han, called)
        han.press("desk-serve")
        han.finish(KO.solved, "")


def the_figures(supervisor: Officer, served: int) -> None:
    """Who supervises sees what was done."""
    panel = supervisor.panel("supervision")
    supervisor.page.get_by_label(supervisor.word("figures-days"), exact=True).select_option("7")  # it may be past midnight
    table = panel.get_by_role("table", name=CONSULTATION["ko"], exact=True)
    expect(table).to_contain_text(f"처리 {served}장", timeout=PATIENCE_MS)
