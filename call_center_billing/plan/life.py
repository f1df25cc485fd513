"""What becomes of a service over time: which step holds on a day, when the next ones come, which notices are due.

Everything is counted from one day, the anchor: the oldest unpaid due date, or the end of a prepaid account's validity.
It is worked out anew each time, so a payment, a dispute or a night without a run changes nothing but what it must.

>>> ladder = (Step("outgoing", 14, (7,)), Step("service", 30, (7,)))
>>> anchor = date(2026, 3, 1)
>>> ahead(ladder, Past(anchor), date(2026, 3, 2))[0].day
datetime.date(2026, 3, 15)
>>> warned = Past(anchor, told={("outgoing", 7): date(2026, 3, 8)})
>>> state_on(ladder, warned, date(2026, 3, 14)), state_on(ladder, warned, date(2026, 3, 15))
('active', 'outgoing')
>>> state_on(ladder, Past(anchor), date(2026, 5, 1))  # nobody is suspended who was not told
'active'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

State = Literal["active", "outgoing", "service", "inactive", "terminated"]
STATES: Final[tuple[State, ...]] = ("active", "outgoing", "service", "inactive", "terminated")
DAY: Final = timedelta(days=1)


class Step(NamedTuple):
    """One step of a policy.

    :ivar state: what the service becomes; :ivar days: after the anchor
    :ivar notices: how many days ahead the customer is told of it, such as (14, 3)
    """

    state: State
    days: int
    notices: tuple[int, ...] = ()

    @property
    def rank(self) -> int:
        """The further, the less of the service is left."""
        return STATES.index(self.state)

    @property
    def lead(self) -> int:
        """Days that a customer has at least, from the first notice to the step."""
        return min(self.notices, default=0)


class Past(NamedTuple):
    """What is known of an account.

    :ivar anchor: the day that steps are counted from; None: nothing is late, or the validity has no end
    :ivar held: the state it is in; :ivar since: the day it came to that, None for long ago
    :ivar told: {(state, days ahead): the day a notice went out}, of this anchor only
    """

    anchor: date | None
    held: State = "active"
    since: date | None = None
    told: Mapping[tuple[State, int], date] = {}

    def told_first(self, state: State) -> date | None:
        """When the customer heard first of this step."""
        return min((day for (of, _ahead), day in self.told.items() if of == state), default=None)


class Ahead(NamedTuple):
    """A step to come, and the day on which it does unless somebody pays."""

    step: Step
    day: date


class Notice(NamedTuple):
    """A notice to send now: of which step, how many days ahead it was meant to be, and the day that it tells."""

    step: Step
    ahead: int
    day: date


def ahead(ladder: Iterable[Step], past: Past, today: date) -> list[Ahead]:
    """The steps before an account, soonest first.

    A step comes on its day after the anchor. It waits where its notice came late, so that there are as many days as
    the notice promises, and for the step before it: no two come on one day.
    """
    found: list[Ahead] = []
    if past.anchor is None:
        return found
    before = past.since
    for step in _above(ladder, past.held):
        day = past.anchor + step.days * DAY
        if before is not None:
            day = max(day, before + DAY)
        told = past.told_first(step.state)
        if step.notices or told:
            day = max(day, (told or today) + step.lead * DAY)
        found.append(Ahead(step, day))
        before = day
    return found


def state_on(ladder: Sequence[Step], past: Past, today: date) -> State:
    """The state of an account on a day.

    What it was restricted by before goes by the anchor alone, so a payment undoes what it pays for and no more. It
    gets worse by one step a day at most, and only as was told.
    """
    rank = STATES.index(past.held)
    kept = "active" if past.anchor is None else _reached(ladder, past.anchor, rank, today)
    if STATES.index(kept) < rank:
        return kept
    steps = ahead(ladder, past, today)
    if not steps or steps[0].day > today:
        return past.held
    step = steps[0].step
    return step.state if not step.notices or past.told_first(step.state) is not None else past.held


def notices(ladder: Iterable[Step], past: Past, today: date) -> list[Notice]:
    """The notices that are due on a day and were not given.

    Of several that are late for one step only the last is given, for it says all that the others would have said.
    """
    found = []
    for step, day in ahead(ladder, past, today):
        due = [number for number in step.notices if day - number * DAY <= today]
        given = [number for state, number in past.told if state == step.state]
        if due and day > today and min(due) < min(given, default=min(due) + 1):
            found.append(Notice(step, min(due), day))
    return found


def alerts(numbers: Iterable[int], end: date | None, given: Iterable[int], today: date) -> int | None:
    """Which of the alerts before the end of a validity is due on a day and was not given; None for none.

    :param numbers: days ahead, such as (14, 3, 1); :param end: first day that is no longer valid
    :param given: those that were given for this end
    """
    if end is None or today >= end:
        return None
    due = min((number for number in numbers if end - number * DAY <= today), default=None)
    return due if due is not None and due < min(given, default=due + 1) else None


def _reached(ladder: Iterable[Step], anchor: date, rank: int, today: date) -> State:
    """The furthest state, up to a rank, whose day has come."""
    due = [step for step in ladder if step.rank <= rank and anchor + step.days * DAY <= today]
    return max(due, key=lambda step: step.rank).state if due else "active"


def _above(ladder: Iterable[Step], held: State) -> list[Step]:
    rank = STATES.index(held)
    return sorted((step for step in ladder if step.rank > rank), key=lambda step: step.rank)
