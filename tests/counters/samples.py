"""Cases and events for the tests of counters."""

from madang_counters import CaseSnapshot, Words
from madang_counters.documents import OfficeNames, Sheet

NEW_YEAR = 1_767_225_600  # 2026-01-01 09:00 in Seoul
OFFICE = OfficeNames(
    name=Words("마당시 열린민원실", "City of Madang, Civic Office"), issuer=Words("마당시장", "Mayor of Madang"), seal="마당시장"
)
REQUEST = {
    "name": "홍길동",
    "birth_date": "1990-05-17",
    "address": "마당시 가람구 느티나무로 12",
    "purpose": "bank",
    "history": True,
    "language": "ko",
}


def case(**changes):
    facts = {
        "id": "c1",
        "number": "1",
        "service": "s",
        "state": "received",
        "lang": "ko",
        "citizen": "홍길동",
        "opened": NEW_YEAR,
    }
    return CaseSnapshot(**{**facts, **changes})


def sheet(document, **changes):
    facts = {
        "number": "2026-SY81-PSE2-ZTEK-5G3P-C4",
        "issued": NEW_YEAR,
        "document": document,
        "office": OFFICE,
        "verify_page": "https://madang.example/verify",
    }
    return Sheet(**{**facts, **changes})
