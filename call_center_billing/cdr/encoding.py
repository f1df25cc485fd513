"""Bytes of a file in one encoding as bytes in UTF-8, so that all else reads UTF-8 only.

>>> b"".join(in_utf8([b"Bj\\xf6", b"rn"], "cp1252")).decode()
'Björn'
"""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

#: stands for bytes that are none of the encoding: it becomes a byte that is none of UTF-8, so only its line is bad
SPOILT: Final = "\udcff"


def in_utf8(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The chunks in UTF-8; lines with bytes that are none of the encoding are none of UTF-8 then.

    :param encoding: one of `mapping.ENCODINGS`
    """
    if encoding == "utf-8":
        yield from chunks
        return
    if wide := encoding == "utf-16":
        chunks, encoding = _with_byte_order(iter(chunks))
    decoder = codecs.getincrementaldecoder(encoding)("replace" if wide else "surrogateescape")
    for chunk in chunks:
        yield _recoded(decoder.decode(chunk), wide)
    yield _recoded(decoder.decode(b"", final=True), wide)


def _with_byte_order(chunks: Iterator[bytes]) -> tuple[Iterator[bytes], str]:
    """The same chunks, and the encoding by the mark at their beginning; most files without one are from Windows."""
    first = b""
    for chunk in chunks:
        first += chunk
        if len(first) > 1:
            break
    return chain([first], chunks), "utf-16-be" if first.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"


def _recoded(text: str, wide: bool) -> bytes:
    return (text.replace("\ufffd", SPOILT) if wide else text).encode("utf-8", "surrogateescape")
