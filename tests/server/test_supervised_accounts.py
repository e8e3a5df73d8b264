"""A supervisor makes, changes, closes and opens accounts of the office, and nobody else does (SPEC S24, S25, A8)."""

import asyncio
import json

import pytest
from tests.server.office_site import PASSWORD, SERVICES, Site, request_id
from tests.server.test_audit_log import holds, rows

from madang_protocol import NoticeCode
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.account_changes import Post
from madang_server.accounts import Accounts, SignIn, SignInFault
from madang_server.environment import Environment
from madang_server.faults import Forbidden
from madang_server.office_app.reserved_names import looks_like
from madang_server.store import people
from madang_server.supervised_accounts import AccountFault, MadeAccount, SupervisedAccounts

ECHO = Post(services=("echo",), skills=("english",), supervisor=False)
SUPERVISES = Post(services=("echo",), skills=(), supervisor=True)
OTHER = "haeundae"  # another office of the same server


def of_office(site: Site, office: str = "main") -> SupervisedAccounts:
    """The accounts of an office, as its supervisors have them."""
    store, environment = site.store.of(office), Environment(now=site.clock.now, monotonic=site.clock.monotonic)
    return SupervisedAccounts(store, environment, site.accounts.at(store, environment), looks_like)


def accounts_of(site: Site, office: str) -> Accounts:
    return site.accounts.at(site.store.of(office), Environment(now=site.clock.now, monotonic=site.clock.monotonic))


async def supervisor(site: Site, name: str = "Supervisor Seo") -> str:
    return await site.sign_in(name, supervisor=True)


async def made(site: Site, token: str, name: str = "Officer Han", post: Post = ECHO) -> MadeAccount:
    outcome = await of_office(site).add(token, name, post, known=False)
    assert isinstance(outcome, MadeAccount), outcome
    return outcome


async def id_of(site: Site, token: str) -> str:
    return (await site.accounts.officer(token)).id


async def test_S24_a_supervisor_makes_an_account_whose_password_must_be_changed_first(site: Site) -> None:
    new = await made(site, await supervisor(site))
    assert new.password is not None
    assert await site.accounts.sign_in("Officer Han", new.password) == SignIn(token=None, must_change=True)
    signed = await site.accounts.sign_in("Officer Han", new.password, PASSWORD)
    assert isinstance(signed, SignIn)
    officer = await site.accounts.officer(signed.token or "")
    assert (officer.services, officer.skills, officer.supervisor) == (("echo",), ("english",), False)


async def test_S24_the_list_tells_what_each_does_and_when_they_signed_in_last(site: Site) -> None:
    token = await supervisor(site)
    new = await made(site, token)
    me, listed = await of_office(site).all(token)
    seen = {one.officer.name: one for one in listed}
    assert [one.officer.name for one in listed] == ["Officer Han", "Supervisor Seo"]
    assert (seen["Officer Han"].officer.id, seen["Officer Han"].officer.last_sign_in) == (new.id, None)
    assert (seen["Supervisor Seo"].officer.id, seen["Supervisor Seo"].officer.last_sign_in) == (me, site.clock.now())


@pytest.mark.parametrize("name", ["Supervisor Seo", "Supervisor  Seo ", "Supervis0r Seo"])
async def test_S24_a_name_that_is_taken_or_cannot_be_told_from_another_is_rejected(site: Site, name: str) -> None:
    token = await supervisor(site)
    outcome = await of_office(site).add(token, name, ECHO, known=False)
    assert outcome in {AccountFault.TAKEN, AccountFault.ALIKE}


async def test_S24_an_account_that_is_disabled_signs_in_no_more_and_its_visit_ends(site: Site) -> None:
    token, han = await supervisor(site), await site.sign_in("Officer Han")
    visitor = await site.office.arrive(c.Hello(versions=[1], officer=han))
    await site.done(visitor, c.DeskOpen(id=request_id(), counter="one"))
    mina = await site.citizen()
    await site.take(mina)
    await site.serve_next(visitor)
    assert await of_office(site).disable(token, await id_of(site, han)) is None
    await site.later(1)
    assert visitor.id in site.notifier.dismissed
    assert (site.tickets(mina)[0].state, site.service().desks) == ("waiting", 0)
    with pytest.raises(Forbidden):
        await site.accounts.officer(han)
    assert await site.accounts.sign_in("Officer Han", PASSWORD) is SignInFault.WRONG


async def test_S24_an_account_that_is_opened_again_has_the_password_that_it_had(site: Site) -> None:
    token, han = await supervisor(site), await site.sign_in("Officer Han")
    account = await id_of(site, han)
    await of_office(site).disable(token, account)
    assert await of_office(site).enable(token, account) is None
    assert isinstance(await site.accounts.sign_in("Officer Han", PASSWORD), SignIn)
    with pytest.raises(Forbidden):
        await site.accounts.officer(han)


async def test_S24_a_new_one_time_password_ends_the_sign_ins(site: Site) -> None:
    token, han = await supervisor(site), await site.sign_in("Officer Han")
    outcome = await of_office(site).renew(token, await id_of(site, han))
    assert isinstance(outcome, MadeAccount)
    assert await site.accounts.sign_in("Officer Han", outcome.password or "") == SignIn(token=None, must_change=True)
    with pytest.raises(Forbidden):
        await site.accounts.officer(han)


async def test_S24_other_services_or_rights_end_the_sign_ins_and_other_languages_do_not(site: Site) -> None:
    token, han = await supervisor(site), await site.sign_in("Officer Han", ["echo"])
    account = await id_of(site, han)
    skilled = Post(services=("echo",), skills=("sign-language",), supervisor=False)
    assert await of_office(site).change_post(token, account, skilled) is None
    assert (await site.accounts.officer(han)).skills == ("sign-language",)
    assert await of_office(site).change_post(token, account, SUPERVISES) is None
    with pytest.raises(Forbidden):
        await site.accounts.officer(han)


ACTS = ("renew", "disable", "enable", "take-post")


@pytest.mark.parametrize("act", ACTS)
async def test_S25_nobody_closes_or_takes_away_their_own_account(site: Site, act: str) -> None:
    token = await supervisor(site)
    own = await id_of(site, token)
    assert await of_office(site).act(act, token, own) is AccountFault.OWN  # type: ignore[arg-type]
    assert (await site.accounts.officer(token)).supervisor


async def test_S25_nobody_takes_their_own_role_away(site: Site) -> None:
    token = await supervisor(site)
    assert await of_office(site).change_post(token, await id_of(site, token), ECHO) is AccountFault.OWN
    assert (await site.accounts.officer(token)).supervisor


async def test_S25_two_supervisors_who_take_each_others_role_leave_one(site: Site) -> None:
    seo, lim = await supervisor(site), await supervisor(site, "Director Lim")
    ids = await id_of(site, seo), await id_of(site, lim)
    each = (of_office(site).change_post(seo, ids[1], ECHO), of_office(site).disable(lim, ids[0]))
    outcomes = await asyncio.gather(*each, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Forbidden", "NoneType"]
    left = [one for one in await site.accounts.all() if one.supervisor and not one.disabled]
    assert len(left) == 1


@pytest.mark.parametrize("act", ACTS)
async def test_S25_who_does_not_supervise_the_office_changes_nothing(site: Site, act: str) -> None:
    officer, target = await site.sign_in("Officer Han"), await site.sign_in("Officer Lee")
    account, before = await id_of(site, target), await site.accounts.all()
    for token in (officer, "f" * 43, ""):
        with pytest.raises(Forbidden):
            await of_office(site).act(act, token, account)  # type: ignore[arg-type]
        with pytest.raises(Forbidden):
            await of_office(site).change_post(token, account, SUPERVISES)
        with pytest.raises(Forbidden):
            await of_office(site).add(token, "Officer Kang", SUPERVISES, known=False)
        with pytest.raises(Forbidden):
            await of_office(site).all(token)
    assert await site.accounts.all() == before


async def test_S25_a_supervisor_of_another_office_has_no_say_here(site: Site) -> None:
    account = await id_of(site, await site.sign_in("Officer Lee"))
    there = accounts_of(site, OTHER)
    password = await there.add("Director Lim", services=SERVICES, skills=[], supervisor=True)
    signed = await there.sign_in("Director Lim", password, PASSWORD)
    assert isinstance(signed, SignIn)
    with pytest.raises(Forbidden):
        await of_office(site).disable(signed.token or "", account)
    assert await of_office(site, OTHER).disable(signed.token or "", account) is AccountFault.UNKNOWN


async def test_S25_an_account_that_works_where_one_has_no_say_is_not_closed_but_works_here_no_more(site: Site) -> None:
    token, han = await supervisor(site), await site.sign_in("Officer Han")
    account = await id_of(site, han)
    await accounts_of(site, OTHER).give_post("Officer Han", services=["echo"], skills=[], supervisor=True)
    for act in ("renew", "disable", "enable"):
        assert await of_office(site).act(act, token, account) is AccountFault.APART  # type: ignore[arg-type]
    assert await of_office(site).take_post(token, account) is None
    with pytest.raises(Forbidden):
        await site.accounts.officer(han)
    assert (await accounts_of(site, OTHER).officer(han)).supervisor


async def test_S24_an_account_of_another_office_works_here_too_when_it_is_asked_for(site: Site) -> None:
    token = await supervisor(site)
    await accounts_of(site, OTHER).add("Officer Han", services=["echo"], skills=[])
    assert await of_office(site).add(token, "Officer Han", ECHO, known=False) is AccountFault.ELSEWHERE
    assert await of_office(site).add(token, "Officer Nobody", ECHO, known=True) is AccountFault.UNKNOWN
    given = await of_office(site).add(token, "Officer Han", ECHO, known=True)
    assert isinstance(given, MadeAccount)
    assert given.password is None
    async with site.store.read() as sql:
        assert await people.offices_of(sql, given.id) == [OTHER, "main"]


async def test_A8_what_a_supervisor_does_with_accounts_is_told_with_who_did_it(site: Site) -> None:
    token = await supervisor(site)
    me, new = await id_of(site, token), await made(site, token)
    await of_office(site).change_post(token, new.id, SUPERVISES)
    for act in ("renew", "disable", "enable", "take-post"):
        await of_office(site).act(act, token, new.id)  # type: ignore[arg-type]
    told = await rows(site, subject=f"account:{new.id}")
    assert [row.kind for row in told] == [
        "account-added", "post-given", "account-renewed", "account-disabled", "account-enabled", "post-taken",
    ]  # fmt: skip
    assert {row.actor for row in told} == {f"officer:{me}"}
    assert json.loads(told[1].details) == {"services": ["echo"], "supervisor": True}
    assert "Han" not in str(told)
    assert await holds(site)


async def test_A8_what_is_rejected_is_not_told(site: Site) -> None:
    token = await supervisor(site)
    before = await rows(site)
    await of_office(site).disable(token, await id_of(site, token))
    await of_office(site).renew(token, "nobody")
    assert await rows(site) == before


async def test_S17_a_citizen_with_the_name_of_a_new_officer_is_called_otherwise(site: Site) -> None:
    citizen = await site.citizen("Kim Hana")
    await made(site, await supervisor(site), "Kim Hana")
    await site.later(60)
    assert NoticeCode.NAME_CHANGED in [notice.code for notice in site.notifier.told(citizen, m.Notice)]
