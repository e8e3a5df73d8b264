"""The scenario `counters`: what it reports is what the office's database has.

Real servers; nothing depends on how fast they are.
"""

import json
import os
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import jsonschema
import pytest
from tests.load.conftest import free_port, serving

from madang_load.cli import run
from madang_load.threshold import schema

COUNTERS = ("--scenario", "counters")


def copy_once(office, file, *, replies):
    """Copy the database when so many commands were accepted, and return how many are in the copy."""
    while replies_of(office) < replies:
        time.sleep(0.01)
    with closing(sqlite3.connect(office.data / "madang.db")) as sql, closing(sqlite3.connect(file)) as copy:
        sql.backup(copy)
        ((count,),) = copy.execute("SELECT count(*) FROM command_replies").fetchall()
    return count


def rows_of(office, question):
    """The rows that the database itself says."""
    with closing(sqlite3.connect(office.data / "madang.db")) as sql:
        return sql.execute(question).fetchall()


def replies_of(office):
    """How many commands were accepted: each keeps its reply (SPEC W6)."""
    ((count,),) = rows_of(office, "SELECT count(*) FROM command_replies")
    return count


@pytest.mark.parametrize("pace", [("--rate", "60"), ()], ids=["at a rate", "as fast as answers come"])
def test_every_command_that_is_said_to_be_kept_is_in_the_database(office, report, pace):
    before = replies_of(office)
    values = report(office, *COUNTERS, "--citizens", "30", "--seconds", "4", *pace)
    jsonschema.validate(values, schema())
    assert values["commands_kept"] == replies_of(office) - before > 30
    assert values["commands"] == values["commands_kept"]
    assert (values["rejected"], values["rejected_on_purpose"], values["lost"]) == (0, 0, 0)
    assert values["command_count"] == values["commands"] + values["commands_unsent"]
    assert values["command_cpu_ms"] > 0
    assert values["disconnects"] == {}


def test_a_citizen_takes_a_ticket_begins_a_request_keeps_drafts_and_gives_the_ticket_back(office, report):
    def rows():
        tickets = rows_of(office, "SELECT state, count(*) FROM tickets GROUP BY state")
        (drafts,) = rows_of(office, "SELECT count(*), coalesce(sum(rev), 0) FROM cases WHERE state = 'draft'")
        return dict(tickets), drafts

    tickets_before, (drafts_before, revisions_before) = rows()
    values = report(office, *COUNTERS, "--citizens", "6", "--seconds", "5")
    tickets, (drafts, revisions) = rows()
    taken = sum(tickets.values()) - sum(tickets_before.values())
    given_back = tickets.get("left", 0) - tickets_before.get("left", 0)
    assert drafts - drafts_before == 6
    assert taken >= given_back > 0
    opened = values["commands_kept"] - taken - given_back - (revisions - revisions_before)
    assert 6 <= opened <= values["commands_kept"] // 6 + 6  # the rest are drafts: four of seven


def test_what_is_asked_in_vain_on_purpose_is_rejected_and_writes_nothing(office, report):
    before = replies_of(office)
    values = report(office, *COUNTERS, "--citizens", "10", "--seconds", "3", "--rejected-share", "1")
    assert values["rejected_on_purpose"] == values["commands"] > 0
    assert values["rejections"] == {"unknown_ticket": values["commands"]}
    assert (values["rejected"], values["commands_kept"], values["lost"]) == (0, 0, 0)
    assert replies_of(office) == before


def test_at_a_rate_so_many_commands_are_due_and_none_is_left_out(office, report):
    values = report(office, *COUNTERS, "--citizens", "40", "--seconds", "4", "--rate", "20")
    due = values["commands"] + values["commands_unsent"]
    assert 20 * 4 <= due <= 20 * 4 + 2
    assert values["rate"] == 20


def test_desks_call_those_who_wait_and_the_line_is_told(twenty_desks, report):
    values = report(
        twenty_desks, *COUNTERS, "--citizens", "4", "--waiting", "40", "--desks", "3", "--processes", "2", "--seconds", "8"
    )
    ((called,),) = rows_of(twenty_desks, "SELECT count(*) FROM periods WHERE state = 'called'")
    ((left_waiting,),) = rows_of(
        twenty_desks, "SELECT count(*) FROM tickets WHERE state = 'waiting' AND service = 'consultation'"
    )
    assert values["waiting"] == 40
    assert values["officers"] == 3
    assert values["call_count"] == values["tickets_called"] == called > 0
    assert left_waiting >= 40 - called  # a desk whose officer leaves gives its ticket back
    assert values["told_count"] > 0
    assert values["lost"] == 0
    jsonschema.validate(values, schema())


def test_processes_come_from_addresses_of_their_own_and_share_the_line(twenty_desks, report):
    values = report(twenty_desks, *COUNTERS, "--citizens", "4", "--waiting", "9", "--processes", "2", "--seconds", "2")
    assert values["waiting"] == 9
    assert values["connect_failures"] == {}
    assert (values["connected"], values["lost"]) == (4, 0)


def test_W6_over_a_server_that_is_killed_nothing_that_was_acknowledged_is_lost(tmp_path):
    port, report = free_port(), tmp_path / "report.json"
    (data := tmp_path / "office").mkdir()
    arguments = ["--citizens", "20", "--seconds", "12", "--seed", "5"]
    with ThreadPoolExecutor(1) as beside, serving(data, port) as first:
        running = beside.submit(run, [first.url, *COUNTERS, *arguments, "--json", str(report)])
        while replies_of(first) < 40 and not running.done():
            time.sleep(0.01)
        os.kill(first.pid, signal.SIGKILL)
        with serving(data, port) as second:
            assert running.result() == 0
            values = json.loads(report.read_text("utf-8"))
            assert values["commands_kept"] == values["commands"] == replies_of(second)
    assert values["not_resumed"] == 20
    assert (values["rejected"], values["commands_unanswered"], values["lost"], values["citizens_unchecked"]) == (0, 0, 0, 0)


def test_what_was_acknowledged_and_is_gone_is_counted_as_lost(tmp_path):
    port, report, early = free_port(), tmp_path / "report.json", tmp_path / "early.db"
    (data := tmp_path / "office").mkdir()
    with ThreadPoolExecutor(1) as beside, serving(data, port) as first:
        running = beside.submit(run, [first.url, *COUNTERS, "--citizens", "10", "--seconds", "12", "--json", str(report)])
        copied_after = copy_once(first, early, replies=1)
        while replies_of(first) < copied_after + 40 and not running.done():
            time.sleep(0.01)
        os.kill(first.pid, signal.SIGKILL)
        for name in ("madang.db-wal", "madang.db-shm"):
            (data / name).unlink(missing_ok=True)
        early.replace(data / "madang.db")
        with serving(data, port, fresh=True):  # who is back early begins anew, and misses nothing in the end
            assert running.result() == 0
    assert json.loads(report.read_text("utf-8"))["lost"] > 0


def test_too_few_citizens_for_a_rate_are_an_error_that_says_how_many_it_needs(capsys):
    assert run(["http://127.0.0.1:1", *COUNTERS, "--citizens", "20", "--rate", "1000"]) == 2
    said = capsys.readouterr().err
    assert said == "madang load: --rate 1000 needs --citizens 250 or more: each sends at most 4 commands a second\n"


OF_COUNTERS = [("--rate", "5"), ("--waiting", "3"), ("--desks", "2"), ("--rejected-share", "0.5")]


@pytest.mark.parametrize("given", OF_COUNTERS)
def test_what_is_of_counters_alone_is_rejected_elsewhere(given, capsys):
    assert run(["http://127.0.0.1:1", "--scenario", "visit", *given]) == 2
    assert "--scenario counters" in capsys.readouterr().err


def test_counters_has_desks_instead_of_officers(capsys):
    assert run(["http://127.0.0.1:1", *COUNTERS, "--officers", "2"]) == 2
    assert "--desks instead of --officers" in capsys.readouterr().err
