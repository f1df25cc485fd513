"""Parsed style sheets, kept: a report's take WeasyPrint more than a second, its page a tenth of one.

They are kept by what is in them, so that a changed colour or an upgraded module needs no clearing.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable

import weasyprint
from weasyprint.text.fonts import FontConfiguration

KEPT = 16
# the window a report is made for is a tablet's: this wide or wider, as in wkhtmltopdf on A4
WINDOW = 768
# one for all: the fonts a kept sheet brought are registered here, and are lost with it
FONTS = FontConfiguration()

_min_width = re.compile(r"@media\s*\(\s*min-width:\s*([0-9.]+)px\s*\)")
_kept: OrderedDict[tuple[str, bytes], weasyprint.CSS] = OrderedDict()


def for_window(css: str) -> str:
    """The rules for windows of at most `WINDOW`, made rules for all media: WeasyPrint skips what asks for a width.

    >>> for_window("@media (min-width: 576px){a{}} @media (min-width:992px){b{}}")
    '@media all{a{}} @media (min-width:992px){b{}}'
    """
    return _min_width.sub(lambda found: "@media all" if float(found[1]) <= WINDOW else found[0], css)


def parsed(css: str, base_url: str, fetcher: Callable[[str], object]) -> weasyprint.CSS:
    """The sheet, parsed now or before. Not for two threads at once."""
    key = base_url, hashlib.sha256(css.encode()).digest()
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.popitem(last=False)
        _kept[key] = weasyprint.CSS(string=for_window(css), base_url=base_url, url_fetcher=fetcher, font_config=FONTS)
    _kept.move_to_end(key)
    return _kept[key]
