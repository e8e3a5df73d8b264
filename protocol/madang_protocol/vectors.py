"""Golden messages: one of every kind with its bytes, read by pytest and by the clients' tests.

`python -m madang_protocol.vectors` writes `protocol/vectors/messages.json`; `--check` says whether it is stale (exit 1).
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from madang_protocol import codec, commands, messages, parts, report_parts
from madang_protocol.codes import NoticeCode, Rejection
from madang_protocol.motion import CHANGED, CHANGES, ENTERED, GUIDED, RECORD, WHOLE, pack_section

FILE = Path(__file__).parent.parent / "vectors" / "messages.json"
_ID = "req-00000001"
_NOON = 1_800_000_000

_words = messages.Words(ko="상담", en="Consultation")
_ticket = messages.TicketView(
    id="t1", number="상담 12", service="consultation", state="called", place=1, low_s=60, high_s=300, booth="booth-1", calls=1
)
_entry = messages.Entry(n=1, at=_NOON, by="citizen", name="푸른 소나무", text="안녕하세요")
_party = parts.PartyView(
    id="p1", role="interpreter", state="joined", fields=["name"], writes=True, invited=_NOON, name="솔", looked=_NOON, looks=2
)
_motion = pack_section(7, CHANGES, RECORD.pack(3, 1_000, 2_000, 1 | CHANGED << 4, 9, 1)) + pack_section(
    8, WHOLE, RECORD.pack(4, 65_535, 0, 8 | ENTERED << 4 | GUIDED, 255, 0)
)

COMMANDS: list[commands.AnyCommand] = [
    commands.Hello(versions=[1], lang="ko", name="푸른 소나무", look="halmoni", features=["plain"]),
    commands.Hello(versions=[1, 2], lang="en", token="a" * 32, session="s1", seen=41, place="plaza", entry="gate"),
    commands.Hello(versions=[1], lang="ko", session="s1", seen=41, seat="b" * 22, features=["see_other"]),
    commands.Move(n=255, h=8, k=20),
    commands.Move(n=0, h=0),
    commands.Go(id=_ID, n=1, kind="counter", name="consult-1"),
    commands.Go(id=_ID, n=2, kind="point", x=1_000, y=2_000),
    commands.Say(id=_ID, to="near", text="안녕하세요 👋"),
    commands.Profile(id=_ID, name="Green Pine"),
    commands.TicketTake(id=_ID, service="consultation", ground="age_80"),
    commands.TicketTake(id=_ID, service="consultation", people=4),
    commands.TicketAnswer(id=_ID, ticket="t1"),
    commands.TicketDefer(id=_ID, ticket="t1"),
    commands.TicketLeave(id=_ID, ticket="t1"),
    commands.TicketUndo(id=_ID, ticket="t1"),
    commands.TicketLater(id=_ID, ticket="t1", minutes=15),
    commands.TicketPrefer(id=_ID, ticket="t1", counter="consult-1"),
    commands.CaseOpen(id=_ID, service="resident-register-copy"),
    commands.CaseDraft(id=_ID, case="c1", fields={"name": "홍길동", "copies": 2, "history": True}, rev=3),
    commands.CaseSubmit(id=_ID, case="c1", fields={"name": "홍길동"}),
    commands.CaseSay(id=_ID, case="c1", text="네"),
    commands.CaseWithdraw(id=_ID, case="c1"),
    commands.CaseAct(id=_ID, case="c1", act="grant"),
    commands.DeskOpen(id=_ID, counter="consult-1"),
    commands.DeskPause(id=_ID, reason="meeting"),
    commands.DeskResume(id=_ID),
    commands.DeskClose(id=_ID),
    commands.DeskCall(id=_ID),
    commands.DeskRecall(id=_ID),
    commands.DeskServe(id=_ID),
    commands.DeskMissed(id=_ID),
    commands.DeskUndo(id=_ID, ticket="t1"),
    commands.DeskFurther(id=_ID, service="echo"),
    commands.DeskHold(id=_ID),
    commands.DeskTransfer(id=_ID, service="echo", to="front"),
    commands.DeskFinish(id=_ID, outcome="answered", note="다음 주에 오세요"),
    commands.CaseObject(id=_ID, case="c1", text="주소는 맞습니다. 다시 살펴 주세요."),
    commands.CaseNote(id=_ID, case="c1", text="서류를 한 번 더 대조할 것"),
    commands.CaseHandOver(id=_ID, case="c1", to="이다른", note="휴가 동안 부탁드립니다"),
    commands.CaseLook(id=_ID, case="c1"),
    commands.PartyEnd(id=_ID, case="c1", party="p1"),
    commands.AnnouncementPost(id=_ID, kind="outage", until=_NOON, ko="전산 점검 중입니다", en="Our systems are being serviced"),
    commands.AnnouncementChange(
        id=_ID, announcement="a1", kind="line_closed", until=_NOON, since=_NOON - 60, service="echo", ko="마감"
    ),
    commands.AnnouncementWithdraw(id=_ID, announcement="a1"),
    commands.AppointmentBook(id=_ID, service="consultation", at=_NOON),
    commands.AppointmentMove(id=_ID, appointment="a1", at=_NOON),
    commands.AppointmentCancel(id=_ID, appointment="a1"),
    commands.AppointmentCheckIn(id=_ID, appointment="a1"),
    commands.DeskWarn(id=_ID, reason="abuse"),
    commands.DeskEndTalk(id=_ID, reason="threat"),
    commands.DeskAlarm(id=_ID),
    commands.AlarmAccept(id=_ID, alarm="a1"),
    commands.AlarmClose(id=_ID, alarm="a1"),
    commands.BellRing(id=_ID, service="consultation"),
    commands.BellStop(id=_ID, bell="b1"),
    commands.BellAnswer(id=_ID, bell="b1"),
    commands.InquiryLeave(id=_ID, service="consultation", text="언제 여나요?", phone="02-123-4567", consent=True),
    commands.InquiryChange(id=_ID, inquiry="q1", text="토요일에도 여나요?"),
    commands.InquiryCancel(id=_ID, inquiry="q1"),
    commands.InquiryTake(id=_ID, inquiry="q1"),
    commands.InquiryAnswer(id=_ID, inquiry="q1", text="네."),
    commands.InquiryCalled(id=_ID, inquiry="q1", reached=False),
    commands.ReportMake(id=_ID, visitor="v1", reason="insult", text="모두에게 욕을 합니다."),
    commands.ReportDecide(id=_ID, report="r1", decision="barred", term="day", reason="insult"),
    commands.ReportLift(id=_ID, report="r1"),
    commands.Ack(s=16),
    commands.Ping(c=4_294_967_295),
    commands.Bye(),
]

MESSAGES: list[messages.AnyMessage] = [
    messages.Welcome(
        version=1, session="s1", resumed=False, visitor="v1", name="푸른 소나무", look="halmoni", lang="ko", role="citizen",
        tick=4_000_000_000, tick_ms=50, back_ms=3_000, token="a" * 32,
    ),
    messages.Room(
        room="city_hall-1", place="city_hall", title=messages.Words(ko="시청", en="City hall"), slot=3, x=1_000, y=2_000,
        map="/places/city_hall/place.tmj", cell=5_120, capacity=200, publish=2,
    ),
    messages.Said(a=3, id="v1", name="푸른 소나무", scope="near", text="안녕하세요", at=_NOON),
    messages.Done(id=_ID, ref="t1"),
    messages.Rejected(id=_ID, code=Rejection.FORM_INVALID, fields={"name": "missing"}),
    messages.Tickets(tickets=[_ticket], undo=[messages.Undoable(id="t2", number="E-007", service="echo", left_s=9)]),
    messages.Appointments(
        appointments=[
            messages.AppointmentView(
                id="a1", number="R-00001", key="7K3D-9QXP", service="consultation", at=_NOON, until=_NOON + 1200,
                check_in=_NOON - 900, kept_until=_NOON + 600,
            )
        ]
    ),
    messages.Bells(
        bells=[
            messages.BellView(
                id="b1", service="consultation", state="coming", rung=_NOON, ends=_NOON + 1800, mails=2, officer="한소라"
            )
        ]
    ),
    messages.LeftInquiry(
        inquiry=messages.InquiryView(
            id="q1", number="M-00001", key="7K3D-9QXP", service="consultation", state="answered", created=_NOON, since=_NOON,
            kept_until=_NOON, text="언제 여나요?", answer="9시에요.", officer="한소라"
        )
    ),
    messages.Reports(
        reports=[report_parts.ReportView(id="r1", name="솔", reason="insult", at=_NOON, lines=2, answer="acted")],
        bar=report_parts.BarView(reason="other", since=_NOON, until=_NOON),
    ),
    messages.Called(ticket=_ticket, title=_words, again=True),
    messages.Case(
        case=messages.CaseView(
            id="c1", number="2026-000001", service="consultation", state="closed", rev=2, form={"type": "object"},
            fields={"name": "홍길동"}, entries=[_entry], outcome="answered", due=_NOON,
            documents=[messages.DocumentView(number="M-1", title=_words, url="/api/documents/M-1.pdf", issued=_NOON)],
            attachments=[
                messages.AttachmentView(
                    id="f1", field="papers", name="사진.jpg", kind="jpeg", size=81_920, url="/api/attachments/f1", at=_NOON
                )
            ],
            acts=[messages.Act(id="grant", title=_words)],
            objection=messages.ObjectionView(state="filed", at=_NOON, due=_NOON + 86_400),
            notes=[messages.Note(n=1, at=_NOON, name="이다른", text="대조함")], colleagues=["이다른"],
        )
    ),
    messages.Case(
        case=messages.CaseView(
            id="c1", number="2026-000001", service="echo", state="received", parties=[_party],
            helping=parts.Helping(party="p1", role="interpreter", name="솔", writes=True, hidden=2, until=_NOON, opened=True),
        )
    ),
    messages.CaseEntry(case="c1", entry=_entry),
    messages.CaseGone(case="c1"),
    messages.Desk(
        counter="consult-1", state="serving", ticket=_ticket, citizen="푸른 소나무",
        outcomes=[messages.Outcome(id="solved", title=_words)], talk_minutes=15, warned="abuse", may_end=True,
    ),
    messages.Notice(code=NoticeCode.ROOM_FULL, about={"place": "plaza"}),
    messages.TickFrame(n=4_000_000_000, d=_motion, v=7),
    messages.Delayed(code=Rejection.STORAGE, retry_ms=480),
    messages.SeeOther(path="/n/seoul-2/o/jongno/ws", seat="b" * 22),
    messages.SeeOther(path="/n/Seoul-2/rooms", seat="b" * 22, host="seoul-2.madang.example.org:8443"),
    messages.Pong(c=12, n=9, ms=49),
    messages.Roster(
        room="city_hall-1", whole=True, count=1, join=[messages.Person(a=3, id="v1", name="푸른 소나무", look="halmoni")]
    ),
    messages.Office(
        services=[messages.ServiceLine(id="consultation", title=_words, waiting=3, desks=1, low_s=60, high_s=600)],
        counters=[
            messages.CounterView(
                id="consult-1", place="city_hall", title=_words, services=["consultation"], state="open", officer="김민지"
            )
        ],
        announcements=[
            messages.Announcement(id="a1", kind="holiday", since=_NOON, until=_NOON + 60, ko="쉽니다", service="echo")
        ],
    ),
    messages.Queue(
        tickets=[
            messages.QueueTicket(
                id="t1", number="상담 12", service="consultation", name="푸른 소나무", state="waiting", since=_NOON
            )
        ],
        appointments=[
            messages.QueueAppointment(id="a1", number="R-00001", service="consultation", name="솔", at=_NOON)
        ],
        inquiries=[messages.QueueInquiry(id="q1", number="M-00001", service="consultation", name="솔", since=_NOON, call=True)],
        alarms=[messages.QueueAlarm(id="a1", counter="consult-1", officer="한소라", raised=_NOON, state="raised", here=2)],
        reports=2,
        bells=[messages.QueueBell(id="b1", service="consultation", name="솔", rung=_NOON, rings=2)],
        cases=[
            messages.QueueCase(id="c1", number="2026-000001", service="echo", name="솔", state="submitted", since=_NOON),
            messages.QueueCase(
                id="c2", number="2026-000002", service="echo", name="솔", state="refused", since=_NOON, objection=True
            ),
        ],
    ),
]  # fmt: skip


def vectors() -> dict[str, Any]:
    """The golden file: for each message its decoded value and its bytes in hex; `s` 7 numbers each reliable one."""
    return {
        "commands": [_row(codec.encode_command(command)) for command in COMMANDS],
        "messages": [_row(_frame(message)) for message in MESSAGES],
    }


def _frame(message: messages.AnyMessage) -> bytes:
    body = codec.encode(message)
    return codec.number(body, 7) if message.reliable else body


def _row(frame: bytes) -> dict[str, Any]:
    value = msgspec.msgpack.decode(frame)
    return {"value": msgspec.to_builtins(value), "hex": frame.hex()}


def main(arguments: list[str]) -> int:
    """Write the file, or with `--check` compare it. Returns the exit code."""
    text = json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n"
    if "--check" in arguments:
        stale = not FILE.exists() or FILE.read_text("utf-8") != text
        sys.stderr.write("stale: vectors/messages.json; run `make generate`\n" if stale else "")
        return int(stale)
    FILE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
