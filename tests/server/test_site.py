"""Who answers for the pages: the `[site]` table of services.toml, told to the client, on own pages, and by the doctor."""

from importlib import resources
from pathlib import Path

import pytest
from tests.server.running import madang, serving

from madang_counters.discovery import discover
from madang_server.catalogue import load_catalogue
from madang_server.faults import Misconfigured
from madang_server.settings import SERVICES_FILE
from madang_server.site import LOGO_BYTES_MAX
from madang_server.web.site import security_text

BACKENDS = discover().backends
SITE = """
[site]
operator = { ko = "마당시청 <b>", en = "Madang City Hall" }
official = true
logo = "logo.svg"
privacy = "https://madang.example/privacy?a=1&b=2"
accessibility = "http://madang.example/accessibility"
copyright = { ko = "© 마당시", en = "© City of Madang" }
address = { ko = "마당시 한옥길 1", en = "1 Hanok Road" }
telephone = "+82 (0)2-120"
security = "mailto:security@madang.example"
retention = { ko = "3년 동안 보관합니다.", en = "Kept for three years." }
"""
OFFICIAL = "이 누리집은 대한민국 공식 전자정부 누리집입니다."
LOGO = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def services(folder: Path, site: str = "") -> Path:
    """Write the shipped services with that table."""
    text = resources.files("madang_server.office_app").joinpath(SERVICES_FILE).read_text("utf-8")
    (folder / SERVICES_FILE).write_text(text + site, "utf-8")
    return folder / SERVICES_FILE


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('privacy = "javascript:alert(1)"', "site.privacy"),
        ('privacy = "/privacy"', "site.privacy"),
        ('accessibility = "https://a:b@madang.example/"', "site.accessibility"),
        ('accessibility = "https://madang.example/a b"', "site.accessibility"),
        ('operator = { ko = "마당" }', "site.operator.en"),
        ('operator = { ko = "", en = "x" }', "site.operator.ko"),
        (f'copyright = {{ ko = "{"가" * 201}", en = "x" }}', "site.copyright.ko"),
        ('telephone = "call us"', "site.telephone"),
        ('security = "javascript:alert(1)"', "site.security"),
        ('security = "mailto:"', "site.security"),
        ('security = "mailto:a@b.example\\nExpires: never"', "site.security"),
        ("official = 1", "site.official"),
        ('logo = "../logo.svg"', "site.logo"),
        ('logo = "logo.gif"', "site.logo"),
        ('logo = "missing.svg"', "site.logo"),
        ('oparator = "x"', "site.oparator"),
    ],
)
def test_a_fault_of_the_site_names_the_file_and_the_key(tmp_path: Path, line: str, key: str) -> None:
    file = services(tmp_path, f"\n[site]\n{line}\n")
    with pytest.raises(Misconfigured) as fault:
        load_catalogue(file, BACKENDS)
    assert str(fault.value).startswith(str(file))
    assert key in str(fault.value)


def test_a_logo_has_a_bound(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(b" " * (LOGO_BYTES_MAX + 1))
    with pytest.raises(Misconfigured, match=r"site\.logo"):
        load_catalogue(services(tmp_path, SITE), BACKENDS)


def test_C14_the_client_is_told_whose_pages_these_are_and_the_server_says_it_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "logo.svg").write_text(LOGO)
    services(data, SITE)
    with serving(tmp_path) as running, running.client() as http:
        told = http.get("/api/site").json()
        assert told["operator"] == {"ko": "마당시청 <b>", "en": "Madang City Hall"}
        assert (told["official"], told["telephone"]) == (True, "+82 (0)2-120")
        assert http.get(told["logo"]).text == LOGO
        page = http.get("/verify", params={"number": "2026-7K3D"}).text
        assert OFFICIAL in page
        assert "마당시청 &lt;b&gt;" in page
        assert "<b>" not in page
        assert 'href="https://madang.example/privacy?a=1&amp;b=2"' in page
        security = http.get("/.well-known/security.txt")
        assert security.headers["content-type"].startswith("text/plain")
        assert "Contact: mailto:security@madang.example\n" in security.text


def test_C15_who_finds_a_weakness_reads_where_to_report_it() -> None:
    said = security_text(["mailto:security@madang.example"], now=1_767_225_600.5)
    assert said.splitlines() == [
        "Contact: mailto:security@madang.example", "Expires: 2026-01-31T00:00:00Z", "Preferred-Languages: ko, en",
    ]  # fmt: skip


def test_C14_an_office_that_is_not_the_states_does_not_say_that_it_is(tmp_path: Path) -> None:
    with serving(tmp_path) as running, running.client() as http:
        assert http.get("/api/site").json() == {
            "name": {"ko": "마당 열린민원실", "en": "Madang Open Office"},
            "operator": {"ko": "마당 열린민원실", "en": "Madang Open Office"},
            "languages": ["ko", "en"],
            "official": False,
        }
        assert OFFICIAL not in http.get("/verify").text
        assert http.get("/api/site/logo").status_code == 404
        assert http.get("/.well-known/security.txt").status_code == 404


def test_the_doctor_warns_an_office_without_a_privacy_page(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    assert "ok   site: WARNING" in madang("doctor", folder=tmp_path).stdout
    (data / "logo.svg").write_text(LOGO)
    services(data, SITE)
    assert "WARNING: site.retention says how long requests are kept" in madang("doctor", folder=tmp_path).stdout
    toml = data / "services.toml"
    toml.write_text(toml.read_text("utf-8").replace("[office]\n", "[office]\nkept_days = 1095\n"), "utf-8")
    assert "site: privacy page https://madang.example/privacy" in madang("doctor", folder=tmp_path).stdout
