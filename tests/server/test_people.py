"""Who comes in, under which name, and who is turned away."""

import asyncio
import unicodedata
from pathlib import Path

import pytest
from tests.server.office_site import NEWCOMERS_PER_MINUTE, PASSWORD, Clock, Site, open_site, request_id

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_server.accounts import SignIn, SignInFault
from madang_server.faults import Forbidden, Misconfigured, StorageFailed, TooManyNewcomers
from madang_server.office_app.reserved_names import is_reserved
from madang_server.office_app.runtime.newcomers import MINUTES_AT_ONCE, Newcomers


async def test_S2_a_token_brings_back_who_somebody_was(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        mina = await site.citizen("Mina", look="student")
        await site.done(mina, c.Profile(id=request_id(), name="Mina K", lang="ko"))
    async with open_site(tmp_path, clock) as site:
        again = await site.again(mina)
    assert (again.id, again.name, again.look, again.lang, again.new_token) == (mina.id, "Mina K", "student", "ko", None)


async def test_S10_an_unknown_token_makes_a_new_citizen(site: Site) -> None:
    visitor = await site.office.arrive(c.Hello(versions=[1], token="x" * 43))
    assert (visitor.role, visitor.officer_id, visitor.name) == ("citizen", None, "손님")
    assert visitor.new_token not in {None, "x" * 43}


async def test_S10_a_forged_expired_or_disabled_sign_in_is_forbidden(site: Site) -> None:
    expiring, disabled = await site.sign_in("Officer Han"), await site.sign_in("Officer Seo")
    await site.accounts.disable("Officer Seo")
    site.clock.instant += 13 * 3_600
    for token in ("f" * 43, expiring, disabled):
        with pytest.raises(Forbidden):
            await site.office.arrive(c.Hello(versions=[1], officer=token))


async def test_S10_an_officers_name_comes_from_the_account(site: Site) -> None:
    token = await site.sign_in("Officer Han")
    officer = await site.office.arrive(c.Hello(versions=[1], officer=token, name="Mayor"))
    assert (officer.name, officer.role, officer.new_token) == ("Officer Han", "officer", None)
    assert await site.code(officer, c.Profile(id=request_id(), name="Mayor")) is Rejection.NOT_ALLOWED


NAME = "든든한 은행잎 소나무 두루미 동백 까치 감"  # 23 letters, 59 code points when decomposed


async def test_S16_a_name_is_as_long_as_its_composed_form(site: Site) -> None:
    decomposed = unicodedata.normalize("NFD", NAME)
    mina = await site.citizen(decomposed)
    assert mina.name == NAME
    await site.done(mina, c.Profile(id=request_id(), name=f"{decomposed}나"))
    assert (await site.again(mina)).name == f"{NAME}나"


async def test_S16_a_name_that_is_too_long_is_cut_at_the_door_and_rejected_by_name_later(site: Site) -> None:
    mina = await site.citizen(f"{NAME}나다라")
    assert mina.name == f"{NAME}나"
    rejected = await site.rejected(mina, c.Profile(id=request_id(), name=f"{NAME}나다"))
    assert (rejected.code, rejected.fields) == (Rejection.FORM_INVALID, {"name": "too_long"})


async def test_names_of_the_office_are_reserved(site: Site) -> None:
    await site.sign_in("Officer Han")
    mina = await site.citizen("마당")
    assert mina.name == "Guest"
    for name in ("officer han", "ＯＦＦＩＣＥＲ", "관리자 ", "of\u200bficer"):
        assert await site.code(mina, c.Profile(id=request_id(), name=name)) is Rejection.TAKEN_NAME
    for name in ("\u200b", "\u3164 \u2800"):
        assert await site.code(mina, c.Profile(id=request_id(), name=name)) is Rejection.FORM_INVALID
    assert await site.code(mina, c.Profile(id=request_id(), look="emperor")) is Rejection.UNKNOWN_TARGET


async def test_a_new_name_is_the_one_in_the_transcript(site: Site) -> None:
    mina, officer = await site.citizen("Mina"), await site.officer(counter="one")
    await site.done(mina, c.Profile(id=request_id(), name="Mina K"))
    await site.take(mina)
    case = await site.serve_next(officer)
    await site.done(mina, c.CaseSay(id=request_id(), case=case, text="Hello."))
    await site.done(officer, c.DeskFinish(id=request_id(), outcome="solved"))
    assert site.case(mina, case).entries[1].name == "Mina K"
    assert site.office.queue_view(officer).tickets == []


async def test_a_one_time_password_must_be_changed_at_the_first_sign_in(site: Site) -> None:
    password = await site.accounts.add("Officer Han", services=["echo"], skills=[])
    assert await site.accounts.sign_in("Officer Han", password) == SignIn(token=None, must_change=True)
    assert await site.accounts.sign_in("Officer Han", password, "short") is SignInFault.WEAK_PASSWORD
    assert await site.accounts.sign_in("Officer Han", password, password) is SignInFault.WEAK_PASSWORD
    changed = await site.accounts.sign_in("Officer Han", password, PASSWORD)
    assert isinstance(changed, SignIn)
    assert changed.token is not None
    assert await site.accounts.sign_in("Officer Han", password) is SignInFault.WRONG
    assert await site.accounts.sign_in("Nobody", PASSWORD) is SignInFault.WRONG


async def test_signing_out_and_a_new_password_end_what_was_signed_in(site: Site) -> None:
    first = await site.sign_in("Officer Han")
    await site.accounts.sign_out(first)
    second = await site.accounts.sign_in("Officer Han", PASSWORD)
    assert isinstance(second, SignIn)
    await site.accounts.renew("Officer Han")
    for token in (first, second.token or ""):
        with pytest.raises(Forbidden):
            await site.accounts.officer(token)


async def test_two_accounts_of_one_name_are_rejected(site: Site) -> None:
    await site.sign_in("Officer Han")
    with pytest.raises(Misconfigured, match="Officer Han"):
        await site.accounts.add("Officer Han", services=["echo"], skills=[])


@pytest.mark.parametrize(
    "name",
    [
        "оfficer", "ófficer", "off1cer", "ofﬁcer", "OFFICER", "𝐨𝐟𝐟𝐢𝐜𝐞𝐫", "관리자님", "마당 공무원",
        "Officer Kim", "김 주무관", "Staff-1",
        "Hаn", "H a n", "Hán", "Han님",
        "시장", "김시장", "마당 시장님", "시장A", "상담사", "상담사 김철수", "김상담사", "마당시청", "경찰", "경찰관",
        "경찰서장", "공무원A", "A공무원", "공 무 원", "직원1", "1번직원", "OfficerKim", "KimOfficer", "Police",
        "mayor", "Staff7", "City Hall", "박과장", "군수",
    ],
)  # fmt: skip
def test_S10_a_name_that_looks_like_the_office_is_reserved(name: str) -> None:
    assert is_reserved(name, ["Han"])


@pytest.mark.parametrize(
    "name",
    [
        "푸른 소나무", "Mina", "Hana", "마당쇠", "우리 마당", "Stafford", "Admiral", "직원들", "Анна", "Ελένη", "10101",
        "경찬", "시장미", "시청자", "김민원", "김창구", "이군수", "경찬시", "구청아", "Mayorga", "Falstaff", "Clerkenwell",
        "Badminton",
    ],
)  # fmt: skip
def test_other_names_are_free(name: str) -> None:
    assert not is_reserved(name, ["Han"])


@pytest.mark.parametrize(
    "name", ["나루시 민원24", "나루시민원24", "나루시 민원24 김", "우리 나루시 민원24", "NARU CITY", "Naru City Kim"]
)
def test_S10_the_offices_own_name_is_reserved(name: str) -> None:
    assert is_reserved(name, [], ["나루시 민원24", "Naru City"])


@pytest.mark.parametrize("name", ["나루", "민원이", "Naru", "나루시 사람", "City"])
def test_a_part_of_the_offices_name_is_free(name: str) -> None:
    assert not is_reserved(name, [], ["나루시 민원24", "Naru City"])


async def test_S10_the_names_in_services_toml_are_reserved_for_newcomers_and_for_those_who_rename_themselves(site: Site) -> None:
    visitors = [await site.citizen(name) for name in ("마당 열린민원실", "Madang Open Office 1", "마당시장", "Minseo")]
    assert [visitor.name for visitor in visitors] == ["Guest", "Guest", "Guest", "Minseo"]
    assert await site.code(visitors[3], c.Profile(id=request_id(), name="Mayor of Madang")) is Rejection.TAKEN_NAME


async def test_two_first_hellos_of_one_officer_are_one_person(site: Site) -> None:
    hello = c.Hello(versions=[1], officer=await site.sign_in("Officer Han"))
    came = await asyncio.gather(*(site.office.arrive(hello) for _ in range(8)))
    assert len({visitor.id for visitor in came}) == 1


async def test_names_and_ranges_of_people_who_left_are_let_go(site: Site) -> None:
    await site.officer(counter="one")
    await site.later(6)
    state = site.office._context.state
    for number in range(5):
        mina = await site.citizen(f"Mina {number}")
        ticket = await site.take(mina)
        await site.office.left(mina.id)
        await site.done(mina, c.TicketLeave(id=request_id(), ticket=ticket))
    staying = await site.citizen("Juho")
    await site.later(3_601)
    assert (set(state.names), state.told_ranges) == ({staying.id}, {})


async def test_S15_newcomers_of_one_address_are_bounded_and_nobody_else_is(site: Site) -> None:
    known = await site.citizen(name="Mina")
    hello = c.Hello(versions=[1], lang="en")
    for _ in range(NEWCOMERS_PER_MINUTE * MINUTES_AT_ONCE):
        await site.office.arrive(hello, "192.0.2.1")
    with pytest.raises(TooManyNewcomers) as rejected:
        await site.office.arrive(hello, "192.0.2.1")
    assert rejected.value.retry_ms == 500
    with pytest.raises(TooManyNewcomers):
        await site.office.arrive(c.Hello(versions=[1], token="x" * 43), "192.0.2.1")
    assert (await site.office.arrive(c.Hello(versions=[1], token=known.new_token), "192.0.2.1")).id == known.id
    await site.office.arrive(hello, "192.0.2.2")
    site.clock.instant += 0.5
    await site.office.arrive(hello, "192.0.2.1")


async def test_S15_S20_a_newcomer_who_is_asked_for_again_is_counted_once(site: Site, tmp_path: Path) -> None:
    hello, file, aside = c.Hello(versions=[1], lang="en"), tmp_path / "madang.db", tmp_path / "aside.db"
    await asyncio.to_thread(file.rename, aside)
    for _ in range(NEWCOMERS_PER_MINUTE * MINUTES_AT_ONCE + 1):
        with pytest.raises(StorageFailed):
            await site.office.arrive(hello, "192.0.2.1")
    await asyncio.to_thread(aside.rename, file)
    for _ in range(NEWCOMERS_PER_MINUTE * MINUTES_AT_ONCE):
        await site.office.arrive(hello, "192.0.2.1")
    with pytest.raises(TooManyNewcomers):
        await site.office.arrive(hello, "192.0.2.1")


def test_S15_the_addresses_of_newcomers_are_bounded_in_memory() -> None:
    newcomers = Newcomers(Clock().now, 120, sources_max=10)
    for number in range(1_000):
        newcomers.take(f"192.0.2.{number}")
    assert len(newcomers) == 10
