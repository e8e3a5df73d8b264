"""The views that every look at the whole client goes through, and the words that lead to each. Knows the page's roles."""

from collections.abc import Callable, Iterator

from tests.browser.people import Citizen

CONSULTATION = {"ko": "민원 상담", "en": "Consultation"}
COPY = {"ko": "주민등록표 초본 발급", "en": "Copy of the Resident Register"}
PLAIN = ".plain"


def arrival(citizen: Citizen) -> None:
    citizen.page.goto("/")
    citizen.button("arrival-look-others").wait_for()


def looks(citizen: Citizen) -> None:
    arrival(citizen)
    citizen.press("arrival-look-others")
    citizen.page.get_by_role("radio").first.wait_for(state="attached")


def hall(citizen: Citizen) -> None:
    """Somebody who is in already stays."""
    if not citizen.menu().is_visible():
        citizen.arrive("Guest")


def counters(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("counters").get_by_role("listitem").first.wait_for()


def people(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("people").get_by_role("listitem").first.wait_for()


def chat(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("chat")
    citizen.tells("room", "안녕하세요, hello")
    citizen.hears("안녕하세요, hello")


def requests(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("cases")


def helped(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("help")
    citizen.button("help-guide").wait_for()


def settings(citizen: Citizen) -> None:
    hall(citizen)
    citizen.panel("settings")
    citizen.button("leave").wait_for()


def ticket(citizen: Citizen) -> None:
    counters(citizen)
    citizen.take_ticket(CONSULTATION[citizen.language])
    citizen.ticket_chip().click()
    citizen.button("ticket-leave").wait_for()


def form(citizen: Citizen) -> None:
    counters(citizen)
    citizen.press("fill-form-label", service=COPY[citizen.language])
    citizen.button("form-submit").wait_for()


def faulty_form(citizen: Citizen) -> None:
    form(citizen)
    citizen.press("form-submit")
    citizen.page.get_by_role("alert").wait_for()


def plain(citizen: Citizen) -> None:
    settings(citizen)
    citizen.page.get_by_role("switch", name=citizen.word("settings-plain")).check()
    citizen.press("close")
    citizen.page.locator(PLAIN).wait_for()


def easy(citizen: Citizen) -> None:
    settings(citizen)
    citizen.page.get_by_role("switch", name=citizen.word("settings-easy")).check()
    citizen.press("easy-back")
    citizen.page.get_by_role("heading", name=citizen.word("easy-title")).wait_for()


def contrast(citizen: Citizen) -> None:
    settings(citizen)
    citizen.page.get_by_role("switch", name=citizen.word("settings-contrast")).check()


def sign_in(citizen: Citizen) -> None:
    citizen.page.goto("/officer")
    citizen.button("sign-in").wait_for()


def verify(citizen: Citizen) -> None:
    citizen.page.goto("/verify?number=no-such-number")


def results(citizen: Citizen) -> None:
    citizen.page.goto("/results")


View = Callable[[Citizen], None]
# In an order in which each is reached from the one before: what is taken or begun comes last, then what is no part of a visit.
VIEWS: tuple[View, ...] = (
    arrival,
    looks,
    hall,
    people,
    chat,
    requests,
    helped,
    settings,
    contrast,
    plain,
    easy,
    counters,
    form,
    faulty_form,
    ticket,
    sign_in,
    verify,
    results,
)
SWITCHES = {contrast: "settings-contrast", plain: "settings-plain", easy: "settings-easy"}


def walk(citizen: Citizen, views: tuple[View, ...] = VIEWS) -> Iterator[View]:
    """Lead somebody through the views in one visit, for the way in costs more than a look; yield each while it is shown."""
    for view in views:
        view(citizen)
        yield view
        citizen.closes_panel()
        if view in SWITCHES:
            citizen.press("settings")
            citizen.page.get_by_role("switch", name=citizen.word(SWITCHES[view])).uncheck()
            citizen.closes_panel()
