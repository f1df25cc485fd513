"""Random rates, tariffs and calls for the property tests: small numbers, so that edges meet often."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from rating import Band, Card, CardError, Rate, Rounding, Step, Tariff
from rating_samples import call

# the same examples on every machine, whatever profile the other tests use
REPEATABLE = settings(derandomize=True, deadline=None, max_examples=100, database=None)

PRICES = st.one_of(st.just(0), st.integers(1, 50), st.integers(1, 3_000_000))
PERS = st.sampled_from([1, 7, 30, 60])
INCREMENTS = st.sampled_from([1, 1, 5, 6, 7, 30, 60])
HOLIDAYS = (date(2026, 3, 29), date(2026, 1, 6))
# around both changes of the clock in Stockholm, a holiday, and an ordinary week
STARTS = st.builds(
    lambda day, second: datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=second),
    st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 1, 5), date(2026, 6, 12)]),
    st.integers(0, 3 * 86_400),
)
# the hours before the clock changes
NIGHTS = st.builds(
    lambda midnight, second: midnight + timedelta(seconds=second),
    st.sampled_from([datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 10, 24, 22, tzinfo=UTC)]),
    st.integers(0, 3 * 3600),
)
QUANTITIES = st.one_of(st.integers(0, 200), st.integers(0, 100_000))
DISCOUNTS = st.sampled_from([0, 0, 100_000, 333_333, 999_999, 1_000_000, -250_000])


@st.composite
def steps(draw, increments=INCREMENTS):
    starts = draw(st.lists(st.integers(1, 300), max_size=3, unique=True).map(sorted))
    return tuple(Step(start, draw(PRICES), draw(PERS), draw(increments)) for start in starts)


@st.composite
def bands(draw, increments=INCREMENTS, pers=PERS):
    found = []
    for number in range(draw(st.integers(0, 3))):
        start, end = sorted(draw(st.lists(st.integers(0, 48), min_size=2, max_size=2, unique=True)))
        days = frozenset(draw(st.sets(st.integers(0, 7), min_size=1)))
        band = Band(f"b{number}", draw(PRICES), draw(pers), start * 1800, end * 1800, days)
        fee = draw(st.none() | PRICES)
        blocks = {"first_increment": draw(increments), "next_increment": draw(increments)}
        found.append(band._replace(connection_fee=fee, steps=draw(steps(increments)), **blocks))
    return tuple(found)


@st.composite
def rates(draw):
    least = draw(st.sampled_from([0, 0, 5_000, 2_000_000]))
    most = draw(st.none() | st.integers(least, 4_000_000))
    unit = draw(st.sampled_from(["second", "second", "second", "agent_second"]))
    return Rate(
        "46",
        "Sweden",
        draw(PRICES),
        draw(PERS),
        connection_fee=draw(PRICES),
        free_units=draw(st.sampled_from([0, 0, 10])),
        minimum_units=draw(st.sampled_from([0, 0, 45])),
        first_increment=draw(INCREMENTS),
        next_increment=draw(INCREMENTS),
        minimum_charge=least,
        maximum_charge=most,
        maximum_rule=draw(st.sampled_from(["free", "disconnect"])),
        bands=draw(bands()),
        steps=draw(steps()),
        unit=unit,
    )


@st.composite
def options(draw):
    return {
        "rounding": Rounding(draw(st.integers(0, 6)), draw(st.sampled_from(["half_up", "half_even", "up", "down"]))),
        "band_rule": draw(st.sampled_from(["split", "split", "start"])),
        "increment_rule": draw(st.sampled_from(["remainder", "remainder", "total"])),
        "edge_rule": draw(st.sampled_from(["carry", "cut"])),
        "fee_rule": draw(st.sampled_from(["charged", "answered"])),
        "timezone": draw(st.sampled_from(["Europe/Stockholm", "UTC", "America/New_York"])),
        "holidays": HOLIDAYS,
    }


def usable(rate, chosen):
    """A card of the rate, without those of its bands and steps that a card must refuse."""
    if chosen.get("increment_rule") == "total":
        rate = rate._replace(steps=(), bands=tuple(band._replace(steps=()) for band in rate.bands))
    while True:
        try:
            return Card.compile([rate], **chosen)
        except CardError:
            rate = rate._replace(bands=rate.bands[:-1])


@st.composite
def tariffs(draw):
    return Tariff(usable(draw(rates()), draw(options())), discount=draw(DISCOUNTS))


CALLS = st.builds(call, QUANTITIES, STARTS)
FREE = st.sampled_from([0, 0, 0, 20, 3600])
