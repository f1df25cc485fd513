"""The call records that the import is measured with: Asterisk's Master.csv of 18 columns, always the same."""

import random
from datetime import UTC, datetime, timedelta
from functools import cache

import phonenumbers

ACCOUNTS = 20_000
NUMBERS = 24_000
START = datetime(2026, 5, 31, 22, tzinfo=UTC)
MONTH = 30 * 86_400
SWEDEN = ("8", "31", "40", "46", "70", "72", "73", "76")
#: what numbers begin with, and how many digits follow
ABROAD = (("472", 7), ("453", 7), ("4915", 9), ("4477", 8), ("1212555", 4), ("336", 8), ("486", 8), ("35840", 7))


def a_number(index):
    """The number of account `index` % ACCOUNTS."""
    return f"4684{index:07d}"


def lines(count, prefixes, seed=1, stamp=START):
    """`count` records in order of time: one in a hundred malformed, two in a hundred written twice, one in ten
    unanswered, three in a hundred from nobody's number; half of the called numbers are Swedish, some to any prefix."""
    chance = random.Random(seed)
    epoch = int(stamp.timestamp())
    regular = [a_number(index) for index in range(NUMBERS)]
    last = ""
    for index in range(count):
        kind = chance.random()
        if kind < 0.02 and last:
            yield last
            continue
        second = index * MONTH // count
        at = stamp + timedelta(seconds=second)
        source = chance.choice(regular) if kind < 0.97 else f"4699{chance.randrange(10**7):07d}"
        talk = 0 if kind > 0.9 and kind < 0.97 else 1 + int(chance.expovariate(1 / 150))
        begin = f"{at:%Y-%m-%d %H:%M:%S}"
        answer = f"{at + timedelta(seconds=4):%Y-%m-%d %H:%M:%S}" if talk else ""
        end = f"{at + timedelta(seconds=4 + talk):%Y-%m-%d %H:%M:%S}"
        target, state = called(chance, prefixes), "ANSWERED" if talk else "NO ANSWER"
        bad = "x" if 0.02 <= kind < 0.03 else ""
        last = (
            f'"","{source}","{target}","out","""{source}"" <{source}>","PJSIP/pbx-{index:08x}",'
            f'"PJSIP/telia-{index + 1:08x}","Dial","PJSIP/{target}@telia,60","{begin}","{answer}","{end}",'
            f'{talk + 4},{talk}{bad},"{state}","DOCUMENTATION","{epoch + second}.{index}",""'
        )
        yield last


def called(chance, prefixes):
    """A number that somebody calls, with its country code."""
    kind = chance.random()
    if kind < 0.5:
        return f"46{chance.choice(SWEDEN)}{chance.randrange(10**6, 10**7)}"
    if kind < 0.8:
        head, digits = chance.choice(ABROAD)
        return f"{head}{chance.randrange(10**digits):0{digits}d}"
    prefix = chance.choice(prefixes)
    digits = max(length_of(prefix) - len(prefix), 0)
    return f"{prefix}{chance.randrange(10**digits):0{digits}d}"


@cache
def length_of(prefix):
    """Digits of a usual number with that prefix."""
    for size in (1, 2, 3):
        if regions := phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(prefix[:size])):
            found = phonenumbers.PhoneMetadata.metadata_for_region(regions[0])
            return size + (max(found.mobile.possible_length) if found and found.mobile else 9)
    return 11


def write(path, count, prefixes, seed=1):
    """Write a file of so many records."""
    with open(path, "w", encoding="ascii") as file:
        for line in lines(count, prefixes, seed):
            file.write(f"{line}\n")
