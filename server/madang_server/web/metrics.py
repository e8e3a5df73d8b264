"""The figures of all offices on one page for Prometheus: each sample says of which office it is. Knows registries, no figure."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector


class _OfOffices(Collector):
    """The metrics of each office's registry, with the label `office`."""

    def __init__(self, registries: Mapping[str, CollectorRegistry], version: str) -> None:
        self._registries = registries
        self._version = version

    def collect(self) -> Iterator[Metric]:
        families: dict[str, Metric] = {}
        for office, registry in self._registries.items():
            for found in registry.collect():
                family = families.setdefault(found.name, Metric(found.name, found.documentation, found.type, found.unit))
                for sample in found.samples:
                    family.samples.append(sample._replace(labels={"office": office, **sample.labels}))
        yield from families.values()
        yield InfoMetricFamily("madang_build", "the version at work", value={"version": self._version})


def metrics_of(registries: Mapping[str, CollectorRegistry], version: str) -> CollectorRegistry:
    """Return the registry of the whole server: of every office, by its id, and of the process."""
    whole = CollectorRegistry(auto_describe=False)
    whole.register(_OfOffices(registries, version))
    ProcessCollector(registry=whole)
    return whole
