"""The seeds that are always run. One that failed once stays here for ever, with its story."""

FAILED: dict[int, str] = {
    98: "a citizen stayed seated in the booth of an officer who was gone when the talk ended, and then in a second one",
    15: "the law of the booths knew nothing of a second room, which has every booth once more",
    28: "a number was given again on the next day of the wall, because its ticket had been sent to another service",
}
SHORT = (1, 2, 3)  # of `make test`
STEPS = 60  # of each of the short ones
FAILED_STEPS = 150
