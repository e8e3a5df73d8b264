"""Names that can be taken for the office, as people have tried them, and names of people that must stay free (SPEC S17)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.server.look_alike_names import CONVINCING, GIVEN_NAMES, OF_AN_OFFICER, ORDINARY, SURNAMES
from tests.server.office_site import Clock, Site, open_site, request_id
from tests.server.running import madang

from madang_protocol import Rejection
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.office_app.reserved_names import is_reserved, looks_like
from madang_server.office_app.skeletons import skeleton

NAMES_OFFERED = Path(__file__).parents[2] / "clients/web/src/model/names.ts"
LISTED = re.compile(r'"([^"./]+)"[,\]]')


@pytest.mark.parametrize("name", CONVINCING)
def test_S17_a_name_that_can_be_taken_for_the_office_is_reserved(name: str) -> None:
    assert is_reserved(name, ["Han"])


@pytest.mark.parametrize("name", ORDINARY)
def test_S17_a_name_of_a_person_is_free(name: str) -> None:
    assert not is_reserved(name, ["Han", "김주무"])


@pytest.mark.parametrize("name", OF_AN_OFFICER)
def test_S17_an_officers_name_with_an_addition_is_the_officers(name: str) -> None:
    assert is_reserved(name, ["김서연"])
    assert not is_reserved("이지은", ["김서연"])


@pytest.mark.parametrize("name", ["김사연", "김서현", "김소연", "김서인", "이서연", "김서", "서연"])
def test_S17_a_person_whose_name_is_near_to_an_officers_keeps_it(name: str) -> None:
    assert not is_reserved(name, ["김서연"])


@pytest.mark.parametrize(
    ("name", "officer"),
    [
        ("김유진", "김우진"),
        ("김우진", "김유진"),
        ("선우진영", "우진영"),
        ("이 지은 집", "이지은"),
        ("한 지민 씨앗", "한지민"),
        ("김서은", "김서"),
        ("전하늘", "하늘"),
        ("나우진", "우진"),
        ("하늘이", "하늘"),
    ],
)
def test_S17_another_ordinary_name_is_free_beside_an_officers(name: str, officer: str) -> None:
    assert not is_reserved(name, [officer])


@pytest.mark.parametrize("name", ["이 지은", "이 지은입니다", "저는 이 지은 입니다", "이 지은 Kim", "이 지은 (민원)"])
def test_S17_an_officers_surname_apart_is_still_the_officers(name: str) -> None:
    assert is_reserved(name, ["이지은"])


@pytest.mark.parametrize("name", ["John Smith", "Smith, John", "JohnSmith", "I am John Smith"])
def test_S17_an_officers_name_in_latin_letters_is_the_officers_in_any_order(name: str) -> None:
    assert is_reserved(name, ["John Smith"])
    assert not is_reserved("John Smithson", ["John Smith"])


def test_S17_every_name_that_the_page_offers_is_free() -> None:
    kinds, beings = NAMES_OFFERED.read_text("utf-8").split("const BEINGS")
    offered = [f"{kind} {being}" for kind in LISTED.findall(kinds) for being in LISTED.findall(beings)]
    assert len(offered) >= 288
    assert [
        name for name in offered if is_reserved(name, ["김주무", "Han"], ["마당 열린민원실", "Madang Open Civil Office"])
    ] == []


def test_S17_no_surname_makes_a_title_of_a_given_name() -> None:
    names = {surname + given for surname in SURNAMES for given in GIVEN_NAMES} - {"주무관"}  # every officer is addressed so
    assert len(names) > 10_000
    assert [name for name in names if is_reserved(name, ["김주무"])] == []


def test_S17_a_pen_name_that_is_near_the_offices_is_a_persons_beside_their_own() -> None:
    assert [is_reserved(name, []) for name in ("미당", "미당 서정주")] == [True, False]


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
    await site.office.notices_shown(again.id, [1])
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


def test_S17_two_officers_whose_ordinary_names_are_near_are_both_added(tmp_path: Path) -> None:
    added = [madang("officer", "add", name, "--services", "consultation", folder=tmp_path) for name in ("김유진", "김우진")]
    assert [one.returncode for one in added] == [0, 0]
