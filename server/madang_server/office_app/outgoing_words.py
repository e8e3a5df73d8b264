"""The words of what is sent to people outside, in the office's languages. Words alone: no sending, and nobody's name."""

from collections.abc import Mapping

from madang_server.catalogue import Catalogue

TEST = "test"
_SUBJECTS = {
    TEST: ("[{office}] 알림 시험", "[{office}] Test of notifications"),
}
_TEXTS = {
    TEST: (
        "이 주소로 마당 민원실의 알림을 받을 수 있습니다. 창구: {link}",
        "Notifications of this Madang office reach this address. Your desk: {link}",
    ),
}


def words_of(kind: str, facts: Mapping[str, str], catalogue: Catalogue, link: str) -> tuple[str, str]:
    """Return subject and text, in each of the office's languages. `link`: to the desk."""
    at = {"ko": 0, "en": 1}
    name = {"ko": catalogue.name.ko, "en": catalogue.name.en}
    subjects, texts = [], []
    for language in catalogue.languages:
        offer = catalogue.offers.get(facts.get("service", ""))
        service = offer.service.title[language] if offer is not None else facts.get("service", "")
        filled = {"office": name[language], "link": link, "service": service}
        subjects.append(_SUBJECTS[kind][at[language]].format(**filled))
        texts.append(_TEXTS[kind][at[language]].format(**filled))
    return " · ".join(subjects), "\n\n".join(texts) + "\n"
