"""A report's HTML drawn as PDF by WeasyPrint. No Odoo here: what the HTML names is had from `fetch`.

WeasyPrint needs Pango, a system library, and its import fails without: `MISSING` then says why, and everything
else in the add-on works on.
"""

import threading
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

import lxml.html

from .documents import Document, documents
from .page_css import Paper, page_css
from .quiet import quieten

MISSING: Exception | None = None
try:
    quieten()
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from . import bookmarks, stylesheets, svg_fill
except (ImportError, OSError) as error:
    MISSING = error

# an address that names this server whatever its name, and that nothing outside can have
HERE = "http://report.invalid/"

Fetch = Callable[[str], tuple[bytes, str]]
# fontconfig and the shared font configuration are not made for threads, in which Odoo serves
_lock = threading.Lock()


def render(
    bodies: Iterable[str | bytes],
    header: str | bytes | None,
    footer: str | bytes | None,
    paper: Paper,
    fetch: Fetch,
    base_url: str = HERE,
) -> bytes:
    """The PDF of these bodies, each with its own header, footer and page numbers.

    :param fetch: gives what an address names, as bytes and MIME type, or raises an exception
    :param base_url: what links on the page are relative to
    """
    docs = documents(bodies, header, footer)
    # read before the lock is taken: the server may have to compile them first
    sheets = {href: _sheet(fetch, href) for href in dict.fromkeys(href for doc in docs for href in doc.sheets)}
    with _lock:
        fetcher = _fetcher(fetch)
        drawn = [_draw(doc, sheets, paper, fetcher, base_url) for doc in docs]
        return _write(docs, drawn, paper)


def _fetcher(fetch: Fetch) -> "URLFetcher":
    class Fetcher(URLFetcher):
        """data: addresses as they are, all else by `fetch`; nothing by the network."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            content, mime = fetch(url)
            return URLFetcherResponse(url, content, {"Content-Type": mime})

    return Fetcher(allowed_protocols=["data"])


def _sheet(fetch: Fetch, href: str) -> str:
    url = urljoin(HERE, href)
    try:
        return fetch(url)[0].decode(errors="replace")
    except Exception as error:  # whatever hinders a sheet, the text can be printed without
        weasyprint.LOGGER.error("Failed to load stylesheet at %s: %s", url, error)
        return ""


def _draw(
    doc: Document, sheets: dict[str, str], paper: Paper, fetcher: "URLFetcher", base_url: str
) -> "weasyprint.Document":
    page = weasyprint.CSS(string=page_css(paper, doc.rtl))
    svg_fill.paint(doc.root, [sheets[href] for href in doc.sheets])
    return weasyprint.HTML(
        string=lxml.html.tostring(doc.root, encoding="unicode"),
        base_url=base_url,
        url_fetcher=fetcher,
    ).render(
        stylesheets=[*(stylesheets.parsed(sheets[href], urljoin(HERE, href), fetcher) for href in doc.sheets), page],
        font_config=stylesheets.FONTS,
    )


def _write(docs: list[Document], drawn: list["weasyprint.Document"], paper: Paper) -> bytes:
    marks: list[bookmarks.Bookmark] = []
    pages: list[object] = []
    before = None
    for doc, pdf in zip(docs, drawn, strict=True):
        if doc.subject != before or doc.subject[1] is None:
            marks.append(bookmarks.Bookmark(len(pages), pdf.metadata.title or " ".join(filter(None, doc.subject))))
        before = doc.subject
        pages += pdf.pages
    finisher = (lambda _document, pdf: bookmarks.write(pdf, marks)) if len(marks) > 1 else None
    pdf_bytes: bytes = drawn[0].copy(pages).write_pdf(zoom=paper.zoom, finisher=finisher)
    return pdf_bytes
