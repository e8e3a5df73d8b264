"""Names that can be taken for the office, as people have tried them, and names of people that must stay free (SPEC S17)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.running import madang

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app.reserved_names import is_reserved, looks_like
from madang_server.office_app.skeletons import skeleton

CONVINCING = (
    "Օfficer", "ᴏꜰꜰɪᴄᴇʀ", "ɑdmin", "ㅁㅏㄷㅏㅇ", "관리쟈", "0fficer", "Øfficer", "ⓞⓕⓕⓘⓒⓔⓡ", "🅾fficer",
    "offıcer", "o.f.f.i.c.e.r", "o f f i c e r", "a d m i n", "a.d.m.i.n Kim", "adm1n", "Adm!n", "@dmin",
    "4dmin", "adrnin", "ㅇfficer", "admㅣn", "관 리 자", "관.리.자", "관리ㅈㅏ", "ㄱㅘㄴㄹㅣㅈㅏ",
    "ㄱㅗㅏㄴㄹㅣㅈㅏ", "관리ㅈr", "공무윈", "쥬무관", "상담윈", "씨장", "꽌리자", "담당쟈", "시쟝",
    "김시쟝", "마 당", "ＭＡＤＡＮＧ", "mаdаng", "ＯＦＦＩＣＥＲ", "ａｄｍｉｎ", "AdminKim", "KimAdmin",
    "Staff_1", "_admin_", "Admin!", "관\u0301리자", "a\u0336d\u0336m\u0336i\u0336n", "ądmin", "ꓮdmin",
    "ᎪᎠmin", "Μadang", "Ⲙadang", "ᴍᴀᴅᴀɴɢ", "ᵐᵃᵈᵃⁿᵍ", "𝓞𝓯𝓯𝓲𝓬𝓮𝓻", "ofﬁcer", "管理者", "정보관리자", "운영쟈",
    "어드민", "админ", "H4n", "Hɑn", "ʜan", "ᕼan", "Ηan", "pоlice", "po1ice", "mаyоr", "ℳayor", "m@yor",
    "시장ㆍ김", "시·장", "ㅅㅣㅈㅏㅇ", "ㅅl장", "직윈", "C1erk", "민윈실", "경찰ㅋ", "a\u200bdmin",
)  # fmt: skip
ORDINARY = (
    "김민준", "이서연", "박지우", "최자영", "정관우", "장시원", "시장미", "권이자", "강경찬", "조경철",
    "윤상담", "임주원", "한무관", "오공명", "서직한", "신국장수", "황보관", "남궁민", "독고영재", "제갈공명",
    "김군수", "이동장", "박마당쇠", "마당쇠", "우리 마당", "푸른 소나무", "느티나무", "하늘이", "봄날의 곰",
    "시청자", "구청아", "직원들", "안내견", "창구멍", "민원이", "Mina", "Hana", "Hannah", "Johan", "Hans",
    "Zoë", "Ødegaard", "Łukasz Wójcik", "Nguyễn Văn An", "José Ñíguez", "Anaïs", "Đorđe", "Björk", "İbrahim",
    "Oluwaseun", "Ayodele", "Xóchitl", "O'Brien", "Jean-Luc", "Mary Ann", "Stafford", "Staffan", "Admiral",
    "Adrian", "Armin", "Jasmin", "Badminton", "Yasmin Adminah", "Mayorga", "Falstaff", "Clerkenwell",
    "Clark", "Offenbach", "Officina", "Анна", "Ольга", "Дмитрий", "Ελένη", "Σωκράτης", "Αδμίν", "田中太郎",
    "山田", "王伟", "李娜", "陈", "محمد", "فاطمة", "דוד", "अर\u094dज\u0941न", "สมชาย", "ทองด\u0e35",
    "გიორგი", "Հայկ", "10101", "Player 1", "user42", "K", "김", "A B", "김 민 수", "J. R. R. Tolkien",
    "ㅋㅋㅋ", "ㅎㅎ", "ㅇㅅㅇ", "이관리", "관리", "나관리", "Mod", "Poly", "Polina", "Policarpo", "Guest",
    "손님", "Moder",
)  # fmt: skip


@pytest.mark.parametrize("name", CONVINCING)
def test_S17_a_name_that_can_be_taken_for_the_office_is_reserved(name: str) -> None:
    assert is_reserved(name, ["Han"])


@pytest.mark.parametrize("name", ORDINARY)
def test_S17_a_name_of_a_person_is_free(name: str) -> None:
    assert not is_reserved(name, ["Han", "김주무"])


@pytest.mark.parametrize("name", ["김쥬무", "김주무님", "ㄱㅣㅁㅈㅜㅁㅜ", "김 주 무", "김-주무", "김주ㅁㅜ"])
def test_S17_a_name_that_can_be_taken_for_an_officers_is_reserved(name: str) -> None:
    assert is_reserved(name, ["김주무"])


@given(st.text(max_size=24))
def test_a_skeleton_has_one_alone(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


@given(st.text(min_size=1, max_size=24))
def test_every_name_looks_like_itself(name: str) -> None:
    assert looks_like(name, [name]) or not skeleton(name)


async def test_S17_a_name_that_looks_like_a_new_officer_is_taken_back_at_once(site: Site) -> None:
    visitor, other = await site.citizen("Нан"), await site.citizen("Mina")
    await site.accounts.add("Haн", services=["consultation"], skills=[])
    await site.later(5)
    assert (site.office.seen_as(visitor).name, site.office.seen_as(other).name) == ("Guest", "Mina")
    assert [notice.code for notice in site.notifier.told(visitor, m.Notice)] == ["name_changed"]
    assert site.notifier.seen_anew == [visitor.id]


async def test_S17_a_name_that_looks_like_an_officer_by_now_is_not_given_back(site: Site) -> None:
    visitor = await site.citizen("김쥬무")
    await site.office.left(visitor.id)
    await site.accounts.add("김주무", services=["consultation"], skills=[])
    site.clock.instant += 5
    again = await site.again(visitor)
    assert (again.id, again.name) == (visitor.id, "Guest")
    told = [message.code for message in await site.office.state_of(again) if isinstance(message, m.Notice)]
    assert told == ["name_changed"]
    assert [message for message in await site.office.state_of(again) if isinstance(message, m.Notice)] == []


async def test_S17_the_offices_new_name_is_not_given_back_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    async with open_site(tmp_path, clock) as site:
        visitor = await site.citizen("나루시 민원24")
        assert visitor.name == "나루시 민원24"
    text = (Path(__file__).parents[2] / "server" / "madang_server" / "office_app" / "services.toml").read_text("utf-8")
    (tmp_path / "services.toml").write_text(text.replace("마당 열린민원실", "나루시 민원24"), "utf-8")
    async with open_site(tmp_path, clock) as site:
        assert (await site.again(visitor)).name == "Guest"


async def test_S17_a_visitor_cannot_be_renamed_so(site: Site) -> None:
    visitor = await site.citizen("Mina")
    assert await site.code(visitor, c.Profile(id=request_id(), name="ᴏꜰꜰɪᴄᴇʀ")) is Rejection.TAKEN_NAME


def test_S17_two_officers_cannot_be_taken_for_each_other(tmp_path: Path) -> None:
    added = [madang("officer", "add", name, "--services", "consultation", folder=tmp_path) for name in ("김주무", "김쥬무")]
    assert [one.returncode for one in added] == [0, 2]
    assert "김주무" in added[1].stderr
