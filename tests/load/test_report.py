"""The figures of a run: their schema, their thresholds, their page."""

import jsonschema
import pytest
from hdrh.histogram import HdrHistogram
from tests.load.sketches import METRICS_AFTER, METRICS_BEFORE, outcome

from madang_load.page import page
from madang_load.report import figures
from madang_load.server_metrics import growth, percentile_ms, read_metrics
from madang_load.summary import lines
from madang_load.tally import Tally
from madang_load.threshold import NotAThreshold, read_threshold, schema

PROMISED = {
    "citizens", "delivered_ratio", "seen_p99_ms", "chat_p99_ms", "answered_p99_ms", "drawn_error_p95_px",
    "bytes_out_per_citizen_second", "cpu_us_per_citizen_second", "memory_bytes_per_citizen", "disconnects",
}  # fmt: skip


def test_the_schema_is_one_and_names_every_promised_figure():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(schema()["required"]) >= PROMISED
    assert all(field.get("description") for field in schema()["properties"].values())


@pytest.mark.parametrize("tally", [None, Tally()], ids=["a run", "an empty run"])
def test_a_report_keeps_its_schema(tally):
    jsonschema.validate(figures(outcome(tally)), schema())


def test_the_figures_of_a_run():
    values = figures(outcome())
    assert values["seen_p99_ms"] == pytest.approx(400, rel=0.001)
    assert values["seen_p50_ms"] == pytest.approx(20, rel=0.001)
    assert values["called_p50_ms"] == pytest.approx(250, rel=0.001)
    assert values["chat_p99_ms"] is None
    assert values["delivered_ratio"] == 0.99
    assert values["drawn_error_p95_px"] == pytest.approx(10.65)
    assert values["bytes_out_per_citizen_second"] == 2_000
    assert values["cpu_us_per_citizen_second"] == 50_000
    assert values["server_cpu_share"] == 0.5
    assert values["memory_bytes_per_citizen"] == pytest.approx(100_000 / 15, abs=1)  # fifteen were there at once
    assert values["disconnects"] == {"1006": 1}
    assert (values["conflated_frames"], values["keyframes"], values["server_rooms"]) == (3, 3, 2)
    assert (values["server_tick_p50_ms"], values["server_tick_p99_ms"]) == (1.0, 10.0)


def test_the_whole_distribution_is_told_too():
    values = figures(outcome())
    seen = HdrHistogram.decode(values["histograms"]["seen"])
    assert seen.get_total_count() == values["seen_count"]
    assert seen.get_value_at_percentile(50) / 1_000 == pytest.approx(values["seen_p50_ms"])
    assert HdrHistogram.decode(values["histograms"]["chat"]).get_total_count() == 0


def test_the_run_second_by_second():
    first, second = figures(outcome())["timeline"]
    assert (first["open"], first["bytes_out"], first["server_cpu_share"]) == (10, 100, 0.25)
    assert (second["open"], second["bytes_out"], second["server_cpu_share"]) == (15, 200, 0.5)
    assert second["seen_p99_ms"] == 400.0


@pytest.mark.parametrize(("share", "lag_ms", "said"), [(0.5, 5.0, False), (0.9, 5.0, True), (0.5, 80.0, True)])
def test_the_generator_says_when_it_was_the_bottleneck(share, lag_ms, said):
    tally = Tally(cpu_share_max=share)
    tally.lags_ms.extend([lag_ms] * 10)
    values = figures(outcome(tally))
    assert values["generator_was_bottleneck"] is said
    assert any("careful" in line for line in lines(values)) is said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("seen_p99_ms<=500", True),
        ("seen_p99_ms <= 150", False),
        ("delivered_ratio>=0.99", True),
        ("sequence_gaps==0", True),
        ("chat_p99_ms<=150", False),  # nobody talked: what was not measured is not kept
    ],
)
def test_a_threshold_is_kept_or_missed(text, kept):
    assert read_threshold(text).kept(figures(outcome())) is kept


@pytest.mark.parametrize("text", ["seen_p99_ms", "seen_p99_ms<150", "seen_p99_ms<=much", "speed<=3", "disconnects==0", ""])
def test_what_is_no_threshold_is_rejected(text):
    with pytest.raises(NotAThreshold):
        read_threshold(text)


def test_the_page_stands_on_its_own():
    text = page(figures(outcome()))
    assert text.count("<svg") == 5
    assert "http" not in text
    assert "<script" not in text


def test_the_page_of_an_empty_run_shows_what_there_is():
    assert "not measured" in page(figures(outcome(Tally())))


def test_a_server_that_began_anew_meanwhile_has_no_growth():
    before, after = read_metrics(METRICS_AFTER), read_metrics(METRICS_BEFORE)
    assert growth(before, after, "conflated") is None
    assert percentile_ms(before, after, "tick_seconds", 0.99) is None


def test_labelled_counters_add_up():
    assert growth(read_metrics(METRICS_BEFORE), read_metrics(METRICS_AFTER), "closes") == 3
    assert growth(None, read_metrics(METRICS_AFTER), "closes") is None
