"""Traces of a command across nodes, as a collector of OpenTelemetry gets them (SPEC N20)."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from tests.cluster.nodes import Cluster, enter, url_of
from tests.live.wire import request_id

from madang_protocol import commands as c
from madang_protocol import messages as m
from madang_server.cluster.socket_relay import _without_trace


@dataclass
class Collector:
    """What nodes have sent: each span with the node that it is of, and all bytes."""

    url: str = ""
    spans: list[tuple[str, Span]] = field(default_factory=list)
    sent: bytes = b""

    def take(self, body: bytes) -> None:
        request = ExportTraceServiceRequest.FromString(body)
        self.sent += body
        for resource in request.resource_spans:
            about = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [(about["service.instance.id"], span) for span in scope.spans]

    def named(self, name: str) -> list[tuple[str, Span]]:
        return [(node, span) for node, span in self.spans if span.name == name]


@pytest.fixture
def collector() -> Iterator[Collector]:
    got = Collector()

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            got.take(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    got.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield got
    server.shutdown()
    server.server_close()
    thread.join()


def about(span: Span) -> dict[str, str]:
    return {each.key: each.value.string_value for each in span.attributes}


async def test_N20_a_command_is_a_part_of_the_connection_that_another_node_passed_on(
    one_office: Cluster, collector: Collector
) -> None:
    for name in ("a", "b"):
        await asyncio.to_thread(one_office.start, name, MADANG_TRACES=collector.url)
    owner = await one_office.owner()
    other = one_office.others(owner)[0]
    mina, _ = await enter(url_of(other, one_office), name="Mina Unheard")
    await mina.send(c.TicketTake(id=request_id(), service="consultation"))
    await mina.until(m.Done)
    await mina.send(c.TicketLeave(id=request_id(), ticket="no-such-ticket"))
    await mina.until(m.Rejected)
    await mina.close()
    await asyncio.to_thread(one_office.wait_for, lambda: collector.named("command ticket.leave"))
    await asyncio.to_thread(one_office.wait_for, lambda: collector.named("connection passed on"))
    ((node, passed),) = collector.named("connection passed on")
    ((took_at, took),), ((left_at, left),) = collector.named("command ticket.take"), collector.named("command ticket.leave")
    assert (node, took_at, left_at) == (other, owner, owner)
    assert {(span.trace_id, span.parent_span_id) for span in (took, left)} == {(passed.trace_id, passed.span_id)}
    assert about(passed) == {"madang.office": "main", "madang.outcome": "over"}
    assert [about(span)["madang.outcome"] for span in (took, left)] == ["done", "unknown_ticket"]
    assert passed.start_time_unix_nano <= took.start_time_unix_nano <= took.end_time_unix_nano <= passed.end_time_unix_nano
    for secret in (b"Mina", mina.welcome.visitor.encode(), b"no-such-ticket"):  # type: ignore[union-attr]
        assert secret not in collector.sent


def test_N20_what_a_visitor_says_of_a_trace_is_not_passed_on() -> None:
    head = b"GET /ws HTTP/1.1\r\nHost: a\r\nTraceParent: 00-a-b-01\r\nOrigin: b\r\n"
    assert _without_trace(head) == b"GET /ws HTTP/1.1\r\nHost: a\r\nOrigin: b\r\n"


async def test_N20_without_a_collector_that_answers_people_are_served(one_office: Cluster, collector: Collector) -> None:
    away = "http://127.0.0.1:1"
    node = await asyncio.to_thread(one_office.start, "a", MADANG_TRACES=away)
    await one_office.owner()
    mina, _ = await enter(url_of("a", one_office), name="Mina")
    await mina.send(c.TicketTake(id=request_id(), service="consultation"))
    await mina.until(m.Done)
    await mina.close()
    await asyncio.to_thread(node.stop)
    assert collector.spans == []
