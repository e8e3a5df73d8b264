"""Citizens with a request at a started server, who upload files by HTTP. Knows the wire and the routes, no test."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from tests.live.wire import Client, request_id
from tests.server.running import Running

from madang_protocol import commands as c
from madang_protocol import messages as m

FORM = {"name": "Kim Mina", "birth_date": "1990-05-17", "address": "12 Sejong-daero, Seoul", "purpose": "bank"}


@dataclass
class Asking:
    """A citizen with a request, and their HTTP."""

    client: Client
    http: httpx.AsyncClient
    case: str

    async def upload(self, content: Any, name: str = "photo.jpg", **changed: str) -> httpx.Response:
        about = {"case": self.case, "field": "papers"} | changed
        return await self.http.post("/api/attachments", params=about, content=content, headers={"x-file-name": quote(name)})

    async def uploaded(self, content: bytes, name: str = "photo.jpg") -> str:
        answer = await self.upload(content, name)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def told(self) -> m.CaseView:
        return (await self.client.until(m.Case)).case

    async def submit(self, *files: str) -> None:
        command = c.CaseSubmit(id=request_id(), case=self.case, fields=FORM | {"papers": " ".join(files)})
        await self.client.send(command)
        await self.client.until(m.Done, id=command.id)


async def entered(crowd: AsyncExitStack, server: Running, **hello: str) -> Client:
    client, _ = await Client.enter(server.socket_url, **hello)
    crowd.push_async_callback(client.close)
    return client


async def asking(crowd: AsyncExitStack, server: Running, name: str = "Mina") -> Asking:
    client = await entered(crowd, server, name=name, lang="en")
    assert client.welcome is not None
    command = c.CaseOpen(id=request_id(), service="resident-register-copy")
    await client.send(command)
    case = (await client.until(m.Case)).case.id
    headers = {"authorization": f"Bearer {client.welcome.token}"}
    http = await asyncio.to_thread(
        lambda: httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, verify=False, timeout=120)  # noqa: S501
    )
    return Asking(client, await crowd.enter_async_context(http), case)
