"""The words of what is sent to people outside, in the office's languages. Words alone: no sending, and nobody's name."""

from collections.abc import Mapping
from datetime import datetime

from madang_server.catalogue import Catalogue

TEST, RUNG, ALARM = "test", "doorbell.rung", "alarm.raised"
_SUBJECTS = {
    TEST: ("[{office}] 알림 시험", "[{office}] Test of notifications"),
    RUNG: ("[{office}] {service}: 호출", "[{office}] {service}: somebody rings"),
    ALARM: ("[{office}] 비상 호출: {counter}", "[{office}] Alarm: {counter}"),
}
_TEXTS = {
    TEST: (
        "이 주소로 마당 민원실의 알림을 받을 수 있습니다. 창구: {link}",
        "Notifications of this Madang office reach this address. Your desk: {link}",
    ),
    RUNG: (
        "{time}에 시민이 ‘{service}’ 담당자를 호출했습니다. 지금 이 업무의 창구에 아무도 없습니다. 창구: {link}",
        "At {time} a citizen rang for “{service}”, and nobody is at its counters. Your desk: {link}",
    ),
    ALARM: (
        "{time}에 {counter} 담당자가 동료를 긴급히 호출했습니다. 아직 아무도 응답하지 않았습니다. 창구: {link}",
        "At {time} the officer at {counter} called for a colleague’s help, and nobody has answered yet. Your desk: {link}",
    ),
}


def words_of(kind: str, facts: Mapping[str, str], catalogue: Catalogue, link: str) -> tuple[str, str]:
    """Return subject and text, in each of the office's languages. `link`: to the desk."""
    at = {"ko": 0, "en": 1}
    time = f"{datetime.fromtimestamp(int(facts.get('at', 0)), catalogue.calendar.zone):%H:%M}"
    name = {"ko": catalogue.name.ko, "en": catalogue.name.en}
    subjects, texts = [], []
    for language in catalogue.languages:
        offer = catalogue.offers.get(facts.get("service", ""))
        service = offer.service.title[language] if offer is not None else facts.get("service", "")
        filled = {"office": name[language], "link": link, "service": service, "time": time}
        filled["counter"] = facts.get(f"counter_{language}", facts.get("counter", ""))
        subjects.append(_SUBJECTS[kind][at[language]].format(**filled))
        texts.append(_TEXTS[kind][at[language]].format(**filled))
    return " · ".join(subjects), "\n\n".join(texts) + "\n"
