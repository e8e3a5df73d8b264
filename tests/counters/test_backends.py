"""The services that come with Madang, led through their cases; and the shipped suite on each of them."""

import pytest
from tests.counters.samples import NEW_YEAR, REQUEST, case

from madang_counters import CaseSnapshot, FormInvalid, Line
from madang_counters.backends.consultation import Consultation
from madang_counters.backends.echo import Echo
from madang_counters.backends.resident_register_copy import ResidentRegisterCopy
from madang_counters.conformance import BackendConformance
from madang_counters.events import Finished, OfficerActed, Opened, Submitted
from madang_counters.quality import Scale, grade
from madang_counters.steps import AskForm, AskSupplement, Close, Extend, IssueDocument, Refuse, Say, WaitForOfficer


class TestEcho(BackendConformance):
    backend = Echo


class TestConsultation(BackendConformance):
    backend = Consultation


class TestResidentRegisterCopy(BackendConformance):
    backend = ResidentRegisterCopy


async def acted(act, **fields):
    event = OfficerActed(at=NEW_YEAR, key="request-1", act=act, officer="김주무", fields=fields)
    return await ResidentRegisterCopy().handle(case(fields=REQUEST), event)


async def test_K1_a_copy_is_asked_for_checked_and_issued():
    copy = ResidentRegisterCopy()
    assert await copy.handle(case(), Opened(at=NEW_YEAR, key="request-1")) == [AskForm()]
    received, waiting = await copy.handle(case(), Submitted(at=NEW_YEAR, key="request-2", fields=REQUEST))
    assert isinstance(received, Say)
    assert waiting == WaitForOfficer(acts=["grant", "supplement", "extend", "refuse"])
    document, close = await acted("grant", past_addresses="마당시 나루구")
    assert close == Close(outcome="granted")
    assert [row.value for row in document.rows] == ["홍길동", "1990-05-17", REQUEST["address"], "금융기관 제출", "마당시 나루구"]
    assert (document.valid_days, document.lang) == (90, "ko")


async def test_past_addresses_are_left_out_when_nobody_asked_for_them():
    event = OfficerActed(at=NEW_YEAR, key="request-1", act="grant", officer="김주무", fields={"past_addresses": "비밀"})
    document, _ = await ResidentRegisterCopy().handle(case(fields={**REQUEST, "history": False}), event)
    assert "비밀" not in [row.value for row in document.rows]


@pytest.mark.parametrize("fields", [{}, {"past_addresses": " "}, {"past_addresses": None}])
async def test_past_addresses_that_were_asked_for_are_required_of_the_officer(fields):
    with pytest.raises(FormInvalid) as rejected:
        await acted("grant", **fields)
    assert rejected.value.fields == {"past_addresses": "missing"}


async def test_the_document_speaks_the_language_that_was_asked_for():
    filled = {"past_addresses": "1 Naru-ro"}
    event = OfficerActed(at=NEW_YEAR, key="request-1", act="grant", officer="김주무", fields=filled)
    document, _ = await ResidentRegisterCopy().handle(case(fields={**REQUEST, "language": "en"}), event)
    assert document.lang == "en"
    assert document.rows[3].value == "For a bank"


async def test_an_officer_may_refuse_ask_for_more_and_extend():
    assert await acted("refuse", reason="이유", remedy="이의신청") == [Refuse(reason="이유", remedy="이의신청")]
    assert await acted("supplement", missing="주소") == [AskSupplement(missing="주소")]
    extend, waiting = await acted("extend", reason="조회 지연", hours=8)
    assert extend == Extend(reason="조회 지연", hours=8)
    assert isinstance(waiting, WaitForOfficer)


async def test_a_consultation_ends_with_its_record():
    lines = [Line(NEW_YEAR, "홍길동", "안녕하세요")]
    event = Finished(at=NEW_YEAR, key="request-1", outcome="solved", officer="김주무", note="안내 완료")
    record, close = await Consultation().handle(case(lines=lines), event)
    assert isinstance(record, IssueDocument)
    assert (record.template, record.lines, close) == ("record", lines, Close(outcome="solved"))
    assert [row.value for row in record.rows] == ["김주무", "해결됨", "안내 완료"]


async def test_echo_gives_the_sentence_back():
    said, close = await Echo().handle(case(), Submitted(at=NEW_YEAR, key="request-1", fields={"sentence": "안녕"}))
    assert (said.words.ko, said.words.en, close) == ("안녕", "안녕", Close(outcome="granted"))


@pytest.mark.parametrize(
    ("backend", "scale"), [(Echo, Scale.BRONZE), (Consultation, Scale.GOLD), (ResidentRegisterCopy, Scale.GOLD)]
)
async def test_the_quality_scale_tells_them_apart(backend, scale):
    assert (await grade(backend())).scale is scale


def test_a_case_needs_its_facts_by_name():
    with pytest.raises(TypeError):
        CaseSnapshot("c1", "1")  # type: ignore[call-arg]
