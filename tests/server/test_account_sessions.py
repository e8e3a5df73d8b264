"""One's own password, and sign-ins on other devices, seen and ended (SPEC S26, S27, A8)."""

import pytest
from tests.server.office_site import PASSWORD, Site
from tests.server.test_audit_log import holds, rows
from tests.server.test_second_factors import NAME, own
from tests.server.test_supervised_accounts import OTHER, accounts_of, id_of

from madang_protocol import commands as c
from madang_server.accounts import SignIn, SignInFault
from madang_server.faults import Forbidden
from madang_server.own_account import OwnFault, session_id

NEW = "another long password"
PHONE = "phone/android/chrome"


async def again(site: Site, device: str | None = None) -> str:
    """The officer signs in on one more device."""
    entered = await site.accounts.sign_in(NAME, PASSWORD, device=device)
    assert isinstance(entered, SignIn)
    return entered.token or ""


async def is_good(site: Site, token: str) -> bool:
    try:
        await site.accounts.officer(token)
    except Forbidden:
        return False
    return True


async def test_S26_a_new_password_needs_the_old_one_and_ends_the_other_sign_ins(site: Site) -> None:
    other = await site.sign_in(NAME)
    mine = await again(site)
    assert await own(site).change_password(mine, "a guess", NEW) is OwnFault.WRONG_PASSWORD
    assert await own(site).change_password(mine, PASSWORD, NEW) is None
    assert (await is_good(site, mine), await is_good(site, other)) == (True, False)
    assert await site.accounts.sign_in(NAME, PASSWORD) is SignInFault.WRONG
    assert isinstance(await site.accounts.sign_in(NAME, NEW), SignIn)


@pytest.mark.parametrize("weak", ["short", PASSWORD, "x" * 201])
async def test_S26_a_weak_password_is_not_taken(site: Site, weak: str) -> None:
    mine = await site.sign_in(NAME)
    assert await own(site).change_password(mine, PASSWORD, weak) is OwnFault.WEAK_PASSWORD
    assert isinstance(await site.accounts.sign_in(NAME, PASSWORD), SignIn)


async def test_S27_sign_ins_are_listed_with_device_beginning_and_last_use(site: Site) -> None:
    first = await site.sign_in(NAME)
    began = site.clock.now()
    site.clock.instant += 600
    mine = await again(site, PHONE)
    await site.office.arrive(c.Hello(versions=[1], officer=mine))
    await site.later(61)
    seen = (await own(site).view(mine)).sessions
    assert [(one.device, one.own) for one in seen] == [(PHONE, True), ("unknown", False)]
    assert [round(one.began - began) for one in seen] == [600, 0]
    assert seen[0].seen is not None
    assert (round(seen[0].seen - began), seen[1].seen) == (661, None)
    assert not any(secret in str(seen) for secret in (first, mine))


async def test_S27_the_time_of_a_sign_in_is_that_on_the_wall(site: Site) -> None:
    account, mine = own(site), await site.sign_in(NAME)
    site.clock.jumped_s = 3_600
    assert round((await account.view(mine)).sessions[0].began - site.clock.now()) == 0


async def test_S27_one_sign_in_is_ended_and_the_visit_with_it(site: Site) -> None:
    lost = await site.sign_in(NAME)
    visitor = await site.office.arrive(c.Hello(versions=[1], officer=lost))
    mine = await again(site)
    ended = next(one.id for one in (await own(site).view(mine)).sessions if not one.own)
    assert await own(site).end_session(mine, ended) is None
    assert await own(site).end_session(mine, ended) is OwnFault.UNKNOWN
    await site.later(1)
    assert site.notifier.dismissed == [visitor.id]
    assert (await is_good(site, mine), await is_good(site, lost)) == (True, False)


async def test_S27_all_others_are_ended_at_once_in_every_office(site: Site) -> None:
    here = await site.sign_in(NAME)
    there = accounts_of(site, OTHER)
    await there.give_post(NAME, services=["echo"], skills=[])
    entered = await there.sign_in(NAME, PASSWORD)
    assert isinstance(entered, SignIn)
    await own(site).end_others(here)
    assert await is_good(site, here)
    with pytest.raises(Forbidden):
        await there.officer(entered.token or "")


async def test_S27_nobody_ends_the_sign_in_of_another(site: Site) -> None:
    han, lee = await site.sign_in(NAME), await site.sign_in("Officer Lee")
    of_han = (await own(site).view(han)).sessions[0].id
    assert await own(site).end_session(lee, of_han) is OwnFault.UNKNOWN
    assert await is_good(site, han)
    for nobody in ("", "f" * 43, of_han):
        with pytest.raises(Forbidden):
            await own(site).end_others(nobody)
    assert session_id("x") not in {"x", ""}


async def test_A8_a_new_password_and_ended_sign_ins_are_told(site: Site) -> None:
    mine = await site.sign_in(NAME)
    account = await id_of(site, mine)
    await again(site)
    await own(site).end_others(mine)
    await own(site).end_others(mine)
    await own(site).change_password(mine, PASSWORD, NEW, source="192.0.2.7")
    told = await rows(site, subject=f"account:{account}")
    assert [row.kind for row in told][-3:] == ["sign-in", "session-ended", "password-chosen"]
    assert "192.0.2.7" in told[-1].details
    assert await holds(site)
