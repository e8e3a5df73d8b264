"""The seeds that are always run. One that failed once stays here for ever, with its story."""

FAILED: dict[int, str] = {}
SHORT = (1, 2, 3)  # of `make test`
STEPS = 60  # of each of these
