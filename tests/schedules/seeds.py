"""The seeds that are always run. One that failed once stays here for ever, with its story.

What a seed does is fixed as long as the code of the schedules is: a seed that an older drawing found stands as a test of its own
(SPEC S22: a session that goes on has another key; S23: whoever is next learns since when nobody has had the office).
"""

FAILED: dict[int, str] = {
    24: "a server was stopped between a commit and its answer, and told it when another had the office (C23)",
    270: "the same, where the answer came late and the lease had run out",
}
SHORT = range(1, 401)  # of `make test`
# What turns red when a rule is taken away (rules_removed.py), and the law that it breaks.
WITHOUT: dict[str, tuple[int, str]] = {
    "the fence": (193, "one owner"),
    "the undo": (1, "memory"),
    "the epoch of the journal": (3, "journal"),
    "the own clock": (235, "told is true"),
    "the look at the lease behind a commit": (24, "told is true"),
    "the question what became of a commit": (219, "no guess"),
}
