"""How busy the office is, as Prometheus reads it: by service, never by person. Knows the state, no rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from madang_protocol.messages import ServiceLine
from madang_server.office_app.context import OfficeContext


@dataclass(frozen=True, slots=True)
class Figures:
    """The office at one moment; the totals are since the start."""

    services: Sequence[ServiceLine]
    served: Mapping[str, int]
    tray: Mapping[str, int]
    documents_issued: int


def figures_of(context: OfficeContext) -> Figures:
    """Return how busy the office is, without anybody in it."""
    state = context.state
    tray = Counter(case.record.service for case in state.tray.values() if case.data.acts)
    services = context.views.office().services
    return Figures(services, served=dict(state.served), tray=tray, documents_issued=state.documents_issued)


class OfficeMetrics(Collector):
    """The office's part of the page for Prometheus."""

    def __init__(self, registry: CollectorRegistry, figures: Callable[[], Figures]) -> None:
        self._figures = figures
        registry.register(self)

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        figures = self._figures()
        services = [service.id for service in figures.services]
        waiting = {service.id: service.waiting for service in figures.services}
        desks = {service.id: service.desks for service in figures.services}
        tray = {name: figures.tray.get(name, 0) for name in services}
        yield _gauges("madang_waiting", "tickets in the line", waiting)
        yield _gauges("madang_desks_open", "desks at work for the service", desks)
        yield _gauges("madang_cases_waiting", "cases in which the office owes something", tray)
        served = CounterMetricFamily("madang_served", "tickets that were served to their end", labels=["service"])
        for name in services:
            served.add_metric([name], figures.served.get(name, 0))
        yield served
        yield CounterMetricFamily("madang_documents_issued", "documents issued", value=figures.documents_issued)


def _gauges(name: str, words: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=["service"])
    for service, value in values.items():
        family.add_metric([service], value)
    return family
