"""A paper format as CSS: the page, its margins, and the boxes a report's header and footer run in.

wkhtmltopdf, for which Odoo's layouts are made, draws a header as a web page of its own, as wide as the sheet
between its side margins, which begins `header spacing` above the content; and it fits 1.25 times as many CSS
pixels on a line as the paper has. Both are kept here, for shapes, spacings and font sizes count on them.
The second is done by laying out on a sheet larger by 1.25 and shrinking what is drawn (`Paper.zoom`).

>>> a4 = Paper(top=52, right=0, bottom=32, left=0, header_spacing=52)
>>> a4.zoom
0.8
>>> "size: 262.5mm 371.25mm; margin: 65mm 0mm 40mm 0mm;" in page_css(a4)
True
"""

from typing import NamedTuple

SHRINK = 0.8
HEADER, FOOTER = "report-header", "report-footer"

_CSS = """
@page {
  size: %(width)s %(height)s; margin: %(top)s %(right)s %(bottom)s %(left)s;
  @top-left {
    content: element(%(header)s); width: 100%%; box-sizing: border-box; height: %(top)s;
    padding: %(header_from)s 0 0; vertical-align: top; text-align: start; %(line)s
  }
  @bottom-left {
    content: element(%(footer)s); width: 100%%; height: %(bottom)s; vertical-align: top; text-align: start;
  }
}
.%(header)s { position: running(%(header)s) } .%(footer)s { position: running(%(footer)s) }
.%(header)s span.page::before, .%(footer)s span.page::before { content: counter(page) }
.%(header)s span.topage::before, .%(footer)s span.topage::before { content: counter(pages) }
.%(header)s > .header, .%(footer)s > .footer { position: static }
/* Odoo asks for a body as high as the window, which has no meaning on paper, and cuts what is beyond it */
html, body { background: none; height: auto !important }
body, .%(header)s, .%(footer)s { max-width: none !important; margin: 0 !important; overflow: visible !important }
/* without rtlcss on the server Odoo's own sheet says left to right, whatever the language */
[dir=rtl] { direction: rtl } [dir=ltr] { direction: ltr }
[dir=rtl] .header > svg, [dir=rtl] .footer > svg, [dir=rtl] .o_folder_angle_shape { transform: scaleX(-1) }
/* each document gets one bookmark, not each heading one: Odoo tells documents apart by them */
* { bookmark-level: none }
/* a row's columns make 100 per cent, and by the last binary digit more, at which WeasyPrint breaks the line */
.row > * { margin-%(end)s: -.02px }
/* Odoo draws a boxed table's frame by a box over it, which would be on its first page only */
.o_table_boxed table:not(.o_ignore_layout_styling), .o_table_boxed-rounded table:not(.o_ignore_layout_styling) {
  border-collapse: separate; border-spacing: 0; border: 1px solid #495057; box-decoration-break: clone;
}
.o_table_boxed-rounded table:not(.o_ignore_layout_styling) { border-radius: 12px }
.o_table_boxed-rounded table.o_has_total_table:not(.o_ignore_layout_styling) { border-bottom-%(end)s-radius: 0 }
.o_table_boxed table.o_total_table:not(.o_ignore_layout_styling),
.o_table_boxed-rounded table.o_total_table:not(.o_ignore_layout_styling) {
  border-top: 0; border-top-left-radius: 0; border-top-right-radius: 0;
}
.o_table_boxed .mt-5 table.o_total_table:not(.o_ignore_layout_styling),
.o_table_boxed-rounded .mt-5 table.o_total_table:not(.o_ignore_layout_styling) { border-top: 1px solid #495057 }
.o_table_boxed table::before, .o_table_boxed-rounded table::before { display: none !important }
thead { display: table-header-group } tfoot { display: table-row-group }
tr, .avoid-page-break-inside { break-inside: avoid }
"""


class Paper(NamedTuple):
    """A sheet and its margins in millimetres, as printed."""

    width: float = 210
    height: float = 297
    top: float = 10
    right: float = 10
    bottom: float = 10
    left: float = 10
    header_spacing: float = 0
    header_line: bool = False
    shrinks: bool = True

    @property
    def zoom(self) -> float:
        return SHRINK if self.shrinks else 1.0

    def landscape(self) -> "Paper":
        """The same sheet lying, if it is not so already."""
        return self if self.width > self.height else self._replace(width=self.height, height=self.width)


def page_css(paper: Paper, rtl: bool = False) -> str:
    """The style sheet of the page; in a right-to-left language its side margins change places."""

    def length(millimetres: float) -> str:
        return f"{round(millimetres / paper.zoom, 3):g}mm"

    left, right = (paper.right, paper.left) if rtl else (paper.left, paper.right)
    return _CSS % {
        "header": HEADER,
        "footer": FOOTER,
        "width": length(paper.width),
        "height": length(paper.height),
        "top": length(paper.top),
        "right": length(right),
        "bottom": length(paper.bottom),
        "left": length(left),
        "header_from": length(max(0, paper.top - paper.header_spacing)),
        "end": "left" if rtl else "right",
        "line": "border-bottom: 1px solid;" if paper.header_line else "",
    }
