"""What a citizen did not see on the page is mailed to them, by kind and number alone (SPEC S38)."""

from pathlib import Path

import pytest
from tests.server.mailed_citizens import MAIL, asked_link, confirmed, delivering, given, told, used
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.test_appointments import HOUR, NOON, booked
from tests.server.test_cases import FORM, act, submitted
from tests.server.test_inquiries import TEXT, answer, left, take
from tests.server.test_outbox import kept, waits

from madang_office.outbox import Way
from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app.citizen_news import SEEN_WITHIN_S
from madang_server.office_app.citizen_parcels import NEWS_A_DAY
from madang_server.office_app.citizen_words import NEWS_WORDS
from madang_server.store import pruning

OTHER = "jun@home.example"


async def test_S38_a_decision_that_was_not_seen_is_mailed_once_with_its_number_and_nothing_of_what_it_says(site: Site) -> None:
    async with delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        await confirmed(site, postman, mina)
        case = await submitted(site, mina)
        number = site.case(mina, case).number
        await site.office.left(mina.id)
        await act(site, han, case, "supplement", missing="The flat's number.")
        assert await told(site, postman, SEEN_WITHIN_S - 1) == []
        assert await told(site, postman, 2) == [f"Request {number}: the office asks you to add something"]
        assert await told(site, postman, HOUR) == [f"Request {number}: the office asks you to add something"]
    [parcel] = postman.taken
    said = parcel.subject + parcel.text + repr(parcel.headers)
    held_back = ("The flat's number.", "Officer Han", "Mina", "register", *list(FORM.values())[:3])
    assert [word for word in held_back if word in said] == []
    assert "http://office.example/\n" in parcel.text


async def test_S38_who_saw_it_on_the_page_gets_no_mail(site: Site) -> None:
    async with delivering(site) as postman:
        mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer(counter="papers")
        await confirmed(site, postman, mina)
        await confirmed(site, postman, jun, OTHER)
        here, away = await submitted(site, mina), await submitted(site, jun)
        await site.office.left(jun.id)
        site.clock.instant += 600
        await act(site, han, here, "grant")
        await act(site, han, away, "grant")
        site.clock.instant += 60
        await site.again(jun)
        await site.office.left(jun.id)
        assert await told(site, postman, SEEN_WITHIN_S + 1) == []
    assert {why for state, _, why in await kept(site) if state == "failed"} == {"seen"}


async def test_S38_an_answer_to_a_message_is_mailed_unless_the_page_has_shown_it(site: Site) -> None:
    async with delivering(site) as postman:
        mina, jun, han = await site.citizen(), await site.citizen("Jun"), await site.officer()
        await confirmed(site, postman, mina)
        await confirmed(site, postman, jun, OTHER)
        for citizen in (mina, jun):
            one = await left(site, citizen)
            await take(site, han, one)
            await site.done(han, answer(one))
        [notice] = site.notifier.told(jun, m.Notice)
        await site.office.notices_shown(jun.id, [notice.n or 0])
        assert await told(site, postman, SEEN_WITHIN_S + 1) == ["Message M-00001: it was answered"]
    assert (postman.taken[0].to, TEXT in postman.taken[0].text, "At nine." in postman.taken[0].text) == (MAIL, False, False)


async def test_S38_an_appointment_is_reminded_of_with_its_time(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        await booked(site, mina, NOON)
        await site.office.left(mina.id)
        await told(site, postman, NOON - site.clock.instant - 600)
        [subject] = await told(site, postman, SEEN_WITHIN_S + 1)
    assert subject.endswith("it is at 2026-01-02 12:00")


async def test_S38_who_is_away_when_their_turn_comes_is_told_at_once_and_says_no_more_than_is_so(site: Site) -> None:
    async with delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="one")
        await confirmed(site, postman, mina)
        await site.take(mina)
        await site.take(await site.citizen("Jun"))
        number = site.tickets(mina)[0].number
        await site.office.left(mina.id)
        await site.later(120)
        await site.done(han, c.DeskCall(id=request_id()))
        assert await told(site, postman) == [f"Number {number}: your turn came while you were away"]
    assert "Mail may come late." in postman.taken[0].text


async def test_S38_it_is_in_the_language_of_its_citizen(site: Site) -> None:
    async with delivering(site) as postman:
        bok = await site.office.arrive(c.Hello(versions=[1], name="복순", lang="ko"))
        await given(site, postman, bok)
    [parcel] = postman.taken
    assert (parcel.subject, "Confirm" in parcel.text) == ("[마당 열린민원실] 메일 주소 확인", False)


async def test_S38_at_most_ten_a_day(site: Site) -> None:
    async with delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        await confirmed(site, postman, mina)
        cases = [await submitted(site, mina) for _ in range(3)]
        await site.office.left(mina.id)
        for round_ in range(NEWS_A_DAY):
            site.clock.instant += SEEN_WITHIN_S + 1
            await site.done(han, c.CaseSay(id=request_id(), case=cases[round_ % 3], text="One more question."))
            await told(site, postman, SEEN_WITHIN_S + 1)
        await act(site, han, cases[0], "grant")
        assert len(await told(site, postman, SEEN_WITHIN_S + 1)) == NEWS_A_DAY
        site.clock.instant += pruning.DAY_S
        await act(site, han, cases[1], "grant")
        assert len(await told(site, postman, SEEN_WITHIN_S + 1)) == NEWS_A_DAY + 1


async def test_S38_the_same_is_not_written_twice_while_it_waits(site: Site) -> None:
    async with delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        await confirmed(site, postman, mina)
        case = await submitted(site, mina)
        await site.office.left(mina.id)
        for text in ("One.", "Two.", "Three."):
            await site.done(han, c.CaseSay(id=request_id(), case=case, text=text))
        assert [one.facts["code"] for one in waits(site).values()] == ["case_said"]


def test_S38_each_kind_of_news_has_words_and_is_a_notice_or_of_a_case() -> None:
    others = {"called", "case_said", "decided", "extended", "supplement_asked"}
    assert NEWS_WORDS.keys() - {code.value for code in NoticeCode} == others


async def test_S37_S38_S39_addresses_news_and_links_outlive_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site, delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        await confirmed(site, postman, mina)
        secret = await asked_link(site, postman)
        case = await submitted(site, mina)
        await site.office.left(mina.id)
        clock.instant += 1
        await act(site, han, case, "grant")
    clock.instant += SEEN_WITHIN_S + 1
    async with open_site(tmp_path, clock) as site, delivering(site) as postman:
        [subject] = await told(site, postman, 1)
        assert subject.endswith("it was decided")
        there = await used(site, secret)
        assert there is not None
        assert there.id == mina.id


@pytest.mark.parametrize("ways", [(), (Way.WEBHOOK,)])
async def test_S37_without_a_mail_server_nothing_is_written(tmp_path: Path, ways: tuple[Way, ...]) -> None:
    async with open_site(tmp_path) as site, delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
    async with open_site(tmp_path, ways=ways) as site:
        mina = await site.again(mina)
        han = await site.officer()
        one = await left(site, mina)
        await take(site, han, one)
        await site.done(han, answer(one))
        assert (site.office.citizen_mail.possible, waits(site)) == (False, {})
