"""Several offices on one server: what is the same for all is made once."""

from pathlib import Path

import pytest
from tests.server.two_offices import NAMES, make_two_offices

from madang_server import app
from madang_server.plans import find_plans
from madang_server.settings import load_settings
from madang_server.web.client_page import ClientPage
from madang_server.web.compression import compress
from madang_worlds import Plan

OFFICES = 20


def test_each_offices_page_is_made_once_however_many_are_asked_by_turns(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><script></script>", "utf-8")
    pages = [ClientPage(tmp_path, {f"/o/{office}/api/start": {}}) for office in range(OFFICES)]
    first = [page.read() for page in pages]
    again = [page.read() for page in pages]
    assert [one is other for one, other in zip(first, again, strict=True)] == [True] * OFFICES
    assert len({page.tag for page in first if page is not None}) == OFFICES


def test_the_same_text_is_compressed_once_and_a_folder_of_places_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def find(places: Path) -> dict[str, Plan]:
        read.append(places)
        return find_plans(places)

    monkeypatch.setattr(app, "find_plans", find)
    make_two_offices(tmp_path)
    settings = load_settings(data=tmp_path)
    assert len(app.build(settings).offices) == len(NAMES)
    assert read == [settings.places]
    misses = compress.cache_info().misses
    app.build(settings)
    assert compress.cache_info().misses - misses <= len(NAMES)  # the page of each, at most
