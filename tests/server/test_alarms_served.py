"""An alarm at a served office is there after `kill -9`, and reaches who supervises by mail and webhook (SPEC O23, O25)."""

import asyncio
import json
from pathlib import Path
from typing import Any

from tests.live.wire import Client
from tests.server.office_site import request_id
from tests.server.running import Running, madang, serving
from tests.server.test_outbox_served import MAIL, asked
from tests.server.test_visit import accepted, made_by
from tests.smtp_server import smtp_serving, until_mails
from tests.webhook_receiver import receiving, until_requests

from madang_protocol import commands as c
from madang_protocol import messages as m


def supervisor_with_mail(server: Running) -> None:
    """Somebody who supervises and is nowhere on the page."""
    added = madang("officer", "add", "Supervisor Seo", "--services", "echo", "--supervisor", folder=server.folder)
    assert added.returncode == 0, added.stderr
    token = server.first_sign_in("Supervisor Seo", added.stdout)
    with server.client() as http:
        asked(http, token, body={"mail": MAIL}).raise_for_status()


async def until_alarms(officer: Client, count: int) -> list[m.QueueAlarm]:
    while True:
        alarms = (await officer.until(m.Queue)).alarms
        if len(alarms) == count:
            return alarms


async def test_O23_O25_an_alarm_goes_on_and_is_told_outside_after_the_office_was_killed(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as mail, receiving(tmp_path / "hooks") as dead:
        dead.kill()
        ways = mail.settings() | dead.settings()
        with serving(tmp_path, **ways) as server:
            token = await asyncio.to_thread(server.officer_token)
            await asyncio.to_thread(supervisor_with_mail, server)
            han = await Client.arrive(server.socket_url, officer=token)
            await accepted(han, c.DeskOpen(id=request_id(), counter="consult-1"))
            alarm = await made_by(han, c.DeskAlarm(id=request_id()))
            server.kill()
        with receiving(tmp_path / "hooks", port=dead.port) as receiver, serving(tmp_path, port=server.port, **ways) as server:
            han = await Client.arrive(server.socket_url, officer=token)
            [mine] = await until_alarms(han, 1)
            assert (mine.id, mine.counter, mine.state, mine.mine, mine.outside) == (alarm, "consult-1", "raised", True, True)
            [came] = await asyncio.to_thread(until_requests, receiver, 1)
            told: dict[str, Any] = json.loads(came["body"])
            assert (told["type"], told["data"]["counter"]) == ("alarm.raised", "consult-1")
            assert "Officer Han" not in came["body"]
            park = await Client.arrive(server.socket_url, officer=await asyncio.to_thread(server.officer_token, "Officer Park"))
            await until_alarms(park, 1)
            await accepted(park, c.AlarmAccept(id=request_id(), alarm=alarm))
            await accepted(han, c.AlarmClose(id=request_id(), alarm=alarm))
            await until_alarms(park, 0)
            for client in (han, park):
                await client.close()
        sent = await asyncio.to_thread(until_mails, mail, 1)
        assert {one["to"] for one in sent} == {MAIL}
