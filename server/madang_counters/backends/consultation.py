"""Consultation: an officer and a citizen talk; at the end the citizen gets a record of what was said."""

from typing import ClassVar

from madang_counters import Backend, CaseSnapshot, Manifest, Outcome, Words, events, say_in, steps

OUTCOMES = {
    "solved": Words("해결됨", "Solved"),
    "informed": Words("안내함", "Information given"),
    "forwarded": Words("담당 부서로 넘김", "Passed on to the department in charge"),
    "unsolved": Words("해결하지 못함", "Not solved"),
}
WELCOME = Words("안녕하세요. 무엇을 도와드릴까요?", "Hello. How can we help you?")


class Consultation(Backend):
    """A talk in a booth. Everything written there is in the record."""

    manifest: ClassVar[Manifest] = Manifest(
        id="consultation",
        title=Words("민원 상담", "Consultation"),
        hint=Words("담당자와 바로 이야기해요", "Talk to an officer"),
        kind="talk",
        version="1.0.0",
        outcomes=tuple(Outcome(id=outcome, title=title) for outcome, title in OUTCOMES.items()),
        legal_term_hours=56,
    )

    async def handle(self, case: CaseSnapshot, event: events.AnyEvent, /) -> list[steps.AnyStep]:
        match event:
            case events.Opened():
                return [steps.Say(words=WELCOME), steps.WaitForOfficer()]
            case events.Finished():
                return [record(case, event), steps.Close(outcome=event.outcome)]
            case _:
                return []


def record(case: CaseSnapshot, finished: events.Finished) -> steps.IssueDocument:
    """Return the record of a talk: its outcome, the officer's note, and every line."""
    rows = [
        steps.Row(Words("담당자", "Officer"), finished.officer),
        steps.Row(Words("결과", "Outcome"), say_in(OUTCOMES[finished.outcome], case.lang)),
        steps.Row(Words("담당자 의견", "Note"), finished.note or "-"),
    ]
    return steps.IssueDocument(
        template="record",
        title=Words("상담 기록", "Record of a Consultation"),
        holder=case.citizen,
        rows=rows,
        statement=Words("위와 같이 상담하였음을 알려 드립니다.", "This is what was said in the consultation."),
        lang=case.lang,
        lines=case.lines,
    )
