"""The seeds of moves that are always run. One that failed once stays here for ever, with its story.

What a seed does is fixed as long as the code is. What 289 found stands as a test of its own (tests/cluster/test_succession.py).
"""

FAILED: dict[int, str] = {
    289: "a new owner whom Redis did not tell which hosts there were let somebody in who was with one of them (N27)",
    432: "somebody had said goodbye to a host that was stopped, and came in anew before it heard that: the law was wrong",
}
SHORT = range(1, 41)  # of `make test`
# What turns red when a rule is taken away (rules_removed.py), and the law that it breaks.
WITHOUT: dict[str, tuple[int, str]] = {
    "the end of the right": (2, "one place"),
    "the owner's wait": (7, "one place"),
    "the new owner's wait": (7, "one place"),
    "the seat's once": (3, "seat"),
    "the seat's fifteen seconds": (18, "seat"),
}
