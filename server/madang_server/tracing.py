"""Traces of what people ask, for a collector that takes OTLP over HTTP (OpenTelemetry). Without one nothing of it is imported.

A span has kinds, offices, nodes and codes in it, never a name, a word, a token or an id of a person.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Span

HEADER = "traceparent"  # W3C Trace Context
_PARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_SENT_EVERY_MS = 1_000
_COLLECTOR_S = 5.0  # in which the collector must take what it is sent


def parent_of(told: Sequence[str]) -> str | None:
    """Return the parent that the values of a request's header name: the last, which the nearest hop wrote. None: no good one."""
    return told[-1] if told and _PARENT.fullmatch(told[-1]) else None


class Trace:
    """One thing under way."""

    __slots__ = ("_span",)

    def __init__(self, span: "Span") -> None:
        self._span = span

    @property
    def header(self) -> str:
        """What tells another server that it goes on with this."""
        told = self._span.get_span_context()
        return f"00-{told.trace_id:032x}-{told.span_id:016x}-{told.trace_flags:02x}"

    def end(self, outcome: str) -> None:
        """It is over. `outcome`: `done`, or the code of what it met."""
        self._span.set_attribute("madang.outcome", outcome)
        self._span.end()


class Tracing:
    """Spans of this process, sent in batches by a thread of their own; what the collector does not take is dropped. Close it."""

    def __init__(self, collector: str, node: str) -> None:
        """`collector`: its address without a path, such as http://127.0.0.1:4318. Needs the extra `traces`: `ImportError`."""
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._read = TraceContextTextMapPropagator().extract
        self._provider = TracerProvider(resource=Resource.create({"service.name": "madang", "service.instance.id": node}))
        exporter = OTLPSpanExporter(endpoint=f"{collector}/v1/traces", timeout=_COLLECTOR_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=_SENT_EVERY_MS))
        self._tracer = self._provider.get_tracer("madang")

    def begin(self, name: str, *, parent: str | None = None, **about: str) -> Trace:
        """Return what begins now, as a part of `parent` (a header's value) where that is known."""
        context = self._read({HEADER: parent}) if parent is not None else None
        attributes = {f"madang.{key}": value for key, value in about.items()}
        return Trace(self._tracer.start_span(name, context=context, attributes=attributes))

    def close(self) -> None:
        """Send what is left; waits for the collector for a few seconds at most."""
        self._provider.shutdown()
