"""Which files a customer may send, and by which name they are kept. Pure: no Odoo, no I/O.

>>> checked([("C:\\\\fakepath\\\\Bill.PDF", b"%PDF-1.7")])
[('Bill.pdf', b'%PDF-1.7')]
"""

import re
import unicodedata
from collections.abc import Iterable

#: files in one message, bytes of one, bytes of all
MOST, LARGEST, LARGEST_SUM = 5, 10_000_000, 25_000_000
#: characters of a name without its ending
LONGEST_NAME = 60

#: ending -> how such a file begins; what a browser would run is not among them
BEGINNINGS = {
    "pdf": (rb"%PDF-",),
    "png": (rb"\x89PNG\r\n\x1a\n",),
    "jpg": (rb"\xff\xd8\xff",),
    "jpeg": (rb"\xff\xd8\xff",),
    "webp": (rb"RIFF.{4}WEBP",),
    "wav": (rb"RIFF.{4}WAVE",),
    "mp3": (rb"ID3", rb"\xff[\xe2-\xff]"),
}
TEXTS = ("txt", "csv")
ENDINGS = (*BEGINNINGS, *TEXTS)


class UnfitFileError(Exception):
    """A file that is not taken.

    :param str reason: many, large, empty or kind
    :param str name: the file's, cleaned; empty if it is about all of them
    """

    def __init__(self, reason: str, name: str = ""):
        super().__init__(reason, name)
        self.reason = reason
        self.name = name


def checked(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The same files by clean names.

    :param files: (name, content), as they came
    :raise UnfitFileError: one of them is not taken
    """
    found = [(clean_name(name), content) for name, content in files]
    if len(found) > MOST or sum(len(content) for _name, content in found) > LARGEST_SUM:
        raise UnfitFileError("many")
    for name, content in found:
        if not content:
            raise UnfitFileError("empty", name)
        if len(content) > LARGEST:
            raise UnfitFileError("large", name)
        if "." not in name or not is_kind(name.rpartition(".")[2], content):
            raise UnfitFileError("kind", name)
    return found


def is_kind(ending: str, content: bytes) -> bool:
    """Whether the content is what the ending says, and of a kind that is taken."""
    if ending in TEXTS:
        return _is_text(content)
    return any(re.match(begin, content, re.DOTALL) for begin in BEGINNINGS.get(ending, ()))


def clean_name(name: str) -> str:
    """A name without folders, control characters, characters that turn the writing round, and signs of a shell."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in name if not unicodedata.category(letter).startswith("C"))
    stem, dot, ending = name.rpartition(".")
    stem = re.sub(r"[^\w ().,+-]+", "_", stem if dot else name).strip(" ._")[:LONGEST_NAME]
    ending = re.sub(r"[^a-z0-9]", "", ending.lower())[:10] if dot else ""
    return ".".join(filter(None, (stem or "file", ending)))


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        # what spreadsheets of older Windows write
        return not re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", content)
    return True
