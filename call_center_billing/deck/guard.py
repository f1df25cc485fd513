"""Texts that a spreadsheet would take for a formula, made harmless and read back as they were.

A text that begins with ``=``, ``+``, ``-``, ``@`` (also in their wide forms) is written with an apostrophe before it,
and one that begins with apostrophes and such a character with one more; reading takes one away. So every text survives.

>>> guarded("=112"), unguarded("'=112"), unguarded(guarded("'=1")), guarded("'tis")
("'=112", '=112', "'=1", "'tis")
"""

from __future__ import annotations

import re
from typing import Final

FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """The text as it may stand in a file that a spreadsheet opens."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` made harmless; any other text as it is."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
