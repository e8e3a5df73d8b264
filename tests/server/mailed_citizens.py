"""Citizens who have given a mail address, for tests, and what came to them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.live.live_server import eventually
from tests.server.office_site import Site
from tests.server.test_outbox import Postman, sending, waits

from madang_office.outbox import Way
from madang_protocol import commands as c
from madang_server.office_app import Visitor
from madang_server.office_app.unit_of_work import Accepted
from madang_server.outgoing.parcel import Parcel

MAIL = "mina@home.example"


@asynccontextmanager
async def delivering(site: Site) -> AsyncIterator[Postman]:
    """Whatever is due goes to this postman."""
    postman = Postman()
    async with sending(site, {Way.MAIL: postman}):
        yield postman


async def given(site: Site, postman: Postman, visitor: Visitor, mail: str = MAIL) -> str:
    """The secret that confirms the address which they have just given."""
    before = len(postman.taken)
    assert isinstance(await site.office.citizen_mail.give(visitor.new_token or "", mail), Accepted)
    await eventually(lambda: len(postman.taken) > before and not waits(site))
    return secret_of(postman.taken[-1])


async def confirmed(site: Site, postman: Postman, visitor: Visitor, mail: str = MAIL) -> None:
    """They have an address that is used."""
    assert await site.office.citizen_mail.confirm(await given(site, postman, visitor, mail))
    postman.taken.clear()


async def asked_link(site: Site, postman: Postman, mail: str = MAIL) -> str:
    """The secret of the link that was asked for."""
    before = len(postman.taken)
    assert site.office.citizen_mail.ask_link(mail)
    await site.office.tick()
    await eventually(lambda: len(postman.taken) > before and not waits(site))
    return secret_of(postman.taken[-1])


async def used(site: Site, secret: str) -> Visitor | None:
    """Who comes in on another device by that link."""
    token = await site.office.citizen_mail.use(secret)
    return None if token is None else await site.office.arrive(c.Hello(versions=[1], token=token))


async def told(site: Site, postman: Postman, seconds: float = 0.0) -> list[str]:
    """The subjects of what was mailed until then, without the office's name."""
    await site.later(seconds)
    await eventually(lambda: all(one.due > site.clock.instant + 0.5 for one in waits(site).values()))
    return [parcel.subject.partition("] ")[2] for parcel in postman.taken]


def secret_of(parcel: Parcel) -> str:
    found = re.search(r"#recover/(?:address|mail)-(\S+)", parcel.text)
    assert found is not None, parcel
    return found[1]
