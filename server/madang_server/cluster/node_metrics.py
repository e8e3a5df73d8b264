"""What a node says of itself to Prometheus, beside the figures of its offices. Knows the node, no office."""

from collections.abc import Callable, Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from madang_server.cluster.nodes import Node


class NodeMetrics(Collector):
    """Figures of one node. `redis_answers`: at the last try."""

    def __init__(self, about_me: Callable[[], Node], redis_answers: Callable[[], bool]) -> None:
        self._about_me = about_me
        self._redis_answers = redis_answers

    def collect(self) -> Iterator[Metric]:
        me = self._about_me()
        for name, told, value in (
            ("madang_node_offices", "offices that this node has", me.offices),
            ("madang_node_passed_on", "sockets that this node passes on to others", me.passed_on),
            ("madang_node_hosted", "people in rooms here of offices that other nodes have", me.hosted),
            ("madang_node_draining", "1 while this node takes no office", me.draining),
            ("madang_node_redis", "1 while Redis answers this node", self._redis_answers()),
        ):
            family = GaugeMetricFamily(name, told, labels=["node"])
            family.add_metric([me.id], float(value))
            yield family
