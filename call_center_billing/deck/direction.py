"""Is it dearer or cheaper, and by how much?

>>> way(Terms(100), Terms(120)), way(Terms(100), Terms(120, connection_fee=-1)), relative(Terms(100), Terms(120))
('up', 'changed', 200000)
"""

from __future__ import annotations

from typing import Final, Literal

from .model import Terms

Way = Literal["up", "down", "changed", "unchanged"]

MILLION: Final = 1_000_000


def way(before: Terms, after: Terms) -> Way:
    """Where terms go: up or down when price, fee, bands and steps all go one way (or stay), else only changed."""
    if before == after:
        return "unchanged"
    if before.unit != after.unit:
        return "changed"
    signs = {_sign(after.price - before.price), _sign(after.connection_fee - before.connection_fee)}
    signs |= _of_bands(before, after) | _of_steps(before, after)
    signs.discard(0)
    return "changed" if len(signs) != 1 else "up" if signs == {1} else "down"


def relative(before: Terms, after: Terms) -> int | None:
    """The change of the price in parts per million of what it was, rounded half up; None from 0 or another unit."""
    if not before.price or before.unit != after.unit:
        return None
    return ((after.price - before.price) * 2 * MILLION + before.price) // (2 * before.price)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def _of_bands(before: Terms, after: Terms) -> set[int]:
    """A band that one of them lacks costs what the rest of the week costs there."""
    if before.bands == after.bands:
        return set()
    was, becomes = dict(before.bands), dict(after.bands)
    return {_sign(becomes.get(name, after.price) - was.get(name, before.price)) for name in was | becomes}


def _of_steps(before: Terms, after: Terms) -> set[int]:
    if before.steps == after.steps:
        return set()
    if [step.start for step in before.steps] != [step.start for step in after.steps]:
        return {1, -1}
    return {_sign(new.price - old.price) for old, new in zip(before.steps, after.steps, strict=True)}
