"""How a deck differs from our prices, and what they would then be."""

from datetime import timedelta

import deck
import pytest
from deck.said import Said
from deck.timeline import EVER, Rule, Timeline, untouched
from deck_samples import day, known, read
from hypothesis import given
from hypothesis import strategies as st

MARCH = day((3, 1))


def kinds(found, existing, **options):
    comparison = deck.compare(found, existing, **({"full": False} | options))
    return [change.kind for change in comparison.changes], comparison


@pytest.mark.parametrize(
    ("cells", "before", "kind", "relative"),
    [
        ("0.12,0.1,6", {}, "up", 200_000),
        ("0.09,0.1,6", {}, "down", -100_000),
        ("0.10,0.1,6", {}, "unchanged", 0),
        ("0.10,0.2,6", {}, "up", 0),
        ("0.12,0.2,6", {}, "up", 200_000),
        ("0.12,0.05,6", {}, "changed", 200_000),
        ("0.10,0.1,60", {}, "changed", 0),
        ("0.12,0.1,60", {}, "up", 200_000),
        ("0.12,0.1,6", {"price": 0}, "up", None),
        ("0.12,0.1,6", {"unit": "call"}, "changed", None),
        ("0.10,0.1,6", {"destination": "Sverige"}, "unchanged", 0),
    ],
)
def test_the_kind_of_a_change(cells, before, kind, relative):
    terms = {"price": 100_000, "connection_fee": 100_000, "first_increment": 6, "next_increment": 6} | before
    found = read("Prefix,Rate,Connection fee,Increments", f"46,{cells}")
    _kinds, comparison = kinds(found, [known("46", **terms)])
    assert [(change.kind, change.relative) for change in comparison.changes] == [(kind, relative)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("46,0.1,0.06", "up"),
        ("46,0.1,0.04", "down"),
        ("46,0.2,0.04", "changed"),
        ("46,0.2,0.06", "up"),
        ("46,0.1,", "up"),
        ("46,0.1,0.05", "unchanged"),
    ],
)
def test_prices_in_bands_count(line, kind):
    found = read("Prefix,Rate,price:Night", line)
    assert kinds(found, [known("46", 100_000, bands=(("Night", 50_000),))])[0] == [kind]


def test_what_a_file_has_no_column_for_stays_ours():
    ours = known("46", 100_000, connection_fee=5, minimum_charge=7, bands=(("Night", 9),), destination="Sverige")
    _kinds, comparison = kinds(read("Prefix,Rate", "46,0.2"), [ours])
    change = comparison.changes[0]
    assert change.terms == ours.terms._replace(price=200_000)
    assert (change.destination, change.kind) == ("Sverige", "up")


def test_another_name_of_the_destination_is_a_change():
    found = read("Prefix,Destination,Rate", "46,Sweden,0.1")
    assert kinds(found, [known("46", 100_000, destination="Sverige")])[0] == ["changed"]


def test_a_full_deck_closes_what_it_does_not_list_and_a_partial_one_does_not():
    found = read("Prefix,Rate", "46,0.1")
    ours = [known("46", 100_000), known("47", 1, 2), known("48", 1, 3, until=(2, 1))]
    assert kinds(found, ours)[0] == ["unchanged"]
    names, comparison = kinds(found, ours, full=True, effective=MARCH)
    assert names == ["unchanged", "closed"]
    assert comparison.endings == [deck.Ending(ours[1], MARCH, False)]


def test_a_full_deck_does_not_close_what_it_could_not_read():
    found = read("Prefix,Rate", "46,0.1", "47,oops")
    names, comparison = kinds(found, [known("46", 100_000), known("47", 1, 2)], full=True)
    assert (names, comparison.totals.counts) == (["unchanged"], {"unchanged": 1, "error": 1})


def test_a_row_may_close():
    found = read("Prefix,Rate,Status,Effective Date", "46,,closed,2026-04-01", "47,,closed,")
    names, comparison = kinds(found, [known("46", 1), known("46", 2, 2, caller_class="x")], effective=MARCH)
    assert names == ["closed", "unchanged"]
    assert [(end.price.id, end.valid_to) for end in comparison.endings] == [(1, day((4, 1)))]


def test_a_later_price_ends_the_present_one_and_both_are_kept():
    found = read("Prefix,Rate,Effective Date", "46,0.1,", "46,0.2,2026-06-01")
    ours = [known("46", 100_000)]
    names, comparison = kinds(found, ours, effective=MARCH, full=True)
    assert names == ["unchanged", "up"]
    after = list(deck.result(ours, comparison))
    assert [(price.id, price.terms.price, price.valid_from, price.valid_to) for price in after] == [
        (1, 100_000, None, day((6, 1))),
        (0, 200_000, day((6, 1)), None),
    ]
    names, comparison = kinds(found, after, effective=MARCH, full=True)
    assert (names, comparison.endings) == (["unchanged"] * 2, [])


def test_an_end_of_ours_that_comes_earlier_stays():
    found = read("Prefix,Rate,Effective Date", "46,0.2,2026-06-01")
    ours = [known("46", 100_000, until=(5, 1))]
    names, comparison = kinds(found, ours)
    assert (names, comparison.endings) == (["new"], [])


def test_a_partial_deck_leaves_our_next_price_and_a_full_one_replaces_it():
    found = read("Prefix,Rate", "46,0.3")
    ours = [known("46", 100_000, until=(6, 1)), known("46", 200_000, 2, since=(6, 1))]
    _names, comparison = kinds(found, ours, effective=MARCH)
    assert (comparison.changes[0].valid_from, comparison.changes[0].valid_to) == (MARCH, day((6, 1)))
    assert [end.price.id for end in comparison.endings] == [1]
    names, comparison = kinds(found, ours, effective=MARCH, full=True)
    assert (names, comparison.changes[0].valid_to) == (["up"], None)
    assert [(end.price.id, end.removed) for end in comparison.endings] == [(1, False), (2, True)]


def test_a_row_that_is_over_changes_nothing():
    found = read("Prefix,Rate,Valid from,Valid to", "46,0.3,2026-01-01,2026-01-31", "46,0.1,2026-02-01,")
    names, comparison = kinds(found, [known("46", 100_000)], effective=MARCH)
    assert (names, comparison.endings) == (["expired", "unchanged"], [])


def test_a_row_without_a_date_that_is_over_has_held_for_ever():
    found = read("Prefix,Rate,Valid from,Valid to", "46,0.1,,2026-01-31", "46,0.3,2026-02-01,")
    ours = [known("46", 100_000, until=(2, 1)), known("46", 300_000, 2, since=(2, 1))]
    names, comparison = kinds(found, ours, effective=MARCH, full=True)
    assert (names, comparison.endings) == (["unchanged", "unchanged"], [])


def test_a_row_of_the_decks_own_day_beside_one_without_a_day_is_an_error():
    found = read("Prefix,Rate,Effective Date", "46,0.1,", "46,0.2,2026-03-01")
    assert kinds(found, [], effective=MARCH)[0] == ["new", "error"]


def test_the_totals():
    found = read("Prefix,Rate", "1,2", "2,3", "3,0.5", "4,x", "5,1")
    ours = [known(str(prefix), 1_000_000, prefix) for prefix in (1, 2, 3, 6)]
    totals = deck.compare(found, ours, full=True).totals
    assert totals.counts == {"up": 2, "down": 1, "new": 1, "closed": 1, "error": 1}
    assert (totals.largest_increase.row.prefix, totals.largest_increase.relative) == ("2", 2_000_000)
    assert (totals.largest_decrease.row.prefix, totals.largest_decrease.relative) == ("3", -500_000)


MOMENTS = st.integers(0, 6).map(lambda days: MARCH + timedelta(days=days))


@st.composite
def timelines(draw):
    """Prices of one prefix that do not overlap."""
    edges = sorted(draw(st.sets(MOMENTS, min_size=2, max_size=6)))
    spans = [pair for pair in zip([None, *edges], [*edges, None], strict=True) if draw(st.booleans())]
    return [
        deck.Known(place, "46", deck.Terms(draw(st.integers(1, 3))), valid_from=since, valid_to=until)
        for place, (since, until) in enumerate(spans, 1)
    ]


@st.composite
def rows(draw):
    """Rows of one prefix that can hold together."""
    starts = draw(st.lists(st.none() | MOMENTS, unique=True, min_size=1, max_size=4))
    ordered = sorted(starts, key=lambda start: start or EVER)
    found = []
    for place, start in enumerate(ordered):
        following = [*ordered, None][place + 1]
        end = following if following and draw(st.booleans()) else None
        closed = draw(st.integers(0, 4)) == 0
        terms = deck.Terms(0 if closed else draw(st.integers(1, 3)))
        found.append(deck.DeckRow(place + 2, "46", terms, valid_from=start, valid_to=end, closed=closed))
    return draw(st.permutations(found))


def held(rows_):
    fields = frozenset({"prefix", "price", "unit"})
    return deck.Deck(list(rows_), [], [], fields, deck.Mapping(), None)


@given(rows(), timelines(), st.booleans(), st.none() | MOMENTS)
def test_a_deck_against_its_own_result_changes_nothing(found, ours, full, effective):
    comparison = deck.compare(held(found), ours, full=full, effective=effective)
    after = list(deck.result(ours, comparison))
    spans = sorted((price.valid_from or EVER, price.valid_to) for price in after)
    for (start, end), (following, _end) in zip(spans, spans[1:], strict=False):
        assert start < following and end is not None and end <= following
    again = deck.compare(held(found), after, full=full, effective=effective)
    assert {change.kind for change in again.changes} <= {"unchanged", "expired", "error"}
    assert not again.endings and not any(change.writes for change in again.changes)


@given(rows(), timelines(), st.booleans(), st.none() | MOMENTS)
def test_a_row_holds_from_its_day_whatever_was_there(found, ours, full, effective):
    comparison = deck.compare(held(found), ours, full=full, effective=effective)
    after = list(deck.result(ours, comparison))
    begins = {(row.valid_from or effective or EVER): row for row in sorted(found, key=lambda row: -row.row)}
    for first, row in begins.items():
        moment = max(first, effective or EVER)
        last = max(other for other in begins if other <= moment)
        if last == first and (row.valid_to is None or moment < row.valid_to):
            holding = [p for p in after if (p.valid_from or EVER) <= moment and (not p.valid_to or moment < p.valid_to)]
            assert [price.terms for price in holding] == ([] if row.closed else [row.terms])


@given(rows(), timelines(), st.booleans(), st.none() | MOMENTS)
def test_the_short_way_finds_what_the_long_one_does(found, ours, full, effective):
    rule = Rule(Said(frozenset({"price"})), full, effective or EVER)
    change = untouched(found[:1], ours[:1], rule)
    if change is not None:
        timeline = Timeline(ours[:1], rule)
        timeline.lay(found[:1])
        assert (timeline.changes, timeline.endings()) == ([change], [])
