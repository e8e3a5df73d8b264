"""Hosts, origins and targets of requests are read as addresses, and what is not written as one is nobody's."""

import pytest

from madang_server.addresses import host_name, is_own_host, is_own_origin, read_origins
from madang_server.faults import Misconfigured
from madang_server.request_target import BadTarget, plain_target
from madang_server.settings import load_settings

NAMES = {"hall.example", "::1"}
OWN = [
    "hall.example", "HALL.Example.", "hall.example:443", "hall.example:", "localhost", "a.localhost:9", "127.0.0.2",
    "127.0.0.1.", "[::1]", "[::1]:80", "[0:0:0:0:0:0:0:1]", "[::ffff:10.0.0.7]",
]  # fmt: skip
FOREIGN = [
    "localhost/evil", r"localhost\evil", "localhost?x", "localhost#x", "localhost,evil", "localhost:abc",
    "localhost:0", "localhost:65536", "localhost:80:80", "localhost..", ".localhost.evil", "me@localhost",
    "localhost@evil.example", "::1", "[::1", "[::1]x", "[127.0.0.1]", "[fe80::1%25eth0]", "١٢٧.0.0.1", "127.1",
    "0x7f.0.0.1", "hall.example.evil.example", "x.hall.example", "한글.localhost", "%6cocalhost", "http://localhost",
]  # fmt: skip
FOREIGN += ["", " localhost", "localhost ", "localhost evil", f"{'a' * 64}.localhost"]


@pytest.mark.parametrize("host", OWN)
def test_S14_a_host_that_is_written_as_the_offices_address_is_its_own(host: str) -> None:
    assert is_own_host(host, NAMES)


@pytest.mark.parametrize("host", FOREIGN)
def test_S14_what_is_no_address_or_anothers_is_foreign(host: str) -> None:
    assert not is_own_host(host, NAMES)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://hall.example", "hall.example"),
        ("HTTP://Hall.Example", "hall.example.:80"),
        ("https://hall.example:443", "hall.example"),
        ("http://[::1]:8080", "[0:0::1]:8080"),
        ("https://city.example", "hall.example"),
        ("https://CITY.example.:443", "hall.example"),
    ],
)
def test_S13_a_page_of_the_host_or_of_an_allowed_origin_is_the_offices(origin: str, host: str) -> None:
    assert is_own_origin(origin, host, read_origins({"https://city.example:443", "no origin"}))


@pytest.mark.parametrize(
    "origin",
    ["", "null", "hall.example", "//hall.example", "http:hall.example", "http:///hall.example", "http:\\\\hall.example",
     "http://hall.example/", "http://hall.example?x", "http://hall.example#x", "http://me@hall.example", "http://hall.example:8080",
     "http://hall.example:abc", "http://hall.example\\", "http://hall.example http://hall.example", "ftp://hall.example",
     "http://city.example", "https://city.example:8443", "https://city.example/"],
)  # fmt: skip
def test_S13_an_origin_that_is_not_written_as_one_or_is_anothers_is_foreign(origin: str) -> None:
    assert not is_own_origin(origin, "hall.example", read_origins({"https://city.example"}))


def test_a_host_that_was_set_is_named_as_a_request_names_it() -> None:
    assert [host_name(host) for host in ("::1", "[0::1]", "Hall.Example.", "10.0.0.7")] == [
        "::1",
        "::1",
        "hall.example",
        "10.0.0.7",
    ]


@pytest.mark.parametrize(
    ("target", "left", "host"),
    [
        (b"/ws?x=http://a/", b"/ws?x=http://a/", b"told"),
        (b"http://hall.example/ws", b"/ws", b"hall.example"),
        (b"HTTPS://hall.example:8443", b"/", b"hall.example:8443"),
        (b"http://hall.example?q", b"/?q", b"hall.example"),
        (b"http://me@evil/ws", b"/ws", b"me@evil"),
    ],
)
def test_S13_the_host_of_a_whole_address_is_the_one_that_counts(target: bytes, left: bytes, host: bytes) -> None:
    headers = [(b"accept", b"*/*"), (b"host", b"told")]
    assert plain_target(target, headers, host_needed=True) == left
    assert [value for name, value in headers if name == b"host"] == [host]


@pytest.mark.parametrize(
    ("target", "hosts", "code"),
    [
        (b"/", [], "bad_host"),
        (b"/", [b"a", b"a"], "bad_host"),
        (b"http://a/", [b"a", b"a"], "bad_host"),
        (b"http://a/", [], "bad_host"),
        (b"*", [b"a"], "bad_target"),
        (b"a:443", [b"a"], "bad_target"),
        (b"ftp://a/", [b"a"], "bad_target"),
        (b"http:/a/", [b"a"], "bad_target"),
    ],
)
def test_S14_a_request_that_does_not_say_in_one_way_where_it_goes_is_rejected(
    target: bytes, hosts: list[bytes], code: str
) -> None:
    with pytest.raises(BadTarget, match=code):
        plain_target(target, [(b"host", host) for host in hosts], host_needed=True)


MORE = ["https://me:secret@hall.example", "https://secret@hall.example", "https://hall.example?key=secret", "https://hall.example/#secret",
        "https://hall.example/secret", "https://hall.example/?"]  # fmt: skip


@pytest.mark.parametrize("url", MORE)
@pytest.mark.parametrize("name", ["public_url", "other_urls"])
def test_an_address_of_the_office_holds_nothing_else_and_no_secret_is_repeated(url: str, name: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        load_settings(**{name: url})
    assert str(fault.value).startswith(f"setting {name}")
    assert "must be an address alone, such as https://madang.example.org" in str(fault.value)
    assert "secret" not in str(fault.value)
