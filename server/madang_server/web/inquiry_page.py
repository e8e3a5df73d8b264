"""The page of a message by number and key, without script, in both languages (SPEC O14). Words and HTML, no data access."""

from datetime import tzinfo
from html import escape

from madang_office.inquiries import PHONE_CHARS_MAX, WORDS_CHARS_MAX, InquiryState
from madang_protocol import Rejection
from madang_server.office_app.inquiry_desk import FoundInquiry
from madang_server.web.instants import opening_in_english, opening_in_korean
from madang_server.web.pages import both

PATH = "/message"
TITLE = "남긴 글 · My message"
Told = tuple[str, str, str]
_STATES: dict[InquiryState, Told] = {
    InquiryState.WAITING: ("담당자가 아직 읽지 않았습니다", "No officer has read it yet", "good"),
    InquiryState.TAKEN: ("담당자가 보고 있습니다", "An officer is working on it", "good"),
    InquiryState.ANSWERED: ("답변이 있습니다", "It was answered", "good"),
    InquiryState.REACHED: ("전화로 답변했습니다", "It was answered by phone", "good"),
    InquiryState.CANCELLED: ("취소된 글입니다", "It was cancelled", "bad"),
}
CHANGED = "글을 바꾸었습니다", "The message was changed", "good"
CANCELLED = "글을 취소했습니다", "The message was cancelled", "good"
NOT_NOW = "지금은 바꿀 수 없습니다. 글은 그대로입니다.", "This cannot be done now. Nothing was changed.", "bad"
WRONG = (
    "글을 적어 주세요. 전화번호는 숫자로 적어 주세요. 글은 그대로입니다.",
    "Please write a message, and a phone number in digits. Nothing was changed.",
    "bad",
)
TOLD_OF = {Rejection.FORM_INVALID: WRONG}


def ask(base: str, *, told: str = "") -> str:
    """Return the form that asks for number and key; `told`: HTML above it."""
    return (
        both("h1", "남긴 글", "My message")
        + both("p", "글의 번호와 확인 문자를 적어 주세요.", "Give the number of the message and its access code.")
        + told
        + f'<form action="{base}{PATH}" method="post">'
        '<label for="number">글 번호 <span lang="en">· Number of the message</span></label>'
        '<input id="number" name="number" required maxlength="40" autocomplete="off" placeholder="M-00123">'
        '<label for="key">확인 문자 <span lang="en">· Access code</span></label>'
        '<input id="key" name="key" required maxlength="40" autocomplete="off" autocapitalize="characters">'
        '<button>보기 <span lang="en">· Show</span></button></form>'
    )


def unknown() -> str:
    """Return that number and key do not belong together: which of them is wrong is not said."""
    return both(
        "p", "번호와 확인 문자가 맞는 글이 없습니다.", "There is no message with this number and access code.", kind="bad"
    )


def show(found: FoundInquiry, zone: tzinfo, base: str, told: Told | None = None) -> str:
    """Return what the message is, what became of it, and what can be done with it."""
    one, said = found.inquiry, told or _STATES[found.inquiry.state]
    answer = f"<blockquote>{_lines(one.answer)}</blockquote>" if one.answer else ""
    return (
        both("h1", "남긴 글", "My message")
        + both("h2", said[0], said[1], kind=said[2])
        + both("p", found.title.ko, found.title.en)
        + both("p", opening_in_korean(found.created, zone), opening_in_english(found.created, zone))
        + f"<p><code>{escape(one.number)}</code></p>"
        + answer
        + _calls(one.calls)
        + _forms(found, base)
        + _kept(found, zone)
    )


def sure(found: FoundInquiry, base: str) -> str:
    """Return the question before it is cancelled."""
    return (
        both("h1", "글을 취소할까요?", "Cancel the message?")
        + both("p", "글과 전화번호를 지웁니다.", "Its words and the phone number are deleted.")
        + f'<form action="{base}{PATH}" method="post">{_hidden(found)}'
        '<button class="second">그대로 두기 <span lang="en">· Keep it</span></button></form>'
        f'<form action="{base}{PATH}/cancel" method="post">{_hidden(found)}<input type="hidden" name="sure" value="yes">'
        '<button>취소하기 <span lang="en">· Cancel it</span></button></form>'
    )


def _calls(calls: int) -> str:
    if not calls:
        return ""
    return both("p", f"전화를 {calls}번 드렸으나 받지 않으셨습니다.", f"We called {calls} time(s) and did not reach you.")


def _forms(found: FoundInquiry, base: str) -> str:
    one = found.inquiry
    cancel = (
        f'<form action="{base}{PATH}/cancel" method="post">{_hidden(found)}'
        '<button class="second">글 취소하기 <span lang="en">· Cancel the message</span></button></form>'
    )
    if one.state is InquiryState.WAITING:
        return (
            f'<form action="{base}{PATH}/change" method="post">{_hidden(found)}'
            '<label for="text">글 <span lang="en">· Message</span></label>'
            f'<textarea id="text" name="text" required rows="6" maxlength="{WORDS_CHARS_MAX}">{escape(one.words)}</textarea>'
            '<label for="phone">전화번호 (원하실 때만) <span lang="en">· Phone number (if you like)</span></label>'
            f'<input id="phone" name="phone" type="tel" maxlength="{PHONE_CHARS_MAX}" value="{escape(one.phone, quote=True)}">'
            '<button>바꾸기 <span lang="en">· Change it</span></button></form>' + cancel
        )
    return (f"<blockquote>{_lines(one.words)}</blockquote>" if one.words else "") + (cancel if one.open else "")


def _kept(found: FoundInquiry, zone: tzinfo) -> str:
    until = found.kept_until
    return both(
        "p",
        f"{opening_in_korean(until, zone)}까지 보관합니다.",
        f"It is kept until {opening_in_english(until, zone)}.",
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _hidden(found: FoundInquiry) -> str:
    one = found.inquiry
    return "".join(
        f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}">'
        for name, value in (("number", one.number), ("key", one.key))
    )
