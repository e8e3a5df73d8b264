"""The schedule runs what is due, in order of time."""

from madang_load.schedule import Schedule


def test_actions_run_in_order_of_time_and_again_when_they_say():
    schedule, ran = Schedule(), []
    schedule.add(2.0, lambda due: ran.append(("once", due)))
    schedule.add(1.0, lambda due: ran.append(("twice", due)) or (due + 2.0 if due < 3 else None))
    schedule.run_until(0.5)
    assert ran == []
    schedule.run_until(2.5)
    assert ran == [("twice", 1.0), ("once", 2.0)]
    assert schedule.next_due() == 3.0
    schedule.run_until(10.0)
    assert ran[-1] == ("twice", 3.0)
    assert schedule.next_due() is None


def test_a_late_schedule_tells_each_action_when_it_was_due():
    schedule, ran = Schedule(), []
    schedule.add(1.0, lambda due: ran.append(due) or (due + 1.0 if due < 4 else None))
    schedule.run_until(100.0)
    assert ran == [1.0, 2.0, 3.0, 4.0]
