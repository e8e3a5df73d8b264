"""A host has stopped before the owner takes its people over, whatever either was held up by (SPEC N26)."""

from random import Random

from madang_server.cluster.hosting.right import MARGIN_S, RENEW_EVERY_S, RIGHT_S, HostingGrant, HostingRight


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_N26_a_host_counts_from_before_it_asked_and_the_owner_from_when_it_answered() -> None:
    clock = Clock()
    right, grant = HostingRight(clock), HostingGrant(clock, clock())
    asked_at = clock()
    clock.now += 0.4
    grant.answered()
    right.renewed(asked_at)
    clock.now = asked_at + RIGHT_S - MARGIN_S - 0.01
    assert (right.held, grant.over) == (True, False)
    clock.now += 0.02
    assert (right.held, grant.over) == (False, False)
    clock.now = asked_at + 0.4 + RIGHT_S
    assert (right.held, grant.over) == (False, True)


def test_N26_a_look_that_found_no_owner_is_as_good_as_a_renewal() -> None:
    clock = Clock()
    right = HostingRight(clock)
    assert not right.held
    right.nobody_has_the_office(clock())
    clock.now += RIGHT_S - MARGIN_S - 0.01
    assert right.held
    right.renewed(clock() - RIGHT_S)  # an old answer takes nothing away
    assert right.held


SEEDS = range(500)


def test_N26_over_seeds_nobody_is_taken_over_while_the_host_may_go_on() -> None:
    assert [seed for seed in SEEDS if overlaps(seed, counts_from_hearing=False)] == []


def test_N26_a_host_that_counted_from_when_it_heard_would_share_its_people() -> None:
    assert [seed for seed in SEEDS if overlaps(seed, counts_from_hearing=True)] != []


def overlaps(seed: int, *, counts_from_hearing: bool) -> bool:
    """Whether the owner takes people over that the host still has. Each may stand still at any moment, also between asking and
    hearing; both clocks run on meanwhile.
    """
    chance, clock = Random(seed), Clock()
    right, grant = HostingRight(clock), HostingGrant(clock, clock())
    asked: float | None = None
    answered = False
    for _ in range(200):
        clock.now += chance.choice((0.05, RENEW_EVERY_S, RENEW_EVERY_S, 1.0, RIGHT_S, 2 * RIGHT_S))
        match chance.randrange(3):
            case 0 if asked is None:
                asked = clock()
            case 1 if asked is not None and not grant.over:
                grant.answered()
                answered = True
            case 2 if asked is not None and answered:
                right.renewed(clock() if counts_from_hearing else asked)
                asked, answered = None, False
        if right.held and grant.over:
            return True
    return False
