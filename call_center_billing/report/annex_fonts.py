"""The typefaces of the annex: a plain and a bold one that have the letters of Europe's languages.

The first pair that is there is taken: DejaVu or FreeSans from the system (every Odoo package depends on one of
them), then Roboto, which Odoo's own source has. Vera, which comes with reportlab, is the last: it has Western
letters only, and the log says so.
"""

import functools
import importlib.util
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_logger = logging.getLogger(__name__)

_SYSTEM = (
    ("/usr/share/fonts/truetype/dejavu", "DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"),
    ("/usr/share/fonts/truetype/dejavu", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/dejavu-sans-fonts", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("/usr/share/fonts/truetype/freefont", "FreeSans.ttf", "FreeSansBold.ttf"),
)


class Fonts(NamedTuple):
    """Names by which reportlab knows the two."""

    plain: str
    bold: str


def candidates() -> Iterator[tuple[Path, Path]]:
    """The pairs to try, best first; whether they are there is not looked at."""
    for folder, plain, bold in _SYSTEM:
        yield Path(folder, plain), Path(folder, bold)
    odoo = importlib.util.find_spec("odoo")
    for place in (odoo.submodule_search_locations or []) if odoo else []:
        roboto = Path(place, "addons/web/static/fonts/google/Roboto")
        yield roboto / "Roboto-Regular.ttf", roboto / "Roboto-Bold.ttf"
    vera = Path(reportlab.__file__).parent / "fonts"
    yield vera / "Vera.ttf", vera / "VeraBd.ttf"


@functools.cache
def fonts() -> Fonts:
    """Register the first pair that can be read."""
    for plain, bold in candidates():
        try:
            pdfmetrics.registerFont(TTFont("Annex", str(plain)))
            pdfmetrics.registerFont(TTFont("Annex-Bold", str(bold)))
        except (TTFError, OSError):
            continue
        if plain.name == "Vera.ttf":
            _logger.info("Call annexes are set in Vera, without Cyrillic or Greek: install fonts-dejavu-core")
        return Fonts("Annex", "Annex-Bold")
    raise OSError("no TrueType font for call annexes: install fonts-dejavu-core")
