"""Takes the pictures of the docs from the real client: `python scripts/pictures.py [FOLDER]`.

It opens an office of its own with people in it, walks one citizen and one officer through a visit in each language and at each
size, and leaves one PNG a view: `VIEW-SIZE-LANGUAGE.png`, and `hall.png` for the first page of the repo.
"""

import io
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scripts import simulated_people  # noqa: E402
from scripts.simulated_people import Spot  # noqa: E402
from tests.browser import chromium  # noqa: E402
from tests.browser.office_process import OfficeProcess, opened  # noqa: E402
from tests.browser.people import LOCALES, ON_A_PHONE, Citizen, Officer, context  # noqa: E402
from tests.browser.views import CONSULTATION, COPY  # noqa: E402

from madang_server.settings import SERVICES_FILE  # noqa: E402

BYTES_MAX = 400_000
LONGEST_WALK_S = 14
SETTLED_MS = 1_500
SIZES = ("desktop", "phone")
LANGUAGES = ("ko", "en")
SERVICES = ("consultation", "resident-register-copy", "echo")
STAFF = {"consult-2": "이도윤", "documents-2": "박서연", "welcome": "정하린"}
NEIGHBOURS = {
    "halmoni": ("순자", Spot(25.5, 27.0, "감이 잘 익었네요")),
    "harabeoji": ("영수", Spot(23.5, 27.4)),
    "student": ("Mina", Spot(30.0, 30.5, "Where is the learning room?")),
    "wheelchair": ("하준", Spot(27.0, 22.5)),
    "white-cane": ("지우", Spot(29.0, 34.0)),
    "hanbok": ("은서", Spot(21.5, 17.0)),
    "hijab": ("Aisha", Spot(31.0, 25.0)),
    "office-worker": ("민준", Spot(24.0, 16.5)),
    "engineer": ("준호", Spot(7.5, 21.5)),
    "guide-dog": ("소율", Spot(25.0, 34.0)),
    "artist": ("Lena", Spot(36.0, 25.5, "여기 앉아 쉬어요")),
    "parent-pram": ("수진", Spot(30.5, 28.5)),
}
NAMES = {"ko": {"desktop": "김하늘", "phone": "오바다"}, "en": {"desktop": "Haneul", "phone": "Bada"}}
DESK_NAMES = {"ko": "한소라", "en": "Yoon Harin"}
TALK = {
    "ko": ("이사한 뒤 주소가 아직 예전 주소로 나와요.", "확인했습니다. 지금 바로 고쳐 드릴게요.", "해결됨"),
    "en": ("I moved house, but my old address is still shown.", "I see it. Let me put that right now.", "Solved"),
}
FORM = {
    "ko": ("성명", "김하늘", "생년월일", "주소", "마당시 한옥길 12", "금융기관 제출", "서류 1", "발급"),
    "en": ("Name", "Haneul Kim", "Date of birth", "Address", "12 Hanok Road, Madang", "For a bank", "Documents 1", "Issue"),
}


class TooHeavy(Exception):
    """A picture that nobody wants to load."""


@dataclass(frozen=True)
class Album:
    """Where the pictures of one size and language go."""

    folder: Path
    size: str
    language: str

    def keep(self, person: Citizen | Officer, view: str, *, also: str | None = None) -> None:
        """Take the picture of that view once it has settled."""
        person.page.wait_for_timeout(SETTLED_MS)
        picture = small(person.page.screenshot())
        for name in filter(None, (f"{view}-{self.size}-{self.language}", also)):
            (self.folder / f"{name}.png").write_bytes(picture)


def small(screenshot: bytes) -> bytes:
    """Return the picture with the 256 colours that keep a persimmon orange; raises `TooHeavy`."""
    whole = Image.open(io.BytesIO(screenshot)).convert("RGB")
    file = io.BytesIO()
    whole.quantize(256, method=Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    if file.tell() > BYTES_MAX:
        raise TooHeavy(f"{file.tell()} bytes; a page of docs may spend {BYTES_MAX} on a picture")
    return file.getvalue()


def take(folder: Path) -> None:
    """Take every picture."""
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        keep_days_where_it_is_morning(data)
        office = stack.enter_context(opened(data))
        people_the_hall(stack, office)
        for language in LANGUAGES:
            take_in(language, office, folder)


def keep_days_where_it_is_morning(data: Path) -> None:
    """Let the office keep its days in the zone of the people in the pictures: no time there needs a zone beside it."""
    shipped = resources.files("madang_server.office_app").joinpath(SERVICES_FILE).read_text("utf-8")
    (data / SERVICES_FILE).write_text(
        re.sub(r'^timezone = ".*"$', f'timezone = "{late_morning()}"', shipped, flags=re.MULTILINE), "utf-8"
    )


def take_in(language: str, office: OfficeProcess, folder: Path) -> None:
    """Take the pictures of one language; the browser's own words (dates, for one) are in it, too."""
    with chromium.launched(*chromium.DRAWS, f"--lang={LOCALES[language]}") as browser:
        for size in SIZES:
            print(f"{language} {size}")
            visit(office, browser, Album(folder, size, language))


def people_the_hall(stack: ExitStack, office: OfficeProcess) -> None:
    """Let officers sit down and citizens walk to their spots."""
    for counter, name in STAFF.items():
        password = office.add_officer(name, *SERVICES)
        stack.enter_context(simulated_people.officer(office.url, name, password, counter))
    seats = [
        (stack.enter_context(simulated_people.citizen(office.url, name, look)), spot) for look, (name, spot) in NEIGHBOURS.items()
    ]
    for neighbour, spot in seats:
        neighbour.go(spot)
    time.sleep(LONGEST_WALK_S)


def visit(office: OfficeProcess, browser: Browser, album: Album) -> None:
    """Take the pictures of one visit."""
    phone = album.size == "phone"
    contexts = [context(browser, office.url, album.language, phone=phone, zone=late_morning(), sharpness=1) for _ in range(3)]
    citizen = Citizen(contexts[0].new_page(), album.language, ON_A_PHONE if phone else ".panel")
    officer = Officer(contexts[1].new_page(), album.language)
    name = f"{DESK_NAMES[album.language]} {SIZES.index(album.size) + 1}"
    officer.sign_in(name, office.add_officer(name, *SERVICES))
    come_in(citizen, album)
    talk(citizen, officer, album)
    papers(citizen, officer, album)
    other_ways(citizen, album)
    plaza(contexts[2], album)
    officer.press("desk-close")
    for opened_context in contexts:
        opened_context.close()


def late_morning() -> str:
    """Return the zone where it is eleven now: the hall is drawn by daylight, whenever the pictures are taken."""
    east_of_greenwich = 11 - datetime.now(UTC).hour
    return f"Etc/GMT{-east_of_greenwich:+d}"


def come_in(citizen: Citizen, album: Album) -> None:
    """The way in, the counters, the hall."""
    citizen.page.goto("/")
    citizen.button("arrival-look-others").wait_for()
    album.keep(citizen, "arrival")
    citizen.arrive(NAMES[album.language][album.size])
    citizen.page.get_by_text(citizen.word("world-coming")).wait_for(state="hidden")
    citizen.panel("counters")
    album.keep(citizen, "counters", also="hall" if (album.size, album.language) == ("desktop", "en") else None)
    citizen.press("close")
    album.keep(citizen, "hall")


def talk(citizen: Citizen, officer: Officer, album: Album) -> None:
    """The ticket, the call, the booth, the desk."""
    question, answer, outcome = TALK[album.language]
    officer.open_desk({"ko": "상담 1", "en": "Consultation 1"}[album.language])
    citizen.panel("counters")
    citizen.take_ticket(CONSULTATION[album.language])
    citizen.ticket_chip().click()
    album.keep(citizen, "ticket")
    officer.press("desk-call-next")
    citizen.page.get_by_role("alert").wait_for()
    album.keep(citizen, "called")
    big_screen(citizen, album)
    citizen.press("called-coming")
    officer.press("desk-serve")
    citizen.write("transcript-write", question)
    officer.hears(question)
    officer.write("transcript-write-officer", answer)
    citizen.hears(answer)
    album.keep(citizen, "booth")
    album.keep(officer, "desk")
    officer.finish(outcome, answer)
    citizen.sees(citizen.word("case-next-closed"))


def big_screen(citizen: Citizen, album: Album) -> None:
    """The display, while the citizen is called: the hall's on a desktop, somebody's own on a phone."""
    page = citizen.page.context.new_page()
    page.set_viewport_size({"width": 1280, "height": 720} if album.size == "desktop" else {"width": 390, "height": 844})
    page.goto(f"/display?lang={album.language if album.size == 'phone' else 'both'}")
    page.locator(".is-newest").wait_for()
    album.keep(Citizen(page, album.language), "display")
    page.close()


def papers(citizen: Citizen, officer: Officer, album: Album) -> None:
    """The form, the desk, the document."""
    name, own, birthday, address, home, purpose, counter, issue = FORM[album.language]
    citizen.panel("counters")
    citizen.press("fill-form-label", service=COPY[album.language])
    citizen.box(name).fill(own)
    citizen.fill_day(birthday, "1948", "3", "2")
    citizen.box(address).fill(home)
    citizen.page.get_by_role("radio", name=purpose).check()
    album.keep(citizen, "form")
    citizen.press("form-submit")
    citizen.sees(citizen.word("case-next-received"))
    officer.press("desk-close")
    officer.open_desk(counter)
    officer.line().get_by_role("button", name=COPY[album.language]).click()
    officer.page.get_by_role("button", name=issue, exact=True).click()
    album.keep(officer, "desk-papers")
    officer.press("act-do", act=issue)
    citizen.sees(citizen.word("case-next-granted"))
    album.keep(citizen, "document")


def other_ways(citizen: Citizen, album: Album) -> None:
    """High contrast and the easy view."""
    citizen.panel("settings")
    album.keep(citizen, "settings")
    contrast = citizen.page.get_by_role("switch", name=citizen.word("settings-contrast"))
    contrast.check()
    citizen.panel("counters")
    album.keep(citizen, "contrast")
    citizen.panel("settings")
    contrast.uncheck()
    citizen.page.get_by_role("switch", name=citizen.word("settings-easy")).check()
    citizen.press("easy-back")
    album.keep(citizen, "easy")


def plaza(street: BrowserContext, album: Album) -> None:
    """The plaza, by a link that leads there."""
    walker = Citizen(street.new_page(), album.language, ON_A_PHONE if album.size == "phone" else ".panel")
    walker.arrive(NAMES[album.language][album.size], path="/?place=plaza")
    walker.page.get_by_text(walker.word("world-coming")).wait_for(state="hidden")
    walker.page.keyboard.press("Escape")
    album.keep(walker, "plaza")


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures"
    chosen.mkdir(parents=True, exist_ok=True)
    take(chosen)
