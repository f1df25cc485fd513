"""What kind of file the bytes are, by their beginning; a file's name proves nothing."""

from __future__ import annotations

from typing import Final, Literal

from .errors import DeckRefused

MAGIC: Final = (
    (b"PK\x03\x04", "xlsx"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"%PDF", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"\x09\x08\x10\x00", "legacy_xls"),
)
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""A stream of the compound file that an XLSX file with a password is."""

BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE: Final = 65_536


def kind_of(data: bytes) -> Literal["xlsx", "csv"]:
    """:raise DeckRefused: for anything but a zip file (which may still be no spreadsheet) and text"""
    head = data[:SAMPLE]
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise DeckRefused("empty")
    if head.startswith(COMPOUND):
        raise DeckRefused("encrypted" if ENCRYPTED in data else "legacy_xls")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            if kind == "xlsx":
                return "xlsx"
            raise DeckRefused(kind)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"{\\rtf")):
        raise DeckRefused("html")
    return "csv"


def encoding_of(data: bytes) -> str:
    """The encoding of a text: as its byte order mark says, UTF-8 if it can be that, or else a Western one.

    :raise DeckRefused: ``binary``
    """
    head = data[:SAMPLE]
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    if b"\0" in head:
        return _utf_16(head)
    strange = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13))
    if strange * 50 > len(head):
        raise DeckRefused("binary")
    for name in ("utf-8", "cp1252"):
        if decodes(data, name):
            return name
    return "latin-1"


def decodes(data: bytes, encoding: str) -> bool:
    """Whether the bytes are a text of that encoding."""
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _utf_16(head: bytes) -> str:
    """UTF-16 without a byte order mark: of what Latin letters there are, every other byte is 0."""
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = head[offset::2].count(0)
        if zeros * 10 > len(head) * 4 and head.count(0) < zeros * 11 // 10 + 1:
            return name
    raise DeckRefused("binary")
