"""People beside a request, for tests: invited, let in, looking."""

from typing import Any

from tests.server.office_site import Site, request_id

from madang_office.parties import PartyRole
from madang_office.rejected import Rejected
from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_protocol.parts import PartyView
from madang_server.office_app import Visitor
from madang_server.office_app.commands.parties import Invitation
from madang_server.office_app.parties import Invited

SHOWN = ("address", "purpose")


async def wanted(site: Site, who: Visitor, case: str, **more: Any) -> Invited | Rejected:
    """What comes of an invitation to see two answers."""
    found = await site.office.parties.citizen(who.new_token or "")
    assert found is not None
    site.clock.instant += 1  # parties are told in the order in which they were invited
    rights: dict[str, Any] = {"role": PartyRole.INTERPRETER, "fields": SHOWN, "writes": False, "days": 7}
    return await site.office.parties.invite(found, Invitation(case=case, **rights | more))


async def code_of(site: Site, who: Visitor, case: str, **more: Any) -> str:
    """The code of an invitation that is made."""
    found = await wanted(site, who, case, **more)
    assert isinstance(found, Invited)
    return found.code


async def joins(site: Site, who: Visitor, code: str) -> str | Rejected:
    found = await site.office.parties.citizen(who.new_token or "")
    assert found is not None
    return await site.office.parties.join(found, code)


async def helped(site: Site, owner: Visitor, helper: Visitor, case: str, **more: Any) -> None:
    """Let the helper in."""
    assert await joins(site, helper, await code_of(site, owner, case, **more)) == case


async def looks(site: Site, who: Visitor, case: str) -> m.CaseView:
    """The request as it is sent to who looks."""
    await site.done(who, c.CaseLook(id=request_id(), case=case))
    return site.case(who, case)


def parties_of(site: Site, who: Visitor, case: str) -> list[PartyView]:
    return site.case(who, case).parties


async def ends(site: Site, who: Visitor, owner: Visitor, case: str) -> None:
    """End the first who is beside the request, as its owner or as themselves."""
    await site.done(who, c.PartyEnd(id=request_id(), case=case, party=parties_of(site, owner, case)[0].id))
