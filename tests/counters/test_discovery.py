"""Discovery: what is installed is found; what is broken is named and left out."""

from importlib.metadata import EntryPoint

import pytest

from madang_counters import Backend
from madang_counters.backends.echo import Echo
from madang_counters.discovery import GROUP, discover


class Unmade(Echo):
    def __init__(self):
        raise RuntimeError("no key")


class Undeclared(Echo):
    manifest = None


class Raising(Echo):
    @property
    def manifest(self):
        raise ValueError("not today")


class Leaving(Echo):
    @property
    def manifest(self):
        raise SystemExit(3)


class Unfinished(Backend):
    manifest = Echo.manifest


def plugin(name, value):
    return EntryPoint(name=name, value=value, group=GROUP)


ECHO = plugin("echo", "madang_counters.backends.echo:Echo")


def test_the_services_that_come_with_madang_are_found():
    found = discover()
    assert {"consultation", "echo", "resident-register-copy"} <= found.backends.keys()
    assert found.faults == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("no_such_module:Thing", "not_loaded"),
        ("madang_counters.backends.echo:Thing", "not_loaded"),
        ("madang_counters:CaseSnapshot", "not_a_backend"),
        ("tests.counters.test_discovery:Unmade", "not_made"),
        ("tests.counters.test_discovery:Unfinished", "not_made"),
        ("tests.counters.test_discovery:Undeclared", "no_manifest"),
        ("tests.counters.test_discovery:Raising", "bad_declaration"),
        ("tests.counters.test_discovery:Leaving", "bad_declaration"),
        ("madang_counters.backends.echo:Echo", "name_differs"),
    ],
)
def test_K3_a_broken_plugin_is_named_and_the_others_work(value, code):
    found = discover([plugin("broken", value), ECHO])
    assert [(fault.name, fault.code) for fault in found.faults] == [("broken", code)]
    assert found.backends.keys() == {"echo"}


def test_a_name_is_given_once():
    found = discover([ECHO, ECHO])
    assert [fault.code for fault in found.faults] == ["twice"]
