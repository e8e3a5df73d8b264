"""The words of mail to citizens, in the language of each: what kind of thing happened, its number, and the way to it (SPEC S38).

Words alone: no sending. No name, and nothing that anybody wrote.
"""

from collections.abc import Mapping
from datetime import datetime

from madang_protocol.fields import Language
from madang_server.catalogue import Catalogue

NEWS, CONFIRM, LINK = "citizen.news", "citizen.confirm", "citizen.link"
_AT = {"ko": 0, "en": 1}
Words = tuple[str, str]
_ENDED = "번호 {number}: 대기가 끝났습니다", "Number {number}: your wait has ended"
_OBJECTION = "신청 {number}: 이의신청 결과가 나왔습니다", "Request {number}: your objection was decided"
NEWS_WORDS: Mapping[str, Words] = {
    "abandoned": _ENDED,
    "appointment_missed": (
        "예약 {number}: 시간이 지나 예약이 끝났습니다",
        "Appointment {number}: its time has passed, and it is over",
    ),
    "appointment_soon": ("예약 {number}: {time}입니다", "Appointment {number}: it is at {time}"),
    "appointment_tomorrow": ("예약 {number}: {time}입니다", "Appointment {number}: it is at {time}"),
    "bell_coming": ("호출: 담당자가 오고 있습니다", "Your ring: an officer is coming"),
    "bell_open": ("호출: 창구가 열렸습니다", "Your ring: a counter has opened"),
    "called": ("번호 {number}: 창구에서 부르고 있습니다", "Number {number}: a counter is calling you"),
    "case_said": ("신청 {number}: 담당자가 쓴 글이 있습니다", "Request {number}: an officer has written to you"),
    "case_still_open": ("신청 {number}: 아직 처리하고 있습니다", "Request {number}: it is still being worked on"),
    "decided": ("신청 {number}: 처리 결과가 나왔습니다", "Request {number}: it was decided"),
    "expired": _ENDED,
    "extended": ("신청 {number}: 처리기한이 연장되었습니다", "Request {number}: the time for its decision was extended"),
    "inquiry_answered": ("남긴 글 {number}: 답변이 있습니다", "Message {number}: it was answered"),
    "inquiry_called": (
        "남긴 글 {number}: 전화를 드렸으나 받지 않으셨습니다",
        "Message {number}: we called and did not reach you",
    ),
    "missed": (
        "번호 {number}: 불렀으나 오지 않으셔서 다시 기다리는 중입니다",
        "Number {number}: you were called, and wait again",
    ),
    "objection_dismissed": _OBJECTION,
    "objection_upheld": _OBJECTION,
    "passed_over": ("번호 {number}: 안 계신 동안 차례가 되었습니다", "Number {number}: your turn came while you were away"),
    "supplement_asked": ("신청 {number}: 보완을 요청받았습니다", "Request {number}: the office asks you to add something"),
}
_NEWS_TEXT = (
    "{what}.\n\n민원실에서 보실 수 있습니다: {link}\n메일은 늦게 올 수 있습니다. 지금 어떤지는 민원실 화면이 알려 드립니다.",
    "{what}.\n\nSee it at the office: {link}\nMail may come late. The page of the office says how things stand now.",
)
_CONFIRM: tuple[Words, Words] = (
    ("메일 주소 확인", "Confirm your mail address"),
    (
        "이 주소로 민원실 소식을 받으시려면 한 시간 안에 여기를 열고 버튼을 눌러 주세요: {link}\n"
        "신청하신 적이 없으면 아무것도 하지 마세요. 메일을 더 보내지 않습니다.",
        "To be told here what the office does for you, open this within an hour and press the button: {link}\n"
        "If you did not ask for it, do nothing. No more mail will come.",
    ),
)
_LINK: tuple[Words, Words] = (
    ("다른 기기에서 이어 보기", "Continue on another device"),
    (
        "{time}부터 쓰신 번호표와 신청을 이 링크를 여는 기기에서 이어서 보실 수 있습니다. "
        "15분 안에 한 번, 가장 새 메일의 링크만 됩니다: {link}\n"
        "요청하신 적이 없으면 열지 마시고, 다른 사람에게 보내지 마세요.",
        "Whoever opens this link continues with the tickets and requests that began on {time}. "
        "It works once, within 15 minutes, and only in the newest mail: {link}\n"
        "If you did not ask for it, do not open it. Never pass it on.",
    ),
)
_STOP = "메일을 그만 받으시려면: {stop}", "To get no more mail: {stop}"
_HOW: Mapping[str, tuple[Words, Words]] = {CONFIRM: _CONFIRM, LINK: _LINK}


def words_to(
    lang: Language, kind: str, facts: Mapping[str, str], catalogue: Catalogue, *, link: str, stop: str
) -> tuple[str, str]:
    """Return subject and text. `facts`: `code`, `number`, `at` (unix seconds), as far as they are needed."""
    at, zone = _AT[lang], catalogue.calendar.zone
    time = f"{datetime.fromtimestamp(int(facts.get('at', 0)), zone):{'%Y-%m-%d' if kind == LINK else '%Y-%m-%d %H:%M'}}"
    filled = {"number": facts.get("number", ""), "time": time, "link": link, "stop": stop}
    if kind == NEWS:
        subject = NEWS_WORDS[facts["code"]][at].format(**filled)
        text = _NEWS_TEXT[at].format(what=subject, **filled)
    else:
        subject, text = _HOW[kind][0][at], _HOW[kind][1][at].format(**filled)
    office = catalogue.name.ko if lang == "ko" else catalogue.name.en
    return f"[{office}] {subject}", f"{text}\n\n{_STOP[at].format(**filled)}\n"
