"""Which step of a life holds on a day, and what is told before: every edge, and two years day by day."""

from datetime import date, timedelta

import pytest
from plan.life import STATES, Past, Step, ahead, alerts, notices, state_on

DUE = date(2026, 3, 1)
LADDER = (
    Step("outgoing", 14, (7, 2)),
    Step("service", 30, (7,)),
    Step("inactive", 60, (14,)),
    Step("terminated", 90, (30, 7)),
)


def day(number):
    """So many days after the due date."""
    return DUE + timedelta(days=number)


class Clock:
    """Nights one after the other, as the nightly run works."""

    def __init__(self, ladder=LADDER, held="active"):
        self.ladder, self.held, self.since, self.told, self.steps = ladder, held, None, {}, []

    def night(self, today, anchor):
        """One night; an anchor that changes has notices of its own."""
        told = self.told.setdefault(anchor, {})
        past = Past(anchor, self.held, self.since, told)
        for notice in notices(self.ladder, past, today):
            told[notice.step.state, notice.ahead] = today
        state = state_on(self.ladder, past, today)
        if state != self.held:
            self.held, self.since = state, today
            self.steps.append((state, today))

    def nights(self, first, last, anchor=DUE):
        """All nights of these days after the due date."""
        for number in range(first, last + 1):
            self.night(day(number), anchor)
        return self


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (0, "active"),
        (13, "active"),
        (14, "outgoing"),
        (29, "outgoing"),
        (30, "service"),
        (59, "service"),
        (60, "inactive"),
        (89, "inactive"),
        (90, "terminated"),
        (730, "terminated"),
    ],
)
def test_each_step_holds_from_its_day_on(number, state):
    assert Clock().nights(0, number).held == state


def test_two_years_have_each_step_once_on_its_day_and_each_notice_once_before():
    clock = Clock().nights(-30, 700)
    assert clock.steps == [(step.state, day(step.days)) for step in LADDER]
    assert clock.told[DUE] == {(step.state, n): day(step.days - n) for step in LADDER for n in step.notices}


@pytest.mark.parametrize("missed", range(0, 91, 5))
def test_a_night_that_was_missed_skips_no_step_and_nobody_is_restricted_untold(missed):
    clock = Clock().nights(0, missed)
    clock.nights(missed + 20, 200)
    assert [state for state, _day in clock.steps] == [step.state for step in LADDER]
    for state, moment in clock.steps:
        step = next(step for step in LADDER if step.state == state)
        first = min(told for (of, _n), told in clock.told[DUE].items() if of == state)
        assert moment >= max(day(step.days), first + step.lead * timedelta(days=1))


def test_an_old_debt_gets_its_notices_first_and_one_step_a_night():
    clock = Clock().nights(400, 500)
    days = [(moment - day(400)).days for _state, moment in clock.steps]
    assert days[0] == 2  # the shortest notice
    assert all(later > earlier for earlier, later in zip(days, days[1:], strict=False))
    assert [state for state, _day in clock.steps] == list(STATES[1:])
    assert all(told >= day(400) for told in clock.told[DUE].values())


@pytest.mark.parametrize("number", [14, 30, 60, 90])
def test_payment_undoes_every_step(number):
    clock = Clock().nights(0, number + 1)
    assert clock.held != "active"
    clock.night(day(number + 1), None)
    assert clock.held == "active"


@pytest.mark.parametrize(
    ("held_on", "younger", "then"),
    [(65, 10, "service"), (65, 40, "outgoing"), (65, 60, "active"), (35, 5, "service"), (95, 1, "terminated")],
)
def test_paying_the_oldest_leaves_what_the_next_one_calls_for(held_on, younger, then):
    clock = Clock().nights(0, held_on)
    clock.night(day(held_on), day(younger))
    assert clock.held == then


def test_a_part_payment_skips_no_step():
    """The oldest invoice is paid on day 20, the next is due on day 10: its own steps come on its own days."""
    clock = Clock().nights(0, 20)
    clock.nights(20, 120, anchor=day(10))
    assert clock.steps == [
        ("outgoing", day(14)),
        ("active", day(20)),
        ("outgoing", day(24)),
        ("service", day(40)),
        ("inactive", day(70)),
        ("terminated", day(100)),
    ]


def test_what_was_paused_comes_back_where_it_was_one_step_a_night():
    clock = Clock().nights(0, 45)
    clock.nights(46, 50, anchor=None)
    clock.nights(51, 54)
    assert clock.steps[2:] == [("active", day(46)), ("outgoing", day(51)), ("service", day(52))]


def test_the_calendar_tells_the_days_that_come():
    assert [(step.state, moment) for step, moment in ahead(LADDER, Past(DUE), day(0))] == [
        (step.state, day(step.days)) for step in LADDER
    ]
    assert ahead(LADDER, Past(None), day(0)) == []
    late = Past(DUE, told={("outgoing", 2): day(20)})
    assert ahead(LADDER, late, day(20))[0].day == day(22)


def test_of_late_notices_only_the_last_is_given():
    (notice,) = notices(LADDER, Past(DUE), day(13))
    assert (notice.step.state, notice.ahead, notice.day) == ("outgoing", 2, day(15))


def test_a_step_without_notice_needs_none():
    ladder = (Step("inactive", 0), Step("terminated", 90, (30,)))
    clock = Clock(ladder).nights(-5, 90)
    assert clock.steps == [("inactive", DUE), ("terminated", day(90))]


@pytest.mark.parametrize(
    ("number", "given", "due"),
    [
        (-15, (), None),
        (-14, (), 14),
        (-14, (14,), None),
        (-4, (14,), None),
        (-3, (14,), 3),
        (-1, (14, 3), 1),
        (-1, (), 1),
        (-1, (1,), None),
        (0, (), None),
        (5, (), None),
    ],
)
def test_alerts_before_the_end_of_a_validity(number, given, due):
    assert alerts((14, 3, 1), DUE, given, day(number)) == due


def test_money_without_an_end_alerts_nobody():
    assert alerts((14,), None, (), DUE) is None


def test_a_leap_day_is_a_day():
    clock = Clock((Step("outgoing", 14, (7,)),))
    for number in range(20):
        clock.night(date(2028, 2, 16) + timedelta(days=number), date(2028, 2, 16))
    assert clock.steps == [("outgoing", date(2028, 3, 1))]
