"""Whatever a file holds: each of its lines ends in one place, nothing raises but FileRefused, and it takes no ages."""

import time
from collections import Counter
from contextlib import suppress
from random import Random

import pytest
from cdr import Call, FileRefused, detect, split_lines
from cdr_samples import read
from hostile_files import MEGABYTE, SAMPLES, SWITCH, hostile_file, huge
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("name", SWITCH)
def test_the_samples_are_in_order(name: str) -> None:
    """Otherwise nothing would be shown by what becomes of spoilt ones."""
    assert any(isinstance(fate, Call) for fate in read(SWITCH[name], SAMPLES[name]))


@pytest.mark.parametrize("name", SWITCH)
@settings(max_examples=200)
@given(chance=st.randoms(use_true_random=False), count=st.integers(0, 12))
def test_every_line_of_a_spoilt_file_ends_in_one_place(name: str, chance: Random, count: int) -> None:
    read(SWITCH[name], hostile_file(name, count, chance))  # which counts the lines


@pytest.mark.parametrize("name", SWITCH)
def test_many_spoilt_lines_spare_those_among_them(name: str) -> None:
    fates = read(SWITCH[name], hostile_file(name, 3_000, Random(1), spared=0.9))
    kinds = Counter(type(fate).__name__ for fate in fates)
    assert kinds["Call"] > 40 and kinds["Refused"] > 100, kinds


@pytest.mark.parametrize("name", SWITCH)
@settings(max_examples=200)
@given(data=st.binary(max_size=400))
def test_what_is_no_file_at_all_is_turned_away_or_read(name: str, data: bytes) -> None:
    with suppress(FileRefused):
        read(SWITCH[name], data)


@pytest.mark.parametrize("name", SWITCH)
def test_a_line_of_a_megabyte_takes_a_moment(name: str) -> None:
    """Each character that means something to a reader, a million times, first in a file and later in it."""
    chance = Random(2)
    for _round in range(12):
        line = huge(SAMPLES[name].splitlines()[-1], chance)
        began = time.process_time()
        for data in (SAMPLES[name] + b"\n" + line + b"\n" + SAMPLES[name], line):
            with suppress(FileRefused):
                read(SWITCH[name], data)
        assert time.process_time() - began < 5, line[:40]


@pytest.mark.parametrize("name", SWITCH)
def test_time_grows_with_the_lines_and_not_faster(name: str) -> None:
    """The longest line that is still read, a hundred times: a reader that looks back would take minutes."""
    sample = SAMPLES[name].splitlines()
    filler = b'"' + b"{[(\\, ;=" * (min(SWITCH[name].max_line, MEGABYTE // 8) // 10)
    data = b"\n".join([*sample, *[filler] * 100])
    began = time.process_time()
    read(SWITCH[name], data)
    assert time.process_time() - began < 20


@settings(max_examples=100)
@given(chance=st.randoms(use_true_random=False), name=st.sampled_from(sorted(SAMPLES)))
def test_telling_the_dialect_of_a_spoilt_file_never_fails(chance: Random, name: str) -> None:
    found = detect(split_lines([hostile_file(name, 6, chance)], MEGABYTE))
    assert set(found) <= set(SWITCH)
