"""A ring at a served office reaches mail and webhook, over `kill -9` of the office and of the receiver (SPEC O10, O12)."""

import asyncio
import json
from pathlib import Path
from typing import Any

from tests.browser.office_process import always_open
from tests.live.wire import Client, request_id
from tests.server.running import serving
from tests.server.test_kill import come_back
from tests.server.test_outbox_served import MAIL, asked
from tests.server.test_visit import accepted
from tests.smtp_server import smtp_serving, until_mails
from tests.webhook_receiver import receiving, until_requests

from madang_protocol import commands as c
from madang_protocol import messages as m


async def until_told(citizen: Client, mails: int, hooks: int) -> m.BellView:
    """Wait until the citizen sees so much of their ring."""
    while True:
        for bell in (await citizen.until(m.Bells)).bells:
            if (bell.mails_sent, bell.hooks_sent) == (mails, hooks):
                return bell


async def test_O10_O12_a_ring_is_told_after_both_were_killed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "services.toml").write_text(always_open(), "utf-8")
    with smtp_serving(tmp_path / "mail") as mail, receiving(tmp_path / "hooks") as dead:
        dead.kill()
        ways = mail.settings() | dead.settings()
        with serving(tmp_path, **ways) as server:
            token = await asyncio.to_thread(server.officer_token)
            with server.client() as http:
                await asyncio.to_thread(lambda: asked(http, token, body={"mail": MAIL}).raise_for_status())
            citizen = await Client.arrive(server.socket_url, name="Mina", lang="en")
            await accepted(citizen, c.BellRing(id=request_id(), service="consultation"))
            await until_told(citizen, 1, 0)
            server.kill()
        with receiving(tmp_path / "hooks", port=dead.port) as receiver, serving(tmp_path, port=server.port, **ways) as server:
            citizen = await come_back(server, citizen)
            bell = await until_told(citizen, 1, 1)
            assert (bell.state, bell.mails, bell.hooks) == ("ringing", 1, 1)
            [came] = await asyncio.to_thread(until_requests, receiver, 1)
            told: dict[str, Any] = json.loads(came["body"])
            assert (told["type"], told["data"]["service"], told["data"]["office"]) == ("doorbell.rung", "consultation", "main")
            assert "Mina" not in came["body"]
            await citizen.close()
        assert [one["to"] for one in await asyncio.to_thread(until_mails, mail, 1)] == [MAIL]
