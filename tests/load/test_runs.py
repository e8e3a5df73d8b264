"""Every scenario once, small, against a server as people start it. Nothing here depends on how fast the machine is."""

import jsonschema
import pytest

from madang_load.threshold import schema


def is_sound(values, citizens):
    jsonschema.validate(values, schema())
    assert values["disconnects"] == {}
    assert values["connect_failures"] == {}
    assert (values["sequence_gaps"], values["undecodable_frames"]) == (0, 0)
    assert values["delivered_ratio"] > 0
    assert values["seen_count"] > 0
    assert values["connected"] == citizens
    assert values["cpu_us_per_citizen_second"] > 0


def test_a_visit(office, report):
    values = report(office, "--citizens", "24", "--officers", "2", "--seconds", "6", "--seed", "3")
    is_sound(values, 24)
    assert values["open_at_end"] == 24
    assert values["answered_count"] > 0
    assert values["drawn_error_count"] > 0


def test_a_stroll_in_two_processes(office, report):
    values = report(office, "--citizens", "30", "--seconds", "5", "--scenario", "stroll", "--processes", "2")
    is_sound(values, 30)
    assert values["open_at_end"] == 30


def test_a_stroll_of_people_who_stand_still_costs_next_to_nothing(office, report):
    values = report(office, "--citizens", "20", "--seconds", "3", "--scenario", "stroll", "--walking", "0")
    assert (values["intents"], values["seen_count"], values["delivered_ratio"]) == (0, 0, None)
    assert values["disconnects"] == {}


def test_a_crowd_in_the_field_sees_one_another(field, report):
    values = report(field, "--citizens", "60", "--seconds", "5", "--scenario", "crowd", "--place", "field")
    is_sound(values, 60)
    assert values["server_rooms"] == 1
    assert values["drawn_error_count"] > 0


def test_an_office_day_serves_people(office, report):
    arguments = ("--citizens", "16", "--officers", "3", "--seconds", "15", "--scenario", "office-day", "--observers", "16")
    values = report(office, *arguments)
    is_sound(values, 0)
    assert values["citizen_seconds"] > 1
    assert values["tickets_taken"] > 0
    assert values["tickets_served"] > 0


def test_S5_after_a_storm_everybody_resumes(office, report):
    values = report(office, "--citizens", "30", "--seconds", "8", "--scenario", "storm")
    is_sound(values, 30)
    assert values["dropped"] == 30
    assert (values["resumed"], values["not_resumed"], values["lost"]) == (30, 0, 0)
    assert values["back_count"] == 30


def test_a_missed_threshold_is_code_1_and_a_page_is_written(office, report, tmp_path):
    page = tmp_path / "page.html"
    with pytest.raises(AssertionError, match="missed"):
        report(office, "--citizens", "4", "--seconds", "2", "--require", "citizens>=5", "--html", str(page))
    assert "<svg" in page.read_text("utf-8")
