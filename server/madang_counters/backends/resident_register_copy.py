"""Copy of the resident register: a form, an officer who checks it, and a document at the end."""

from datetime import date
from typing import Annotated, ClassVar

from madang_counters import (
    Act,
    Backend,
    CaseSnapshot,
    Form,
    FormInvalid,
    Language,
    Manifest,
    Words,
    acts,
    answers,
    events,
    say_in,
    steps,
)

PURPOSES = {
    "bank": Words("금융기관 제출", "For a bank"),
    "school": Words("학교 제출", "For a school"),
    "work": Words("직장 제출", "For an employer"),
    "court": Words("법원·관공서 제출", "For a court or public office"),
    "own": Words("본인 확인용", "For myself"),
}
LANGUAGES = {"ko": Words("한국어", "Korean"), "en": Words("영어", "English")}
RECEIVED = Words("신청을 접수했습니다. 담당자가 근무 시간에 확인합니다.", "We have your request. An officer will check it.")

NAME = answers.text(
    Words("성명", "Name"), Words("주민등록에 적힌 이름", "As it is in the register"), length_max=60, printed=True, autofill="name"
)
BIRTH = answers.day(
    Words("생년월일", "Date of birth"), Words("주민등록에 적힌 날", "As it is in the register"), latest="today", autofill="bday"
)
ADDRESS = answers.text(
    Words("주소", "Address"),
    Words("지금 등록된 주소", "Where you are registered now"),
    length_min=5,
    length_max=200,
    printed=True,
    autofill="address-line1",
)
PURPOSE = answers.choice(Words("용도", "Purpose"), Words("어디에 내시나요?", "Where will you use it?"), PURPOSES)
HISTORY = answers.yes_no(
    Words("과거 주소 포함", "Past addresses"), Words("이사한 기록도 함께 넣어요", "Adds where you lived before")
)
LANGUAGE = answers.choice(Words("문서 언어", "Language"), Words("문서에 쓸 언어", "The language of the document"), LANGUAGES)
PAPERS = answers.files(
    Words("첨부 서류", "Papers"),
    Words("요청받은 서류가 있으면 사진이나 PDF로 올려 주세요", "Photos or PDF files of papers, where you were asked for them"),
    most=5,
)
PAST = answers.text(
    Words("과거 주소", "Past addresses"),
    Words("과거 주소를 신청했을 때만, 한 줄에 하나씩", "Only where they were asked for, one a line"),
    length_max=2000,
    lines=True,
    printed=True,
)


class Request(Form):
    name: Annotated[str, NAME]
    birth_date: Annotated[date, BIRTH]
    address: Annotated[str, ADDRESS]
    purpose: Annotated[str, PURPOSE]
    history: Annotated[bool, HISTORY] = False
    language: Annotated[Language, LANGUAGE] = "ko"
    papers: Annotated[tuple[str, ...], PAPERS] = ()


class Approval(Form):
    """What the officer adds to grant the copy."""

    past_addresses: Annotated[str, PAST] = ""


GRANT = Act(id="grant", title=Words("발급", "Issue"), form=Approval)


class ResidentRegisterCopy(Backend):
    """Checked by an officer within three working hours."""

    manifest: ClassVar[Manifest] = Manifest(
        id="resident-register-copy",
        title=Words("주민등록표 초본 발급", "Copy of the Resident Register"),
        hint=Words("서류를 신청하고 이 자리에서 받아요", "Ask for the document and receive it here"),
        kind="form",
        version="1.0.0",
        acts=(GRANT, acts.SUPPLEMENT, acts.EXTEND, acts.REFUSE),
        legal_term_hours=3,
    )
    form: ClassVar[type[Form] | None] = Request

    async def handle(self, case: CaseSnapshot, event: events.AnyEvent, /) -> list[steps.AnyStep]:
        match event:
            case events.Opened():
                return [steps.AskForm()]
            case events.Submitted():
                return [steps.Say(words=RECEIVED), self._wait()]
            case events.OfficerActed():
                return self._acted(case, event)
            case _:
                return []

    def _wait(self) -> steps.WaitForOfficer:
        return steps.WaitForOfficer(acts=[act.id for act in self.manifest.acts])

    def _acted(self, case: CaseSnapshot, event: events.OfficerActed) -> list[steps.AnyStep]:
        match event.act:
            case "grant":
                return [document(case, Approval.read(event.fields)), steps.Close(outcome="granted")]
            case "supplement":
                return [steps.AskSupplement(missing=acts.Supplement.read(event.fields).missing)]
            case "extend":
                extension = acts.Extension.read(event.fields)
                return [steps.Extend(reason=extension.reason, hours=extension.hours), self._wait()]
            case "refuse":
                refusal = acts.Refusal.read(event.fields)
                return [steps.Refuse(reason=refusal.reason, remedy=refusal.remedy)]
            case _:
                return []


def document(case: CaseSnapshot, approval: Approval) -> steps.IssueDocument:
    """Return the copy, from the checked form. Raises `FormInvalid` when past addresses were asked for and none are given."""
    request = Request.read(case.fields)
    if request.history and not approval.past_addresses:
        raise FormInvalid({"past_addresses": "missing"})
    rows = [
        steps.Row(Words("성명", "Name"), request.name),
        steps.Row(Words("생년월일", "Date of birth"), request.birth_date.isoformat()),
        steps.Row(Words("주소", "Address"), request.address),
        steps.Row(Words("용도", "Purpose"), say_in(PURPOSES[request.purpose], request.language)),
    ]
    if request.history:
        rows.append(steps.Row(Words("과거 주소", "Past addresses"), approval.past_addresses))
    return steps.IssueDocument(
        template="certificate",
        title=Words("주민등록표 초본", "Copy of the Resident Register"),
        holder=request.name,
        rows=rows,
        statement=Words(
            "이 초본은 주민등록표의 내용과 같음을 증명합니다.", "We certify that this copy agrees with the resident register."
        ),
        lang=request.language,
        valid_days=90,
    )
