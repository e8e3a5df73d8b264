"""A data folder with two offices: Jongno in Seoul, whose consultation is always open, and Haeundae in Busan, open on Mondays."""

from importlib import resources
from pathlib import Path

ALWAYS = "\n".join(
    f'{day} = ["00:00-24:00"]' for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
NAMES = {
    "jongno": '{ ko = "종로 민원실", en = "Jongno Office" }\ncity = { ko = "서울특별시", en = "Seoul" }',
    "haeundae": '{ ko = "해운대 민원실", en = "Haeundae Office" }\ncity = { ko = "부산광역시", en = "Busan" }',
}
_SHIPPED = resources.files("madang_server.office_app").joinpath("services.toml")
_NAME = '{ ko = "마당 열린민원실", en = "Madang Open Office" }'


def always_open() -> str:
    """The services.toml of an office that never closes."""
    before, _, after = _SHIPPED.read_text("utf-8").partition("[holidays]")
    text = f"{before.partition('[hours]')[0]}[hours]\n{ALWAYS}\n\n[holidays]{after}"
    return text.replace('country = "KR"', 'country = "none"', 1)


def services_of(office: str) -> str:
    """The services.toml of one of them."""
    text = _SHIPPED.read_text("utf-8").replace(_NAME, NAMES[office])
    assert NAMES[office] in text
    before, _, after = text.partition("[holidays]")
    hours = '[hours]\nmonday = ["09:00-18:00"]\n\n'
    own = f"\n[services.consultation.hours]\n{ALWAYS}\n" if office == "jongno" else ""
    return before.partition("[hours]")[0] + hours + "[holidays]" + after.replace('country = "KR"', 'country = "none"', 1) + own


def make_two_offices(data: Path) -> None:
    """Write the folders of both."""
    for office in NAMES:
        folder = data / "offices" / office
        folder.mkdir(parents=True)
        (folder / "services.toml").write_text(services_of(office), "utf-8")
