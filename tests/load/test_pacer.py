"""When commands are due: evenly with a rate, whatever the server does; without one as soon as the sender is ready."""

import random

import pytest

from madang_load.pacer import Pacer


class Sender:
    def __init__(self):
        self.sent = []

    def send(self, due):
        self.sent.append(due)


def pacer_with(count, *, per_second, until=0.0):
    pacer, senders = Pacer(per_second, random.Random(1)), [Sender() for _ in range(count)]
    for sender in senders:
        pacer.rest(sender, until)
    return pacer, senders


def sent(senders):
    return sorted(due for sender in senders for due in sender.sent)


def test_with_a_rate_commands_are_due_at_even_intervals():
    pacer, senders = pacer_with(100, per_second=10)
    for now in (0.0, 0.01, 0.35, 1.0):
        pacer.send_due(now)
    assert sent(senders) == pytest.approx([0.1 * number for number in range(11)], abs=1e-6)


def test_a_command_for_which_nobody_was_free_keeps_the_instant_at_which_it_was_due():
    pacer, (sender,) = pacer_with(1, per_second=10)
    pacer.send_due(0.0)
    pacer.send_due(0.5)  # the only one still waits for an answer
    assert sender.sent == [0.0]
    pacer.rest(sender, 0.6)
    pacer.send_due(0.6)
    assert sender.sent == pytest.approx([0.0, 0.1])


def test_commands_that_nobody_sent_are_told_with_the_instants_at_which_they_were_due():
    pacer, _ = pacer_with(1, per_second=10)
    pacer.send_due(0.0)
    assert pacer.unsent(0.35) == pytest.approx([0.1, 0.2, 0.3])


def test_nobody_sends_before_they_have_rested_and_what_was_due_meanwhile_waits():
    pacer, (sender,) = pacer_with(1, per_second=10, until=1.0)
    pacer.send_due(0.95)
    assert sender.sent == []
    pacer.send_due(1.0)
    assert sender.sent == [0.95]


def test_without_a_rate_each_is_due_as_soon_as_they_are_ready():
    pacer, senders = pacer_with(3, per_second=None, until=1.0)
    pacer.send_due(0.9)
    assert sent(senders) == []
    pacer.send_due(1.2)
    assert sent(senders) == [1.0, 1.0, 1.0]
    assert pacer.unsent(9.0) == []
