"""The list of calls behind an invoice, as PDF by reportlab: `render`, and `append` to put it behind.

It is drawn line by line on the canvas: a table of reportlab's, or of HTML, is laid out again for each page it is
broken over, and a large customer's month has twenty thousand calls.
"""

import functools
import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .annex_fonts import Fonts, fonts
from .annex_layout import Annex, AnnexGroup, AnnexRow, Column, Line, pages

__all__ = ["Annex", "AnnexGroup", "AnnexRow", "Column", "append", "render"]

WIDTH, HEIGHT = map(float, A4)
MARGIN, LEAD, SIZE, GAP = float(15 * mm), 12.0, 7.5, 6.0
TEXT, GREY, RULE, BAND = (HexColor(colour) for colour in ("#212529", "#6c757d", "#adb5bd", "#f1f3f5"))


def render(annex: Annex) -> bytes:
    """The annex as a PDF of its own."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1)
    canvas.setTitle(annex.title)
    _Drawing(canvas, annex, fonts()).draw()
    canvas.save()
    return buffer.getvalue()


def append(pdf: bytes, annex: bytes) -> bytes:
    """One PDF with the annex behind; what the first carries besides pages (files, metadata) stays in it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.append(PdfReader(io.BytesIO(annex)), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@functools.lru_cache(50_000)
def fit(text: str, font: str, size: float, width: float) -> tuple[str, float]:
    """The text and its width; cut, with an ellipsis, to what goes into `width`."""
    if (wide := stringWidth(text, font, size)) <= width:
        return text, wide
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(text[:middle] + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    cut = text[:low].rstrip() + "…"
    return cut, stringWidth(cut, font, size)


class _Drawing:
    def __init__(self, canvas: Canvas, annex: Annex, faces: Fonts):
        self._canvas, self._annex, self._faces = canvas, annex, faces
        whole = sum(column.share for column in annex.columns) or 1
        self._edges = [MARGIN]
        for column in annex.columns:
            self._edges.append(self._edges[-1] + (WIDTH - 2 * MARGIN) * column.share / whole)

    def draw(self) -> None:
        # the page's number below and the column labels above take two lines; the title, and each fact, more
        room = int((HEIGHT - 2 * MARGIN) / LEAD) - 3
        laid_out = pages(self._annex, room - len(self._annex.facts) - 2, room - 1)
        for number, page in enumerate(laid_out, 1):
            y = self._top() if number == 1 else self._running_top()
            y = self._labels(y)
            for line in page:
                y = self._line(line, y)
            label = self._annex.page_label.format(page=number, pages=len(laid_out))
            self._write(label, MARGIN, MARGIN, WIDTH - 2 * MARGIN, self._faces.plain, GREY, right=True)
            self._canvas.showPage()

    def _top(self) -> float:
        y = HEIGHT - MARGIN - 14
        self._write(self._annex.title, MARGIN, y, WIDTH - 2 * MARGIN, self._faces.bold, TEXT, size=14)
        for label, value in self._annex.facts:
            y -= LEAD
            self._write(label, MARGIN, y, 30 * mm, self._faces.plain, GREY)
            self._write(value, MARGIN + 32 * mm, y, WIDTH - 2 * MARGIN - 32 * mm, self._faces.plain, TEXT)
        return y - 2 * LEAD

    def _running_top(self) -> float:
        y = HEIGHT - MARGIN - SIZE
        text = " · ".join([self._annex.title, *(value for _label, value in self._annex.facts)])
        self._write(text, MARGIN, y, WIDTH - 2 * MARGIN, self._faces.plain, GREY)
        return y - 1.5 * LEAD

    def _labels(self, y: float) -> float:
        self._cells([column.label for column in self._annex.columns], y, self._faces.bold)
        self._rule(y - 4, 0.8)
        return y - LEAD - 2

    def _line(self, line: Line, y: float) -> float:
        if line.kind == "heading":
            self._canvas.setFillColor(BAND)
            self._canvas.rect(MARGIN, y - 3.5, WIDTH - 2 * MARGIN, LEAD, stroke=0, fill=1)
            self._write(line.cells[0], MARGIN, y, WIDTH - 2 * MARGIN, self._faces.bold, TEXT)
        else:
            if line.kind in ("subtotal", "total"):
                self._rule(y + LEAD - 3.5, 0.8 if line.kind == "total" else 0.4)
            self._cells(line.cells, y, self._faces.plain if line.kind in ("row", "note") else self._faces.bold)
        return y - LEAD

    def _cells(self, cells: Sequence[str], y: float, font: str) -> None:
        for column, text, left, end in zip(self._annex.columns, cells, self._edges, self._edges[1:], strict=False):
            if text:
                self._write(
                    text,
                    left,
                    y,
                    end - left - (0 if column is self._annex.columns[-1] else GAP),
                    font,
                    TEXT,
                    right=column.right,
                )

    def _write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        font: str,
        colour: Color,
        size: float = SIZE,
        right: bool = False,
    ) -> None:
        text, wide = fit(text, font, size, round(width, 2))
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(colour)
        self._canvas.drawString(x + width - wide if right else x, y, text)

    def _rule(self, y: float, width: float) -> None:
        self._canvas.setStrokeColor(RULE)
        self._canvas.setLineWidth(width)
        self._canvas.line(MARGIN, y, WIDTH - MARGIN, y)
