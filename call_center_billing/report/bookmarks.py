"""One bookmark for each record in a PDF of several, in the form by which Odoo cuts it apart again.

`ir.actions.report._render_qweb_pdf_prepare_streams` reads the pages at which records begin from the outline:
names, looked up in the catalogue's /Dests, of destinations that say a page by its number. wkhtmltopdf writes
them so; a PDF says a page by reference else, and viewers understand both.
"""

from itertools import pairwise
from typing import NamedTuple

import pydyf


class Bookmark(NamedTuple):
    """Where a document begins (its first page, from 0), and what it is called."""

    page: int
    title: str


def write(pdf: pydyf.PDF, bookmarks: list[Bookmark]) -> None:
    """Put the outline into a PDF that has none."""
    outline = pydyf.Dictionary({"Type": "/Outlines", "Count": len(bookmarks)})
    pdf.add_object(outline)
    items = [
        pydyf.Dictionary(
            {
                "Title": pydyf.String(bookmark.title),
                "Parent": outline.reference,
                "Dest": f"/document{number}",
            }
        )
        for number, bookmark in enumerate(bookmarks)
    ]
    for item in items:
        pdf.add_object(item)
    for item, following in pairwise(items):
        item["Next"], following["Prev"] = following.reference, item.reference
    outline["First"], outline["Last"] = items[0].reference, items[-1].reference
    pdf.catalog["Outlines"] = outline.reference
    pdf.catalog["Dests"] = pydyf.Dictionary(
        {f"document{number}": pydyf.Array([bookmark.page, "/Fit"]) for number, bookmark in enumerate(bookmarks)}
    )
