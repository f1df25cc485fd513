"""Amounts of data as people read them."""

from decimal import Decimal

from ...rating import MEBIBYTE, MEGABYTE
from .price_text import decimal_point


def data_text(env, octets, unit=MEGABYTE):
    """Octets in megabytes, rounded to a hundredth, in the reader's language.

    :param int unit: bytes that a megabyte has, 1,000,000 or 1,048,576
    """
    hundredths = (2 * octets * 100 + unit) // (2 * unit)
    whole, rest = divmod(hundredths, 100)
    number = f"{whole}{decimal_point(env)}{rest:02d}"
    return env._("%s MiB", number) if unit == MEBIBYTE else env._("%s MB", number)


def in_megabytes(lines):
    """An explanation of which bytes are told in megabytes: `rating.Line` of the same meaning.

    The rate's own megabyte is the one that the price is for.
    """
    unit = next((line.values["per"] for line in lines if line.values.get("unit") == "byte" and "per" in line.values), 0)
    if unit not in (MEGABYTE, MEBIBYTE):
        return lines
    name = "mebibyte" if unit == MEBIBYTE else "megabyte"
    return [line._replace(values=_told(line.values, unit, name)) for line in lines]


def _told(values, unit, name):
    if values.get("unit") != "byte":
        return values
    counts = {key: _exact(values[key], unit) for key in COUNTS if key in values}
    return values | counts | {"unit": name}


def _exact(octets, unit):
    """With as many decimals as there are."""
    return format((Decimal(octets) / unit).normalize(), "f")


#: values of an explanation that count units
COUNTS = ("used", "billed", "first", "next", "minimum", "units", "per")
