"""What the page promises in a sentence, and the rule of the SPEC that makes it true: each was held against the server.

A sentence that says what will be, stay or happen by itself belongs here. Its words are found by `PROMISES`, so that a new one
that nobody has held against a rule fails; `NONE` lists what only sounds like one.
"""

import re

from tests.architecture.test_spec import ROOT, rules

WORDS = ROOT / "clients/web/src/words"
MESSAGE = re.compile(r"^([a-z][\w-]*) = (.*(?:\n .*)*)", re.MULTILINE)
PROMISES = re.compile(
    r"\bkept\b|\bkeeps?\b|\bsafe\b|\bstays?\b|\bsaved\b|\bsaves itself\b|by (?:itself|themselves|yourself)|"
    r"\bwill\b|\bwe call you\b|\bcounts\b|called when|\bat its old place\b|You may close|where you stood|can read it|read this|"
    r"can be read|go first\.|\bgets? the\b|Nothing (?:was|has)|what happens|goes to the citizen|cannot be given back|cannot find"
)
# The key of each promise, and the rules that keep it.
KEPT: dict[str, tuple[str, ...]] = {
    "arrival-privacy": ("S2", "C3", "W12"),
    "case-next-closed": ("C6", "C16"),
    "case-next-received": ("C2", "S6"),
    "case-next-submitted": ("C2", "S6"),
    "case-next-transferred": ("C6", "T17"),
    "counters-none": ("T12",),
    "desk-close-none": ("T11", "T15"),
    "desk-close-others": ("T11", "T8"),
    "desk-transfer-where": ("T8",),
    "draft-clash-what": ("C3",),
    "draft-here": ("C3",),
    "draft-saved": ("C2", "C3"),
    "entry-timer-failed": ("K8",),
    "form-privacy": ("C14",),
    "ground-hint": ("T8",),
    "help-form": ("C3", "C7"),
    "help-lead": ("C3", "T13"),
    "help-private": ("C5", "C13", "R12"),
    "help-ticket": ("T5", "T15"),
    "help-walk": ("R5",),
    "leave-sure": ("S2",),
    "line-busy": ("T19",),
    "line-away-count": ("T15",),
    "news-talk": ("C3",),
    "notice-citizen_deferred": ("T13", "T17"),
    "notice-finished": ("C6",),
    "notice-held": ("T3", "T17"),
    "notice-partner_away": ("C10", "T16"),
    "notice-partner_walked": ("C10", "T16"),
    "notice-returned": ("T11",),
    "notice-timer_failed": ("K8",),
    "notice-transferred": ("T8", "T17"),
    "open-reason-why": ("C13",),
    "people-none": ("R7",),
    "rejected-counter_closed": ("K3",),
    "rejected-document_failed": ("K7",),
    "rejected-in_talk": ("T19",),
    "rejected-record_full": ("C12",),
    "rejected-storage": ("C9", "C3"),
    "rejected-unprintable": ("C11",),
    "rejoining": ("C3", "S6", "T9"),
    "service-broken": ("K3", "C3"),
    "service-form-any-time": ("C3",),
    "ticket-after-talk": ("T19",),
    "ticket-held": ("T3",),
    "ticket-leave-sure": ("T13",),
    "ticket-meanwhile": ("T19",),
    "ticket-no-desk": ("T7",),
    "ticket-waiting-hint": ("T5", "T15"),
    "transcript-private": ("C5", "C13"),
    "transcript-private-officer": ("C6", "C13"),
    "wait-no-desk": ("T7",),
    "waiting-4430": ("S15",),
    "write-going": ("W12",),
}
# They ask, command or describe the page itself.
NONE = {
    "consent-kept",
    "arrival-name",
    "case-withdraw-no",
    "chat-none",
    "desk-close-no",
    "leave-no",
    "rejected-form_stale",
    "ticket-leave-no",
}


def messages(language: str) -> dict[str, str]:
    return dict(MESSAGE.findall("\n".join(file.read_text("utf-8") for file in sorted((WORDS / language).glob("*.ftl")))))


def test_every_sentence_that_promises_names_the_rule_behind_it() -> None:
    found = {key for key, text in messages("en").items() if PROMISES.search(text)}
    assert found - NONE - set(KEPT) == set()


def test_each_promise_is_made_in_both_languages_and_its_rules_are_in_the_spec() -> None:
    assert set(KEPT) <= set(messages("en")) & set(messages("ko"))
    assert {rule for behind in KEPT.values() for rule in behind} <= set(rules())
