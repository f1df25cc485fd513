"""Which class of destination a prefix is of, seen from a company's country."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata

LONGEST_CODE = 3
KINDS = (
    # what a prefix may be of, the likeliest first: one that holds fixed lines and mobiles alike is a country's
    ("fixed_line", "local"),
    ("mobile", "mobile"),
    ("toll_free", "free"),
    ("premium_rate", "premium"),
    ("shared_cost", "premium"),
)


def region_of(prefix):
    """The country (ISO code) whose calling code a prefix begins with; "" for none or for several."""
    for length in range(1, LONGEST_CODE + 1):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(prefix[:length] or 0))
        if regions:
            return _north_american(prefix, regions) if prefix[:length] == "1" else regions[0]
    return ""


def class_of_prefix(prefix, home):
    """The class (a key of `call.destination.destination_class`) of a prefix.

    :param str prefix: digits with country code, or ``=`` and a short code
    :param str home: the company's country, ISO code; numbers of all others are international
    """
    if not prefix.isdigit():
        return "local" if prefix.startswith("=") else "international"
    region = region_of(prefix)
    if not home or region != home:
        return "international"
    national = prefix[len(str(phonenumbers.country_code_for_region(home))) :]
    metadata = PhoneMetadata.metadata_for_region(home)
    for kind, group in KINDS:
        if _may_be(national, getattr(metadata, kind)):
            return group
    return "local"


def _may_be(national, description):
    """Whether numbers of a kind can begin with these digits."""
    if description is None or not description.possible_length or not description.national_number_pattern:
        return False
    pattern = _compiled(description.national_number_pattern)
    return any(
        pattern.fullmatch(national + digit * (length - len(national)))
        for length in description.possible_length
        if length >= len(national)
        for digit in ("1234567890" if length > len(national) else "1")
    )


@lru_cache(maxsize=64)
def _compiled(pattern):
    return re.compile(pattern)


def _north_american(prefix, regions):
    """Of the countries that share +1, that with the area code; the United States where it says none."""
    area = prefix[1:4]
    for region in regions[1:]:
        metadata = PhoneMetadata.metadata_for_region(region)
        leading = metadata.leading_digits
        if len(area) == LONGEST_CODE and leading and _compiled(leading).match(area):
            return region
    return regions[0]
