"""What may happen to a ticket, a desk, a case and a talk, as people agreed on it: written by hand from SPEC T3 to T13 and C1.

Nothing here is taken from the product. A table that changes is changed twice, here after thinking about the rule.
"""

# T22: its day is over; T23: its holder was away for too long
IN_LINE = {
    "call": "called",
    "defer": "deferred",
    "later": "deferred",  # T39: to be called later, by choice
    "leave": "left",
    "expire": "left",
    "abandon": "left",
}
TICKETS = {
    "waiting": IN_LINE,
    "deferred": IN_LINE,
    "transferred": IN_LINE,
    "missed": {**IN_LINE, "undo_miss": "called"},  # T6: once more in the line; T38: they were there after all
    "called": {
        "recall": "called",  # T5
        "answer": "called",
        "serve": "serving",
        "miss": "missed",  # T6
        "drop": "left",  # T6: the second miss ends it
        "return": "waiting",  # T11: its desk closed
        "transfer": "transferred",
        "leave": "left",  # T13
        "defer": "deferred",  # T13: the desk is free for the next
        "later": "deferred",  # T39: so it is
    },
    "serving": {
        "finish": "done",
        "end_talk": "done",  # T45: after a warning or an alarm
        "hold": "held",
        "return": "waiting",
        "transfer": "transferred",
        "leave": "left",
    },
    "held": {"call": "called", "return": "waiting", "leave": "left", "expire": "left"},
    "done": {},
    "left": {"undo_leave": "waiting", "undo_miss": "called"},  # T37, T38: for ten seconds
}

DESKS = {
    "closed": {"open": "open"},
    "open": {"pause": "paused", "close": "closed", "call": "calling", "lost": "paused"},
    "calling": {"serve": "serving", "release": "open", "lost": "paused"},
    "serving": {"release": "open", "lost": "away"},  # T11: the served ticket stays
    "paused": {"resume": "open", "close": "closed", "lost": "paused", "back": "paused"},
    "away": {"resume": "serving", "release": "paused", "close": "closed", "lost": "away", "back": "away"},
}

CASES = {
    "draft": {"submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"receive": "received", "withdraw": "withdrawn"},
    "received": {
        "ask_supplement": "supplement_asked",
        "extend": "extended",
        "grant": "granted",
        "refuse": "refused",
        "withdraw": "withdrawn",
        "close": "closed",  # a talk needs no decision
    },
    "supplement_asked": {"submit": "received", "refuse": "refused", "withdraw": "withdrawn"},
    "extended": {
        "ask_supplement": "supplement_asked",
        "grant": "granted",
        "refuse": "refused",
        "withdraw": "withdrawn",
        "close": "closed",
    },
    "granted": {"deliver": "delivered", "close": "closed", "reopen": "received"},  # C42: an objection was upheld
    "refused": {"close": "closed", "reopen": "received"},
    "delivered": {"close": "closed", "reopen": "received"},
    "withdrawn": {},
    "closed": {},
}
OFFICE = {"officer", "backend"}
CASE_SENDERS = {
    "submit": {"citizen"},
    "withdraw": {"citizen"},
    "extend": {"officer"},  # a person is answerable for it
    "reopen": {"officer"},
    "receive": OFFICE,
    "ask_supplement": OFFICE,
    "grant": OFFICE,
    "refuse": OFFICE,
    "deliver": OFFICE,
    "close": OFFICE,
}

OBJECTIONS = {"filed": {"uphold": "upheld", "dismiss": "dismissed"}, "upheld": {}, "dismissed": {}}

ALARMS = {
    "raised": {"accept": "accepted", "close": "withdrawn", "expire": "unanswered"},
    "accepted": {"close": "closed", "expire": "closed"},
    "withdrawn": {},
    "unanswered": {},
    "closed": {},
}
