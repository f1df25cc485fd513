"""Reads gettext catalogues as Odoo writes them (no plural forms): what is said, and how it is put.

>>> text = '''
... #, fuzzy
... msgctxt "tariff"
... msgid "Price"
... msgstr ""
... "Pr"
... "is"
... '''
>>> parse(text)
{('tariff', 'Price'): Message(text='Pris', fuzzy=True)}
"""

import ast
import re
from typing import NamedTuple

Key = tuple[str, str]
FIELD = re.compile(r"(msgctxt|msgid|msgstr)\s+(\".*\")$")


class Message(NamedTuple):
    text: str
    fuzzy: bool


def parse(catalogue: str) -> dict[Key, Message]:
    """Messages by (context, source text), without the header and without obsolete ones."""
    messages: dict[Key, Message] = {}
    for block in re.split(r"\n\s*\n", catalogue):
        fields, fuzzy = _fields(block)
        if fields.get("msgid"):
            key = (fields.get("msgctxt", ""), fields["msgid"])
            messages[key] = Message(fields.get("msgstr", ""), fuzzy)
    return messages


def _fields(block: str) -> tuple[dict[str, str], bool]:
    fields: dict[str, str] = {}
    fuzzy, current = False, ""
    for line in block.splitlines():
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif match := FIELD.match(line.strip()):
            current, fields[match[1]] = match[1], _unquoted(match[2])
        elif line.strip():
            fields[current] += _unquoted(line.strip())
    return fields, fuzzy


def _unquoted(quoted: str) -> str:
    # gettext's escapes (\n, \t, \", \\) mean the same in Python
    return str(ast.literal_eval(quoted))
