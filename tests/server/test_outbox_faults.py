"""What is to be sent while something has a fault: nothing is sent twice for it, nor too late, nor tried for ever (SPEC O10)."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from tests.live.live_server import eventually
from tests.server.office_site import Clock, Site, open_site
from tests.server.test_outbox import Postman, kept, sending, waits, write

from madang_office.outbox import TRIES_MAX, WAITS_S, Way
from madang_server.faults import StorageFailed
from madang_server.office_app.commands import outgoing
from madang_server.office_app.unit_of_work import Accepted, Outcome, UnitOfWork
from madang_server.outgoing.parcel import Parcel
from madang_server.store.pruning import DAY_S
from madang_server.store.writes import Write


def has_tried(site: Site, tries: int) -> bool:
    return [one.tries for one in waits(site).values()] == [tries]


async def test_O10_what_was_sent_and_could_not_be_kept_is_not_sent_again(site: Site) -> None:
    class StorageEnds(Postman):
        async def send(self, parcel: Parcel) -> None:
            await super().send(parcel)
            site.store.write_rows = failed  # type: ignore[method-assign]

    commits = list[int]()

    async def failed(rows: Collection[Write]) -> None:
        commits.append(len(rows))
        raise StorageFailed("OSError")

    postman, one = StorageEnds(), await write(site)
    async with sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: len(commits) > 2)
        assert (postman.tried, waits(site)[one].tries) == ([one], 0)
        del site.store.write_rows
        await eventually(lambda: not waits(site))
    assert postman.tried == [one]
    assert await kept(site) == [("sent", 1, None)]


async def test_O10_what_cannot_be_made_is_tried_as_often_as_what_is_not_taken(site: Site) -> None:
    def decide(work: UnitOfWork) -> Outcome:
        sent = outgoing.send(work, site.office._context, way=Way.WEBHOOK, kind="of another version", about="x", within_s=DAY_S)
        return Accepted(sent.id if sent else None)

    await site.office._path.perform(decide)
    async with sending(site, {Way.WEBHOOK: Postman()}):
        for tries, wait_s in enumerate(WAITS_S, 1):
            await eventually(partial(has_tried, site, tries))
            await site.later(wait_s + 1)
        await eventually(lambda: not waits(site))
    assert await kept(site) == [("failed", TRIES_MAX, "fault")]


async def test_O10_what_is_of_no_use_any_more_is_not_sent_after_a_restart(tmp_path: Path) -> None:
    clock, postman = Clock(), Postman()
    async with open_site(tmp_path, clock) as site:
        await write(site)
    clock.instant += 901.0
    async with open_site(tmp_path, clock) as site, sending(site, {Way.WEBHOOK: postman}):
        await eventually(lambda: not waits(site))
        assert [(state, why) for state, _, why in await kept(site)] == [("failed", "too_late")]
    assert postman.tried == []
