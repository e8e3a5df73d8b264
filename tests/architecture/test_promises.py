"""What the page promises in a sentence, and the rule of the SPEC that makes it true: each was held against the server.

A sentence that says what will be, stay or happen by itself belongs here. Its words are found by `PROMISES`, in Korean as in
English, so that a new one that nobody has held against a rule fails; `NONE` lists what only sounds like one.
"""

import re

import pytest
from tests.architecture.test_spec import ROOT, ids_in_tests, rules

WORDS = ROOT / "clients/web/src/words"
MESSAGE = re.compile(r"^([a-z][\w-]*) = (.*(?:\n[ }].*)*)", re.MULTILINE)
AT_DESK = "at-desk-"  # before the key: the same, said to an officer
PROMISES = {
    "en": re.compile(
        r"\bkept\b|\bkeeps?\b|\bsafe\b|\bstays?\b|\bsaved\b|\bsaves itself\b|by (?:itself|themselves|yourself)|\bwill\b|"
        r"\bwe call you\b|\bcounts\b|called (?:when|after|again)|\bat its old place\b|You may close|where you stood|fetch it|"
        r"can (?:be )?read|read this|reads it|is recorded|go first\.|\bearlier\b|\bgets? the\b|Nothing (?:was|has)|what happens|"
        r"goes to the citizen|cannot be given back|cannot find|you see it|in the line (?:again|until)|back in the line|can take|"
        r"\bwe ask\b|meanwhile|what you can do|can go into|Moved to"
    ),
    "ko": re.compile(
        r"드려요|드릴게요|드립니다|부를게요|부릅니다|불러요|모셔요|여쭤|남아|남고|남습니다|자동으로|언제나|그대로|저장(?:돼|해|됨|됩)|"
        r"보관|보입니다|볼 수 있|봐요|봅니다|읽을 수|이어(?:져|지고|집니다|서 상담| 가실)|(?:받|뽑)으실 수|닫으셔도|사라져요|"
        r"나타나요|나와요|나오고|전해[져집]|받을 수 있|없이 바로|모든 일|찾을 수 없어요\.$|하실 수 있는|다시 줄에|써도 돼|"
        r"쓰실 수|두셔도|옮겨"
    ),
}
# The key of each promise, and the rules that keep it.
KEPT: dict[str, tuple[str, ...]] = {
    "account-disable-sure": ("S24", "T11"),
    "account-address-set": ("S34",),
    "account-recovery-told": ("S28",),
    "accounts-name-hint": ("S24",),
    "accounts-password-told": ("S24",),
    "announcements-line-hint": ("T26",),
    "announcements-text-hint": ("T25",),
    "api-key-remove-no": ("O34",),
    "api-key-remove-sure": ("O34",),
    "api-keys-fault-missing": ("O34",),
    "api-keys-lead": ("O34", "O35"),
    "api-keys-once": ("O34",),
    "api-keys-rights": ("O34",),
    "appointment-check-in-hint": ("T32", "T33"),
    "appointment-move-hint": ("T31",),
    "appointment-times-none": ("T1",),
    "arrival-lead": ("S2",),
    "arrival-privacy": ("S2", "C3", "W12"),
    "audit-broken": ("A4",),
    "audit-holds": ("A4", "A6"),
    "audit-not_allowed": ("A6",),
    "barred-still": ("R24",),
    "barred-why": ("R24",),
    "canned-fault-failed": ("C40",),
    "case-next-closed": ("C6", "C16"),
    "case-next-delivered": ("C8",),
    "case-next-granted_in_part": ("C41",),
    "case-next-objected": ("C2", "C42", "S6"),
    "case-next-received": ("C2", "S6"),
    "case-next-refused": ("C4", "K5"),
    "case-next-submitted": ("C2", "S6"),
    "case-next-talk-waiting": ("C6",),
    "case-next-talking-form": ("C6",),
    "case-next-transferred": ("C6", "T17"),
    "case-reason": ("C4", "K5"),
    "others-sent": ("O28",),
    "counters-none": ("T12",),
    "desk-close-none": ("T11", "T15"),
    "desk-close-others": ("T11", "T8"),
    "desk-end-talk-hint": ("T45",),
    "desk-further-where": ("T40",),
    "desk-leave-sure": ("T11",),
    "desk-note": ("C6",),
    "desk-talk-overlong": ("T43",),
    "desk-undo-missed-hint": ("T38",),
    "desk-transfer-first-hint": ("T28",),
    "desk-transfer-where": ("T8",),
    "desk-warn-hint": ("T44",),
    "draft-clash-what": ("C3",),
    "draft-here": ("C3",),
    "draft-saved": ("C2", "C3"),
    "easy-wait": ("T5",),
    "entry-timer-failed": ("K8",),
    "figures-save-failed": ("O22",),
    "figures-save-saved": ("O22",),
    "file-fault-too_fast": ("C24",),
    "file-fault-offline": ("C24",),
    "file-fault-storage": ("C24", "C29"),
    "files-about": ("C24", "C26"),
    "form-privacy": ("C14",),
    "ground-first": ("T8",),
    "hand-over-note": ("C44", "C45"),
    "ground-hint": ("T8",),
    "help-form": ("C3", "C7"),
    "help-lead": ("C3", "T13"),
    "help-private": ("C5", "C13", "C48", "R12"),
    "help-ticket": ("T5", "T15"),
    "help-walk": ("R5",),
    "helping-reads": ("C48",),
    "helping-told": ("C48", "C50"),
    "helping-until": ("C49",),
    "helping-until-over": ("C49",),
    "later-hint": ("T39",),
    "leave-sure": ("S2",),
    "line-away-count": ("T15",),
    "inquiry-consent": ("O14",),
    "inquiry-consent-hint": ("O14", "O15"),
    "inquiry-fault-consent-missing": ("O14",),
    "inquiry-somebody-there": ("O14",),
    "line-busy": ("T19",),
    "news-case-refused": ("C4", "K5"),
    "news-talk": ("C3",),
    "notice-appointment_missed": ("T1", "T32"),
    "notice-abandoned": ("T1", "T23"),
    "notice-citizen_back": ("T37",),
    "notice-citizen_deferred": ("T13", "T17"),
    "notice-report_warned": ("O29", "R24"),
    "notice-desk_closed": ("T11",),
    "notice-desk_taken_over": ("T11",),
    "notice-expired": ("C2", "T1", "T22"),
    "notice-expired-opens": ("C2", "T12", "T22"),
    "notice-finished": ("C6",),
    "notice-further": ("T19", "T40"),
    "notice-held": ("T3", "T17"),
    "notice-line_ended": ("T20", "T22"),
    "notice-missed": ("T6",),
    "notice-missed_over": ("T1", "T6"),
    "notice-objection_dismissed": ("C42",),
    "notice-partner_away": ("C10", "T3", "T11", "T16"),
    "notice-partner_walked": ("C10", "T16"),
    "notice-preferred_left": ("T42",),
    "notice-record_nearly_full": ("C12",),
    "notice-report_answered": ("O28",),
    "notice-returned": ("T11",),
    "notice-rooms_barred": ("R24",),
    "notice-talk_ended": ("T45",),
    "notice-talk_warned": ("T44",),
    "notice-timer_failed": ("K8",),
    "notice-transferred": ("T8", "T17"),
    "notes-hint": ("C45",),
    "objection-dismissed": ("C42",),
    "objection-filed": ("C42",),
    "objection-hint": ("C41",),
    "objection-lead": ("C41", "C42"),
    "objection-officer-dismissed": ("C42",),
    "open-reason-why": ("C13",),
    "party-code-once": ("C46", "C47"),
    "party-end-sure": ("C49",),
    "party-leave-sure": ("C49",),
    "party-typed-told": ("C47", "C50"),
    "people-none": ("R7",),
    "prefer-hint": ("T42",),
    "mail-confirmed": ("S38",),
    "mail-consent-hint": ("S37", "S21", "S36"),
    "mail-fault-consent": ("S37",),
    "mail-is-used": ("S38",),
    "mail-lead": ("S38",),
    "mail-link-asked": ("S39",),
    "mail-link-lead": ("S39",),
    "own-data-forget-no": ("S36",),
    "own-data-lead": ("S35",),
    "own-data-stays": ("C53", "S36"),
    "own-data-under-way": ("S36",),
    "recovery-care": ("S30", "S2"),
    "recovery-once": ("S30",),
    "recovery-renew-no": ("S30",),
    "recovery-replaces": ("S19", "S30"),
    "recovery-revoke-no": ("S30",),
    "recovery-revoke-sure": ("S30",),
    "recovery-square": ("S30",),
    "rejected-counter_closed": ("K3",),
    "rejected-document_failed": ("K7",),
    "rejected-in_talk": ("T19",),
    "rejected-record_full": ("C12",),
    "rejected-storage": ("C9", "C3"),
    "rejected-unprintable": ("C11",),
    "rejoining": ("C3", "S6", "T9"),
    "servers-failed": ("N19",),
    "servers-no_redis": ("N5",),
    "servers-not_allowed": ("N19",),
    "reports-failed": ("O29",),
    "reports-not_allowed": ("O29",),
    "reports-no-lines": ("O28",),
    "service-broken": ("K3", "C3"),
    "service-form-any-time": ("C3",),
    "service-line-closed": ("T26",),
    "service-line-closed-until": ("T12", "T26"),
    "supervision-failed": ("O20",),
    "supervision-not_allowed": ("O20",),
    "talk-files-about": ("C26", "C31"),
    "ticket-appointment": ("T33",),
    "ticket-after-talk": ("T19",),
    "ticket-away": ("T15", "T23"),
    "ticket-counts-from": ("T40",),
    "ticket-closed": ("T22",),
    "ticket-given-back": ("T37",),
    "ticket-held": ("T3",),
    "ticket-later-hint": ("T39",),
    "ticket-leave-sure": ("T13", "T37"),
    "ticket-meanwhile": ("T19",),
    "ticket-missed": ("T6",),
    "ticket-no-desk": ("T7",),
    "ticket-transferred": ("T8", "T17"),
    "ticket-undo-told": ("T37",),
    "ticket-waiting-hint": ("T5", "T15"),
    "transcript-private": ("C5", "C13"),
    "transcript-private-beside": ("C5", "C13", "C48"),
    "transcript-private-helping": ("C13", "C48"),
    "transcript-private-officer": ("C6", "C13"),
    "transcript-private-officer-beside": ("C6", "C13", "C48"),
    "wait-no-desk": ("T7",),
    "waiting-4430": ("S15",),
    "waiting-delayed": ("S20", "S6"),
    "write-going": ("W12",),
}
# They ask, command or describe the page itself.
NONE = {
    "appointment-cancel-no",
    "appointment-move-not",
    "arrival-name",
    "case-answers-shown",
    "case-withdraw-no",
    "chat-none",
    "consent-kept",
    "desk-close-no",
    "desk-leave-no",
    "leave-no",
    "notice-other",
    "party-end-no",
    "reports-barred-already",
    "rejected-form_stale",
    "settings-contrast-hint",
    "settings-easy-hint",
    "settings-plain-hint",
    "ticket-give-up-no",
    "ticket-leave-no",
    "world-how",
    "world-none",
}


def messages(language: str) -> dict[str, str]:
    return dict(MESSAGE.findall("\n".join(file.read_text("utf-8") for file in sorted((WORDS / language).glob("*.ftl")))))


def promising(language: str) -> set[str]:
    return {key.removeprefix(AT_DESK) for key, text in messages(language).items() if PROMISES[language].search(text)}


@pytest.mark.parametrize("language", PROMISES)
def test_every_sentence_that_promises_names_the_rule_behind_it(language: str) -> None:
    assert promising(language) - NONE - set(KEPT) == set()


def test_each_promise_is_made_in_both_languages() -> None:
    assert set(KEPT) | NONE <= set(messages("en")) & set(messages("ko"))
    assert set(KEPT) & NONE == set()


def test_what_is_listed_still_sounds_like_a_promise() -> None:
    assert set(KEPT) | NONE <= promising("en") | promising("ko")


@pytest.mark.parametrize("key", KEPT)
def test_the_rules_behind_a_promise_are_in_the_spec_and_tests_carry_them(key: str) -> None:
    assert KEPT[key] != ()
    assert set(KEPT[key]) <= set(rules()) & ids_in_tests()
