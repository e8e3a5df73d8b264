"""A second factor: set up, asked for, good once, barred when guessed, lost and taken off (SPEC S28, S29, S32, A8)."""

import asyncio

import pytest
from sqlalchemy import select
from tests.server.office_site import PASSWORD, Site, quick_passwords
from tests.server.test_audit_log import holds, rows
from tests.server.test_supervised_accounts import OTHER, accounts_of, id_of, of_office, supervisor

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server import one_time_codes
from madang_server.account_changes import Post
from madang_server.accounts import Accounts, SignIn, SignInFault
from madang_server.environment import Environment
from madang_server.faults import Forbidden
from madang_server.own_account import NewFactor, OwnAccount, OwnFault
from madang_server.second_factors import BARRED_S, BARRED_S_MAX, RECOVERY_CODES, WRONG_AT_EASE, SecondFactors
from madang_server.store.tables import second_factors
from madang_server.supervised_accounts import AccountFault, SupervisedAccounts

NAME = "Officer Han"
KEY = "a key that is in the settings and not in the database"


def own(site: Site, accounts: Accounts | None = None) -> OwnAccount:
    environment = Environment(now=site.clock.now, monotonic=site.clock.monotonic)
    return OwnAccount(site.store, environment, accounts or site.accounts, "Madang")


def code_of(site: Site, secret: str, steps: int = 0) -> str:
    """What the app shows, so many steps of time from now."""
    return one_time_codes.code_at(one_time_codes.from_text(secret), one_time_codes.step_of(site.clock.now()) + steps)


async def set_up(site: Site, token: str, accounts: Accounts | None = None) -> tuple[str, list[str]]:
    """Set it up; return the secret and the recovery codes. The next code is that of the next step."""
    begun = await own(site, accounts).begin_factor(token, PASSWORD)
    assert isinstance(begun, NewFactor), begun
    codes = await own(site, accounts).confirm_factor(token, code_of(site, begun.secret))
    assert isinstance(codes, list), codes
    site.clock.instant += one_time_codes.STEP_S
    return begun.secret, codes


async def enter(site: Site, code: str | None = None, accounts: Accounts | None = None) -> SignIn | SignInFault:
    return await (accounts or site.accounts).sign_in(NAME, PASSWORD, code=code)


async def is_in(site: Site, code: str | None, accounts: Accounts | None = None) -> bool:
    entered = await enter(site, code, accounts)
    return isinstance(entered, SignIn) and entered.token is not None


async def test_S28_whoever_has_a_second_factor_is_asked_for_its_code(site: Site) -> None:
    secret, codes = await set_up(site, await site.sign_in(NAME))
    assert len(set(codes)) == RECOVERY_CODES
    assert await enter(site) == SignIn(token=None, must_change=False, needs_code=True)
    assert await enter(site, "000000") is SignInFault.WRONG_CODE
    assert await is_in(site, code_of(site, secret))


async def test_S28_nobody_is_asked_for_one_that_was_not_proven(site: Site) -> None:
    begun = await own(site).begin_factor(await site.sign_in(NAME), PASSWORD)
    assert isinstance(begun, NewFactor)
    assert await is_in(site, None)


async def test_S28_a_wrong_password_sets_nothing_up_and_a_wrong_code_proves_nothing(site: Site) -> None:
    token = await site.sign_in(NAME)
    assert await own(site).begin_factor(token, "a guess") is OwnFault.WRONG_PASSWORD
    assert await own(site).confirm_factor(token, "123456") is OwnFault.NONE
    await own(site).begin_factor(token, PASSWORD)
    assert await own(site).confirm_factor(token, "000000") is OwnFault.WRONG_CODE
    assert (await own(site).view(token)).factor is None


async def test_S28_a_code_is_good_once(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    code = code_of(site, secret)
    assert await is_in(site, code)
    assert await enter(site, code) is SignInFault.WRONG_CODE


async def test_S28_of_two_who_say_the_same_code_at_once_one_is_in(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    code = code_of(site, secret)
    came = await asyncio.gather(*(is_in(site, code) for _ in range(4)))
    assert sum(came) == 1


async def test_S28_the_code_with_which_it_was_set_up_is_used_up(site: Site) -> None:
    token = await site.sign_in(NAME)
    begun = await own(site).begin_factor(token, PASSWORD)
    assert isinstance(begun, NewFactor)
    code = code_of(site, begun.secret)
    await own(site).confirm_factor(token, code)
    assert await enter(site, code) is SignInFault.WRONG_CODE


async def test_S28_a_code_of_the_window_before_is_good_until_a_newer_one_was_used(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    site.clock.instant += 2 * one_time_codes.STEP_S
    before, now = code_of(site, secret, -1), code_of(site, secret)
    assert await enter(site, code_of(site, secret, -2)) is SignInFault.WRONG_CODE
    assert await is_in(site, now)
    assert await enter(site, before) is SignInFault.WRONG_CODE
    site.clock.instant += 2 * one_time_codes.STEP_S
    assert await is_in(site, code_of(site, secret, -1))


async def test_S28_a_recovery_code_is_good_once_however_it_is_written(site: Site) -> None:
    _, codes = await set_up(site, await site.sign_in(NAME))
    assert await is_in(site, codes[0].lower().replace("-", " "))
    assert await enter(site, codes[0]) is SignInFault.WRONG_CODE
    assert await is_in(site, codes[1])


async def test_S28_new_recovery_codes_take_the_place_of_the_old_ones(site: Site) -> None:
    token = await site.sign_in(NAME)
    _, codes = await set_up(site, token)
    token = (await site.accounts.sign_in(NAME, PASSWORD, code=codes[0])).token or ""  # type: ignore[union-attr]
    made = await own(site).renew_recovery(token, PASSWORD, codes[1])
    assert isinstance(made, list)
    assert await enter(site, codes[2]) is SignInFault.WRONG_CODE
    assert await is_in(site, made[0])


async def test_S29_who_guesses_codes_is_barred_for_longer_and_longer_also_with_the_right_one(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    for _ in range(WRONG_AT_EASE):
        assert await enter(site, "000000") is SignInFault.WRONG_CODE
    assert await enter(site, code_of(site, secret)) is SignInFault.CODES_BARRED
    site.clock.instant += BARRED_S + 1
    assert await enter(site, "000000") is SignInFault.WRONG_CODE
    site.clock.instant += BARRED_S + 1
    assert await enter(site, code_of(site, secret)) is SignInFault.CODES_BARRED
    site.clock.instant += BARRED_S_MAX
    assert await is_in(site, code_of(site, secret))
    assert await enter(site, "000000") is SignInFault.WRONG_CODE


async def test_S29_wrong_codes_count_over_all_offices_of_the_account(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    there = accounts_of(site, OTHER)
    await there.give_post(NAME, services=["echo"], skills=[])
    for number in range(WRONG_AT_EASE):
        await enter(site, "000000", (site.accounts, there)[number % 2])
    assert await enter(site, code_of(site, secret), there) is SignInFault.CODES_BARRED


async def test_S29_many_guesses_at_once_are_counted_one_after_the_other(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    guesses = await asyncio.gather(*(enter(site, f"{number:06d}") for number in range(12)))
    assert guesses.count(SignInFault.WRONG_CODE) == WRONG_AT_EASE
    assert guesses.count(SignInFault.CODES_BARRED) == 12 - WRONG_AT_EASE
    assert await enter(site, code_of(site, secret)) is SignInFault.CODES_BARRED


async def test_S28_sign_ins_that_were_begun_without_it_end(site: Site) -> None:
    elsewhere, token = await site.sign_in(NAME), ""
    entered = await enter(site)
    assert isinstance(entered, SignIn)
    token = entered.token or ""
    await set_up(site, token)
    assert (await site.accounts.officer(token)).name == NAME
    with pytest.raises(Forbidden):
        await site.accounts.officer(elsewhere)


async def test_S28_taking_it_off_needs_password_and_code(site: Site) -> None:
    token = await site.sign_in(NAME)
    secret, _ = await set_up(site, token)
    assert await own(site).end_factor(token, "a guess", code_of(site, secret)) is OwnFault.WRONG_PASSWORD
    assert await own(site).end_factor(token, PASSWORD, "000000") is OwnFault.WRONG_CODE
    assert await own(site).begin_factor(token, PASSWORD) is OwnFault.THERE
    assert await own(site).end_factor(token, PASSWORD, code_of(site, secret)) is None
    assert await is_in(site, None)


async def test_S28_a_supervisor_takes_a_lost_one_off_and_nobody_else_does(site: Site) -> None:
    seo, lee, token = await supervisor(site), await site.sign_in("Officer Lee"), await site.sign_in(NAME)
    await set_up(site, token)
    account = await id_of(site, token)
    with pytest.raises(Forbidden):
        await of_office(site).act("factor-off", lee, account)
    assert await of_office(site).act("factor-off", seo, await id_of(site, seo)) is AccountFault.OWN
    assert await of_office(site).act("factor-off", seo, account) is None
    assert await is_in(site, None)
    with pytest.raises(Forbidden):
        await site.accounts.officer(token)


async def test_S28_a_new_one_time_password_does_not_take_it_off(site: Site) -> None:
    secret, _ = await set_up(site, await site.sign_in(NAME))
    one_time = await site.accounts.renew(NAME)
    assert await site.accounts.sign_in(NAME, one_time, PASSWORD) == SignIn(token=None, must_change=False, needs_code=True)
    entered = await site.accounts.sign_in(NAME, one_time, PASSWORD, code=code_of(site, secret))
    assert isinstance(entered, SignIn)
    assert entered.token is not None


async def test_A8_what_is_done_to_a_second_factor_is_told_without_its_secret(site: Site) -> None:
    token = await site.sign_in(NAME)
    account = await id_of(site, token)
    secret, codes = await set_up(site, token)
    await is_in(site, codes[0])
    await site.accounts.end_factor(NAME)
    told = await rows(site, subject=f"account:{account}")
    kinds = [row.kind for row in told]
    assert kinds[-4:] == ["second-factor-on", "recovery-code-used", "sign-in", "second-factor-off"]
    assert not any(word in str(told) for word in (secret, codes[0], codes[1]))
    assert await holds(site)


async def test_S28_the_database_has_no_recovery_code_and_with_a_key_not_what_makes_codes(site: Site) -> None:
    keyed = Accounts(
        site.store,
        Environment(now=site.clock.now, monotonic=site.clock.monotonic),
        sign_in_hours=12,
        passwords=quick_passwords(),
        factors=SecondFactors(KEY),
    )
    secret, codes = await set_up(site, await site.sign_in(NAME), keyed)
    async with site.store.read() as sql:
        row = (await sql.execute(select(second_factors))).one()
    assert secret not in str(row)
    assert not any(code in str(row) for code in codes)
    assert await enter(site, code_of(site, row.secret), keyed) is SignInFault.WRONG_CODE
    assert await is_in(site, code_of(site, secret), keyed)
    await keyed.close()


async def test_S32_where_supervisors_need_one_they_have_no_powers_without_it(site: Site) -> None:
    site.accounts.factors = SecondFactors(of_supervisors=True)
    token = await supervisor(site)
    visitor = await site.office.arrive(c.Hello(versions=[1], officer=token))
    assert visitor.role == "officer"
    post = c.AnnouncementPost(id="request-1", kind="other", until=int(site.clock.now()) + 60, ko="안내")
    assert await site.code(visitor, post) is Rejection.NOT_ALLOWED
    accounts: SupervisedAccounts = of_office(site)
    for asked in (
        accounts.all(token),
        accounts.add(token, NAME, Post(services=("echo",), skills=(), supervisor=True), known=False),
    ):
        with pytest.raises(Forbidden):
            await asked
    with pytest.raises(Forbidden):
        await site.accounts.prove_supervisor(token)
    assert (await own(site).view(token)).needs_factor


async def test_S32_with_one_they_have_them(site: Site) -> None:
    site.accounts.factors = SecondFactors(of_supervisors=True)
    token = await supervisor(site)
    await set_up(site, token)
    assert (await site.office.arrive(c.Hello(versions=[1], officer=token))).role == "supervisor"
    assert (await of_office(site).all(token))[1] != []
    await site.accounts.prove_supervisor(token)
    assert not (await own(site).view(token)).needs_factor


async def taken_off(site: Site, token: str) -> None:
    """Set one up and take it off again, all by this sign-in."""
    secret, _ = await set_up(site, token)
    assert await own(site).end_factor(token, PASSWORD, code_of(site, secret)) is None


async def test_S32_a_supervisor_who_takes_it_off_is_signed_out(site: Site) -> None:
    site.accounts.factors = SecondFactors(of_supervisors=True)
    token = await supervisor(site)
    await taken_off(site, token)
    with pytest.raises(Forbidden):
        await site.accounts.officer(token)
    entered = await site.accounts.sign_in("Supervisor Seo", PASSWORD)
    assert (isinstance(entered, SignIn), getattr(entered, "needs_factor", None)) == (True, True)


async def test_S32_an_officer_who_takes_it_off_stays_signed_in(site: Site) -> None:
    site.accounts.factors = SecondFactors(of_supervisors=True)
    token = await site.sign_in(NAME)
    await taken_off(site, token)
    assert (await site.accounts.officer(token)).name == NAME
