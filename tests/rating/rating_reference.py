"""A second, slow way to price a call, made of nothing but the words of the rules: second by second, with fractions."""

from datetime import timedelta
from fractions import Fraction

from rating import HOLIDAY


def terms_in_force(rate, card, moment):
    """The first band that holds at a moment by the wall clock, or the rate itself."""
    local = moment.astimezone(card.zone)
    day = HOLIDAY if local.date() in card.holidays else local.weekday()
    second = local.hour * 3600 + local.minute * 60 + local.second
    for band in rate.bands:
        if day in band.days and band.start <= second < band.end:
            return band
    return rate


def price_at(terms, unit):
    price = Fraction(terms.price, terms.per)
    for step in terms.steps:
        if unit >= step.start:
            price = Fraction(step.price, step.per)
    return price


def per_second(rate, card, call):
    """Exact micro-units of a call billed by the second, without fee and limits, split at band edges."""
    return sum(
        (
            price_at(terms_in_force(rate, card, call.started_at + timedelta(seconds=unit)), unit)
            for unit in range(call.quantity)
        ),
        Fraction(0),
    )


def longest_prefix(rates, number, moment):
    """Try every rate: the longest prefix among those valid."""
    fitting = [
        rate
        for rate in rates
        if number.startswith("+" + rate.prefix)
        and (rate.valid_from is None or rate.valid_from <= moment)
        and (rate.valid_to is None or moment < rate.valid_to)
    ]
    return max(fitting, key=lambda rate: len(rate.prefix), default=None)
