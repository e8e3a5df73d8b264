"""Small pieces for the lab's tests: packed frames, floors, a tally's outcome. No test here."""

import numpy as np

from madang_load.order import Order
from madang_load.outcome import Outcome, Readings
from madang_load.server_cost import Cost
from madang_load.server_metrics import read_metrics
from madang_load.step import Floor
from madang_load.tally import Tally
from madang_load.timeline import Row, Timeline
from madang_protocol.motion import CHANGED, CHANGES, ENTERED, LEFT, RECORD, WHOLE, pack_section

OPEN_FLOOR = Floor(np.zeros((40, 40), np.bool_), 256)
METRICS_BEFORE = """
madang_conflated_total 2.0
madang_keyframes_total 10.0
madang_rooms 1.0
madang_closes_total{code="1006"} 1.0
madang_tick_seconds_bucket{le="0.001"} 5.0
madang_tick_seconds_bucket{le="0.01"} 5.0
madang_tick_seconds_bucket{le="+Inf"} 5.0
other_thing 7.0
"""
METRICS_AFTER = """
madang_conflated_total 5.0
madang_keyframes_total 13.0
madang_rooms 2.0
madang_closes_total{code="1006"} 1.0
madang_closes_total{code="4000"} 3.0
madang_tick_seconds_bucket{le="0.001"} 103.0
madang_tick_seconds_bucket{le="0.01"} 105.0
madang_tick_seconds_bucket{le="+Inf"} 105.0
"""


def changed(slot, x, y, heading, number, age=0):
    return RECORD.pack(slot, x, y, heading | CHANGED << 4, number, age)


def entered(slot, x, y, heading, number):
    return RECORD.pack(slot, x, y, heading | ENTERED << 4, number, 0)


def left(slot):
    return RECORD.pack(slot, 0, 0, LEFT << 4, 0, 0)


def changes(cell, *records):
    return pack_section(cell, CHANGES, b"".join(records))


def whole(cell, *records):
    return pack_section(cell, WHOLE, b"".join(records))


def tally_of_a_run() -> Tally:
    tally = Tally()
    tally.latencies("seen", np.array([0.010, 0.020, 0.030]))
    tally.second = 1
    tally.latency("seen", 0.400)
    tally.latency("answered", 0.005)
    tally.call("t1", asked=1.0)
    tally.call("t1", heard=1.25)
    tally.pair_calls()
    tally.drawn_error_px.append(np.array([1.0, 2.0, 3.0, 12.0]))
    tally.counts.update(
        changes_delivered=99, changes_missing=1, citizen_ms=20_000, frames_in=400, bytes_in=40_000, open_at_end=10
    )
    tally.closes[1006] += 1
    tally.lags_ms.extend([1.0, 2.0, 3.0])
    tally.cpu_share_max = 0.25
    return tally


def outcome(tally: Tally | None = None) -> Outcome:
    timeline = Timeline()
    timeline.add(0, Row(0, 10, {"bytes_in": 100, "frames_in": 3}))
    timeline.add(0, Row(1, 10, {"bytes_in": 250, "frames_in": 5}))
    timeline.add(1, Row(1, 5, {"bytes_in": 50, "frames_in": 1}))
    timeline.server_cpu.extend([(0.0, 1.0), (1.0, 1.25), (2.0, 1.75)])
    readings = Readings(
        Cost(0.5, 1_000_000),
        Cost(1.0, 1_050_000),
        Cost(2.0, 1_100_000),
        read_metrics(METRICS_BEFORE),
        read_metrics(METRICS_AFTER),
    )
    order = Order("http://127.0.0.1:1", citizens=10, seconds=2, server_pid=1)
    return Outcome(order, 10, 2.0, tally or tally_of_a_run(), timeline, readings)
