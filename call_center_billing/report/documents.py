"""The HTML Odoo makes for wkhtmltopdf, as one tree for each document, its header and footer inside it.

Odoo gives the bodies apart from one page with all their headers and one with all their footers, the n-th of
which belongs to the n-th body. CSS wants them in the document, before its content, to repeat them on each page.
"""

from collections.abc import Iterable
from typing import NamedTuple

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from .page_css import FOOTER, HEADER


class Document(NamedTuple):
    """One body: its tree, the style sheets it asks for, whether it is written right to left, what it is about."""

    root: HtmlElement
    sheets: list[str]
    rtl: bool
    subject: tuple[str | None, str | None]


def documents(bodies: Iterable[str | bytes], header: str | bytes | None, footer: str | bytes | None) -> list[Document]:
    """The documents to draw, from what `ir.actions.report._prepare_html` gives."""
    headers, footers = _Running(header, HEADER), _Running(footer, FOOTER)
    return [_document(_parse(html), number, headers, footers) for number, html in enumerate(bodies)]


def _document(root: HtmlElement, number: int, headers: "_Running", footers: "_Running") -> Document:
    body = root.find("body")
    # `base` names the server, which nobody is to ask for anything; scripts do not run on paper
    for element in root.xpath("//base | //script"):
        element.drop_tree()
    links = root.xpath("//link[@rel='stylesheet'][@href]")
    for link in links:
        link.drop_tree()
    for running in (footers, headers):
        if (box := running.box(number)) is not None:
            box.tail, body.text = body.text, None
            body.insert(0, box)
    rtl = body.get("dir") == "rtl"
    if rtl:
        _wrap_flex_images(root)
    article = next(iter(root.xpath("//*[@data-oe-id]")), body)
    return Document(
        root, [link.get("href") for link in links], rtl, (article.get("data-oe-model"), article.get("data-oe-id"))
    )


def _wrap_flex_images(root: HtmlElement) -> None:
    """Put images that are flex items into boxes of their own.

    WeasyPrint puts them off the sheet where it lays out right to left: it measures from their full size.
    """
    for image in root.xpath("//*[contains(concat(' ', @class, ' '), ' d-flex ')]/img"):
        box = lxml.html.Element("div")
        box.tail, image.tail = image.tail, None
        image.getparent().replace(image, box)
        box.append(image)


class _Running:
    """The headers, or the footers, of all documents."""

    def __init__(self, html: str | bytes | None, css_class: str):
        body = _parse(html or "").find("body")
        self._classes = f"{css_class} {body.get('class', '')}".strip()
        # stock's traceability report puts its only header straight into the page
        found = body.xpath(".//*[starts-with(@id, 'minimal_layout_report_')]")
        self._found = list(found[0]) if found else list(body.find_class("header"))

    def box(self, number: int) -> HtmlElement | None:
        """The box to put into document `number`.

        It has the classes of its page's body, which Odoo's style sheet asks for, but not its direction: the page
        with all headers has the printing user's, and the style sheets are the document's.
        """
        if number >= len(self._found):
            return None
        box = lxml.html.Element("div", {"class": self._classes})
        box.append(self._found[number])
        return box


def _parse(html: str | bytes) -> HtmlElement:
    """A whole document, whatever is given: nothing at all is an empty page."""
    raw = html if isinstance(html, bytes) else str(html).encode()
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(raw, parser=parser)
    except lxml.etree.ParserError:
        root = lxml.html.document_fromstring("<body></body>")
    if root.find("body") is None:
        root.append(lxml.html.Element("body"))
    return root
