"""A file of calls in chunks, unpacked if it is gzip, and never more of it than one file can honestly hold."""

import gzip
import zlib

CHUNK = 1024 * 1024
GZIP = b"\x1f\x8b"
#: bytes that a packed file may hold: some hundred million records
MAX_UNPACKED = 32 * 1024**3
#: how many times its size a packed file may hold. Records shrink to a tenth or twentieth; only what repeats one thing
#: over and over shrinks further. Not asked of small files, which cannot do harm
MAX_RATIO = 200
HARMLESS = 64 * 1024**2


class NotUnpacked(Exception):
    """The file cannot be unpacked.

    :param str reason: `broken` (no whole gzip file), `ratio` or `size` (it holds too much)
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def chunks_of(stream):
    """The file's bytes in chunks, unpacked if it begins as gzip does.

    :param stream: seekable binary file object, at its beginning
    :raise NotUnpacked: it is gzip and broken, or holds more than is believed
    """
    packed = stream.read(len(GZIP)) == GZIP
    stream.seek(0)
    return _unpacked(stream) if packed else iter(lambda: stream.read(CHUNK), b"")


def _unpacked(stream):
    out, unpacked = 0, gzip.GzipFile(fileobj=stream)
    while True:
        try:
            chunk = unpacked.read(CHUNK)
        except (OSError, EOFError, zlib.error) as error:
            raise NotUnpacked("broken") from error
        if not chunk:
            return
        out += len(chunk)
        if out > MAX_UNPACKED:
            raise NotUnpacked("size")
        if out > HARMLESS and out > MAX_RATIO * stream.tell():
            raise NotUnpacked("ratio")
        yield chunk
