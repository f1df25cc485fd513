"""Cards to print and cut out: 24 on a page of A4."""

import io
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.call_center_billing.report.annex_fonts import fonts

COLUMNS, ROWS = 3, 8
WIDTH, HEIGHT = 64 * mm, 34 * mm
PAD = 4 * mm


class Card(NamedTuple):
    """What stands on a card."""

    company: str
    name: str
    value: str
    code: str
    until: str
    serial: str


def sheet(cards):
    """The cards as PDF.

    :param cards: an iterable of `Card`
    :rtype: bytes
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    left, top = (A4[0] - COLUMNS * WIDTH) / 2, A4[1] - (A4[1] - ROWS * HEIGHT) / 2
    for index, card in enumerate(cards):
        row, column = divmod(index % (COLUMNS * ROWS), COLUMNS)
        if index and not (row or column):
            canvas.showPage()
        _draw(canvas, card, left + column * WIDTH, top - (row + 1) * HEIGHT)
    canvas.save()
    return stream.getvalue()


def _draw(canvas, card, x, y):
    faces = fonts()
    canvas.setStrokeGray(0.7)
    canvas.rect(x, y, WIDTH, HEIGHT)
    lines = (
        (card.company, faces.plain, 7, 28),
        (card.name, faces.plain, 9, 23),
        (card.value, faces.bold, 14, 16.5),
        (card.code, faces.bold, 12, 9),
        (card.until, faces.plain, 6.5, 5),
        (card.serial, faces.plain, 6.5, 2),
    )
    for text, face, size, height in lines:
        width = stringWidth(text, face, size)
        canvas.setFont(face, size * min(1, (WIDTH - 2 * PAD) / width) if width else size)
        canvas.drawString(x + PAD, y + height * mm, text)
