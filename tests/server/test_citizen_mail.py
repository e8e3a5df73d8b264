"""A citizen gives a mail address, and comes back by a link that is sent there (SPEC S37, S39)."""

import asyncio
from typing import Any

from sqlalchemy import select
from tests.server.mailed_citizens import MAIL, asked_link, confirmed, delivering, given, secret_of, told, used
from tests.server.office_site import Site
from tests.server.test_cases import act, submitted
from tests.server.test_outbox import waits

from madang_office.rejected import Rejected
from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.office_app.citizen_mail import OwnMail
from madang_server.office_app.citizen_news import SEEN_WITHIN_S
from madang_server.office_app.citizen_parcels import LINK_GOOD_S, PROOF_GOOD_S
from madang_server.store import pruning, tables
from madang_server.store.citizen_address_rows import UNCONFIRMED_KEPT_S

OTHER = "jun@home.example"


async def own(site: Site, visitor: Visitor) -> OwnMail | None:
    return await site.office.citizen_mail.own(visitor.new_token or "")


async def rows(site: Site) -> int:
    async with site.store.read() as sql:
        return len((await sql.execute(select(tables.citizen_addresses))).all())


# the address ---------------------------------------------------------------------------------------------------------


async def test_S37_an_address_is_used_once_its_owner_pressed_the_link_that_came_there(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        secret = await given(site, postman, mina)
        assert await own(site, mina) == OwnMail(MAIL, confirmed=False)
        assert not await site.office.citizen_mail.confirm("guessed")
        assert await site.office.citizen_mail.confirm(secret)
        assert await own(site, mina) == OwnMail(MAIL, confirmed=True)
        assert not await site.office.citizen_mail.confirm(secret)
    [parcel] = postman.taken
    assert (parcel.to, parcel.subject) == (MAIL, "[Madang Open Office] Confirm your mail address")
    assert "Mina" not in parcel.text


async def test_S37_the_link_is_good_for_an_hour(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        secret = await given(site, postman, mina)
        site.clock.instant += PROOF_GOOD_S + 1
        assert not await site.office.citizen_mail.confirm(secret)


async def test_S37_nothing_but_the_question_goes_to_an_address_that_nobody_confirmed(site: Site) -> None:
    async with delivering(site) as postman:
        mina, han = await site.citizen(), await site.officer(counter="papers")
        await given(site, postman, mina)
        case = await submitted(site, mina)
        await site.office.left(mina.id)
        await act(site, han, case, "grant")
        site.office.citizen_mail.ask_link(MAIL)
        assert await told(site, postman, SEEN_WITHIN_S + 1) == ["Confirm your mail address"]


async def test_S37_another_address_takes_its_place_and_is_confirmed_anew(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        old = await given(site, postman, mina, OTHER)
        assert await own(site, mina) == OwnMail(OTHER, confirmed=False)
        new = await given(site, postman, mina, MAIL)
        assert not await site.office.citizen_mail.confirm(old)
        assert await site.office.citizen_mail.confirm(new)
    assert await rows(site) == 1


async def test_S37_an_address_that_is_replaced_while_its_mail_waits_gets_none(site: Site) -> None:
    mina, mail = await site.citizen(), site.office.citizen_mail
    for address in (OTHER, MAIL):
        await mail.give(mina.new_token or "", address)
    async with delivering(site) as postman:
        await told(site, postman)
    assert [parcel.to for parcel in postman.taken] == [MAIL]
    assert await mail.confirm(secret_of(postman.taken[0]))


async def test_S37_the_same_address_again_is_asked_once_more_and_one_that_is_confirmed_stays_so(site: Site) -> None:
    async with delivering(site) as postman:
        mina, mail = await site.citizen(), site.office.citizen_mail
        first, second = await given(site, postman, mina), await given(site, postman, mina)
        assert [await mail.confirm(secret) for secret in (first, second)] == [False, True]
        assert postman.taken[0].headers == postman.taken[1].headers
        await mail.give(mina.new_token or "", MAIL)
        assert (await own(site, mina), waits(site)) == (OwnMail(MAIL, confirmed=True), {})


async def test_S37_it_is_removed_at_once_and_by_the_link_in_every_mail(site: Site) -> None:
    async with delivering(site) as postman:
        mina, jun = await site.citizen(), await site.citizen("Jun")
        await confirmed(site, postman, mina)
        await given(site, postman, jun, OTHER)
        [parcel] = postman.taken
        key = parcel.headers["List-Unsubscribe"].partition("?key=")[2].rstrip(">")
        await site.office.citizen_mail.stop("guessed")
        assert await rows(site) == 2
        await site.office.citizen_mail.stop(key)
        assert await own(site, jun) == OwnMail(None, confirmed=False)
        await site.office.citizen_mail.remove(mina.new_token or "")
        assert await own(site, mina) == OwnMail(None, confirmed=False)
        assert site.office._context.state.contact.citizens == {}
    assert (parcel.headers["List-Unsubscribe-Post"], f"?key={key}" in parcel.text) == ("List-Unsubscribe=One-Click", True)


async def test_S37_nobodys_token_gives_and_removes_nothing(site: Site) -> None:
    mail = site.office.citizen_mail
    for token in ("", "unknown", await site.sign_in("Officer Han")):
        assert await mail.own(token) is None
        assert isinstance(await mail.give(token, MAIL), Rejected)
        assert isinstance(await mail.remove(token), Rejected)


async def test_S37_an_address_that_nobody_confirmed_goes_within_a_day_and_the_others_with_their_citizen(site: Site) -> None:
    async with delivering(site) as postman:
        mina, jun = await site.citizen(), await site.citizen("Jun")
        await confirmed(site, postman, mina)
        await given(site, postman, jun, OTHER)
    await site.later(UNCONFIRMED_KEPT_S + 1)
    assert (await own(site, mina), await own(site, jun)) == (OwnMail(MAIL, confirmed=True), OwnMail(None, confirmed=False))
    await site.office.left(mina.id)
    site.clock.instant += pruning.STRANGERS_KEPT_S
    for _ in range(6):
        await site.office.tick()
    assert await rows(site) == 0


async def test_S35_S36_it_is_told_to_its_owner_and_forgotten_with_them(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        secret = await asked_link(site, postman)
        everything = await site.office.own_data.told(mina.new_token or "") or {}
        [row] = everything["citizen_addresses"]
        assert (row["mail"], row["confirmed"], row.keys() & {"key", "proof_hash", "link_hash"}) == (
            MAIL, "2026-01-02T10:00:00+09:00", set(),
        )  # fmt: skip
        assert sorted(sent["kind"] for sent in everything["outbox"]) == ["citizen.confirm", "citizen.link"]
        await site.office.own_data.forget(mina.new_token or "")
        assert await used(site, secret) is None
    assert (await rows(site), site.office._context.state.contact.citizens) == (0, {})


async def test_S37_no_secret_of_a_mail_is_in_the_database(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        secrets = [await given(site, postman, mina)]
        await site.office.citizen_mail.confirm(secrets[0])
        secrets.append(await asked_link(site, postman))
    async with site.store.read() as sql:
        found = [await sql.execute(select(table)) for table in (tables.citizen_addresses, tables.outbox, tables.acts)]
        written = repr([row for rows in found for row in rows])
    assert [secret in written for secret in secrets] == [False, False]


# the link ------------------------------------------------------------------------------------------------------------


async def test_S39_a_link_lets_another_device_in_once(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        ticket = await site.take(mina)
        secret = await asked_link(site, postman)
        came = await asyncio.gather(used(site, secret), used(site, secret), used(site, "guessed"))
    there = [visitor for visitor in came if visitor is not None]
    assert [(visitor.id, visitor.new_token) for visitor in there] == [(mina.id, None)]
    assert [one.id for one in site.tickets(mina)] == [ticket]
    counted = await site.office.recovery.kept(mina.new_token or "")
    assert (counted.since, counted.devices) == (None, 1) if counted else None


async def test_S39_the_link_is_good_for_a_quarter_of_an_hour_and_only_the_newest(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        first = await asked_link(site, postman)
        second = await asked_link(site, postman)
        assert await used(site, first) is None
        site.clock.instant += LINK_GOOD_S + 1
        assert await used(site, second) is None


async def test_S39_devices_that_came_by_a_link_are_taken_back_and_so_is_one_that_is_under_way(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        token = await site.office.citizen_mail.use(await asked_link(site, postman))
        pending = await asked_link(site, postman)
        assert await site.office.recovery.revoke(mina.new_token or "")
        assert await used(site, pending) is None
        assert (await site.office.arrive(c.Hello(versions=[1], token=token))).id != mina.id
        assert await own(site, mina) == OwnMail(None, confirmed=False)  # a removed device would come back by it


async def test_S39_each_citizen_of_an_address_gets_a_link_of_their_own(site: Site) -> None:
    async with delivering(site) as postman:
        mina, jun = await site.citizen(), await site.citizen("Jun")
        await confirmed(site, postman, mina)
        await confirmed(site, postman, jun)
        site.office.citizen_mail.ask_link(MAIL)
        await told(site, postman, 1)
    assert [parcel.to for parcel in postman.taken] == [MAIL, MAIL]
    assert {one.recipient for one in await recipients(site)} == {mina.id, jun.id}


async def recipients(site: Site) -> list[Any]:
    async with site.store.read() as sql:
        found = await sql.execute(select(tables.outbox).where(tables.outbox.c.kind == "citizen.link"))
        return list(found)


async def test_S39_an_unknown_address_gets_nothing_and_the_answer_is_the_same(site: Site) -> None:
    async with delivering(site) as postman:
        mina = await site.citizen()
        await confirmed(site, postman, mina)
        assert [site.office.citizen_mail.ask_link(mail) for mail in (MAIL, OTHER)] == [True, True]
        assert waits(site) == {}  # nothing was looked at yet
        await told(site, postman, 1)
    assert [parcel.to for parcel in postman.taken] == [MAIL]
