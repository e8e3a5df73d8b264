"""The schedule runs what is due, in order of time."""

from madang_load.schedule import Schedule


def recorder(ran, name, *, every_s, last):
    """An action that notes when it was due, and wants to run again every so many seconds up to the instant `last`."""

    def action(due):
        ran.append((name, due))
        if due < last:
            return due + every_s
        return None

    return action


def test_actions_run_in_order_of_time_and_again_when_they_say():
    schedule, ran = Schedule(), []
    schedule.add(2.0, lambda due: ran.append(("once", due)))
    schedule.add(1.0, recorder(ran, "twice", every_s=2.0, last=3.0))
    schedule.run_until(0.5)
    assert ran == []
    schedule.run_until(2.5)
    assert ran == [("twice", 1.0), ("once", 2.0)]
    schedule.run_until(10.0)
    assert ran[-1] == ("twice", 3.0)
    schedule.run_until(100.0)
    assert len(ran) == 3


def test_a_late_schedule_tells_each_action_when_it_was_due():
    schedule, ran = Schedule(), []
    schedule.add(1.0, recorder(ran, "late", every_s=1.0, last=4.0))
    schedule.run_until(100.0)
    assert [due for _, due in ran] == [1.0, 2.0, 3.0, 4.0]
