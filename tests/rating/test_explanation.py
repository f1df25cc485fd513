"""The price in words: its lines are keys and numbers, and their sums are the price."""

import string

import pytest
from hypothesis import given
from rating import ENGLISH, Band, Card, Rounding, Step, Tariff, explain, rate, text
from rating_samples import NOON, call, money, one, tariff
from rating_strategies import CALLS, FREE, REPEATABLE, tariffs

CARD = {"name": "Standard", "version": "7"}
HEAD = "Sweden, prefix 46.\nPrice list: Standard 7.\n"


def told(some_call, some_tariff, free=0):
    return text(explain(rate(some_call, some_tariff, free), some_call, some_tariff))


EXAMPLES = {
    "plain": (one(), 90, 0, "90 s at 0.6 per 60 s: 0.9.\nCharged: 0.9."),
    "blocks": (
        one(first_increment=30, next_increment=6, connection_fee=money("0.1")),
        32,
        0,
        "32 s used, 36 s billed (first block 30 s, then 6 s).\nConnection fee: 0.1.\n"
        "36 s at 0.6 per 60 s: 0.36.\nCharged: 0.46.",
    ),
    "free": (one(), 90, 60, "60 s free.\n30 s at 0.6 per 60 s: 0.3.\nCharged: 0.3."),
    "all free": (one(), 90, 100, "Free units cover all of it.\n90 s free.\nCharged: 0."),
    "nothing": (one(), 0, 0, "Nothing was used, so nothing is charged.\nCharged: 0."),
    "minimum": (
        one(minimum_units=60, minimum_charge=money("1")),
        5,
        0,
        "At least 60 s are billed.\n5 s used, 60 s billed (first block 1 s, then 1 s).\n60 s at 0.6 per 60 s: 0.6.\n"
        "At least 1 a call: 0.4.\nCharged: 1.",
    ),
    "maximum": (
        one(maximum_charge=money("0.5")),
        60,
        0,
        "60 s at 0.6 per 60 s: 0.6.\nAt most 0.5 a call: -0.1.\nCharged: 0.5.",
    ),
    "rounding": (
        one("0.1"),
        7,
        0,
        "7 s at 0.1 per 60 s: 0.011667.\n0.011667 rounded to 4 decimals (half up).\nCharged: 0.0117.",
    ),
    "steps": (
        one("0.6", first_increment=60, steps=(Step(60, money("0.3"), 60, 10),)),
        85,
        0,
        "85 s used, 90 s billed in whole blocks.\n"
        "60 s at 0.6 per 60 s: 0.6.\n30 s at 0.3 per 60 s: 0.15.\nCharged: 0.75.",
    ),
    "bands": (
        one("0.3", bands=(Band("noon", money("0.6"), start=12 * 3600, end=12 * 3600 + 60),)),
        120,
        0,
        "60 s at 0.6 per 60 s (noon): 0.6.\n60 s at 0.3 per 60 s: 0.3.\nCharged: 0.9.",
    ),
    "per call": (one("2.5", per=1, unit="call"), 600, 0, "1 call(s) at 2.5 per 1 call(s): 2.5.\nCharged: 2.5."),
}


@pytest.mark.parametrize(("row", "seconds", "free", "expected"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_price_is_told_step_by_step(row, seconds, free, expected):
    assert told(call(seconds), tariff(row, **CARD), free) == HEAD + expected


def test_a_discount_and_a_surcharge_are_told():
    assert "Discount 12.5 %: -0.075.\n" in told(call(60), tariff(one(), discount=125_000))
    assert "Discount 99.9999 %: -0.599999.\n" in told(call(60), tariff(one(), discount=999_999))
    assert "Surcharge 50 %: 0.3.\n" in told(call(60), tariff(one(), discount=-500_000))


def test_a_rounded_total_is_told():
    uneven = one(first_increment=30, next_increment=60)
    expected = "45 s used, 60 s billed (at least 30 s, in multiples of 60)."
    assert expected in told(call(45), tariff(uneven, increment_rule="total"))


@pytest.mark.parametrize(
    ("some_call", "expected"),
    [
        (call(60, number="+4712345"), "No rate for +4712345."),
        (call(-1), "The quantity is below zero."),
        (call(60, NOON.replace(tzinfo=None)), "The start of the call has no time zone."),
        (call(10**8), "The call is longer than a year."),
        (call(60, number="+49123"), "No rate for +49123 was valid then or for that caller."),
        (call(0, number="+4712345"), "Nothing was used, so nothing is charged."),
    ],
)
def test_a_call_without_a_price_says_why(some_call, expected):
    future = one(prefix="49", valid_from=NOON.replace(year=2030))
    assert told(some_call, tariff(one(), future)) == expected


@REPEATABLE
@given(tariffs(), CALLS, FREE)
def test_the_lines_add_up_and_can_always_be_told(some_tariff, some_call, free):
    rated = rate(some_call, some_tariff, free)
    lines = explain(rated, some_call, some_tariff)
    steps = [line for line in lines if line.key not in ("rounding", "amount")]
    assert sum(line.values.get("amount", 0) for line in steps) == rated.unrounded
    assert lines[-1] == ("amount", {"amount": rated.amount})
    assert text(lines)


def test_another_language_is_another_table():
    swedish = dict.fromkeys(ENGLISH, "") | {"amount": "Pris: {amount}"}
    some_tariff = Tariff(Card.compile([one()], rounding=Rounding(2)))
    lines = explain(rate(call(60), some_tariff), call(60), some_tariff)
    assert text(lines, swedish).strip() == "Pris: 0.6"


def test_every_english_sentence_uses_only_what_its_line_carries():
    names = {name for sentence in ENGLISH.values() for _, name, _, _ in string.Formatter().parse(sentence) if name}
    known = {"destination", "prefix", "card", "used", "billed", "unit", "first", "next", "minimum", "units", "amount"}
    assert names <= known | {"price", "per", "band", "rate", "exact", "digits", "method", "number"}
