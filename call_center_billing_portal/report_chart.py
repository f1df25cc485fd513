"""Bars of a chart, placed in a drawing of a fixed width. Pure: no Odoo, no I/O.

>>> chart = bars([("a", 10, 5), ("b", 0, 0)], width=100, height=50)
>>> [(bar.x, bar.y, bar.height, bar.part_height) for bar in chart]
[(0.0, 0.0, 50.0, 25.0), (50.0, 50.0, 0.0, 0.0)]
"""

from collections.abc import Sequence
from typing import NamedTuple

#: part of each bar's place that it fills
FILLED = 0.8


class Bar(NamedTuple):
    """A bar, and the part of it that is filled otherwise, in units of the drawing.

    :ivar shown: whether its label has room
    """

    label: str
    value: int
    part: int
    x: float
    y: float
    width: float
    height: float
    part_y: float
    part_height: float
    middle: float
    shown: bool


def bars(figures: Sequence[tuple[str, int, int]], width: float = 720, height: float = 160, room: int = 12) -> list[Bar]:
    """
    :param figures: label, value and part of the value, of each bar; none is below 0
    :param room: labels that fit below the drawing; of more bars every second, third … has one
    """
    most = max((value for _label, value, _part in figures), default=0) or 1
    place = width / max(len(figures), 1)
    every = -(-len(figures) // room) or 1
    return [
        _bar(number, figure, place, height / most, height, number % every == 0) for number, figure in enumerate(figures)
    ]


def _bar(number: int, figure: tuple[str, int, int], place: float, scale: float, height: float, shown: bool) -> Bar:
    label, value, part = figure
    tall, part_tall = round(value * scale, 1), round(min(part, value) * scale, 1)
    x, wide = round(number * place, 1), round(place * FILLED, 1)
    middle = round(number * place + wide / 2, 1)
    y, part_y = round(height - tall, 1), round(height - part_tall, 1)
    return Bar(label, value, part, x, y, wide, tall, part_y, part_tall, middle, shown)
