"""The secret that digests of voucher codes are made with. It is in no database, so a stolen dump gives no codes.

It is a file beside the filestore, which all hosts of an installation share: one line a key, its name and 64 hexadecimal
digits. New codes are digested with the last one; the others are tried for codes made before it came. Where the
environment has CALL_VOUCHER_KEYS, the file lies there.
"""

import contextlib
import fcntl
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import NamedTuple

from odoo.tools import config

VARIABLE = "CALL_VOUCHER_KEYS"
LINE = re.compile(r"([0-9a-f]{8}) ([0-9a-f]{64})")
#: what is digested begins with it, so that a digest serves nothing else that might have the same key one day
PURPOSE = b"call.voucher:"


class Key(NamedTuple):
    """A secret, and the name by which a batch remembers it."""

    name: str
    secret: bytes


class UnreadableKeys(Exception):
    """The file is there and is not what it must be; its path is the message."""


def path():
    """Where the keys lie."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(config["data_dir"]) / "call_voucher" / "keys"


def known():
    """All keys, the newest last; the first is made when it is first asked for.

    :rtype: list[Key]
    :raise UnreadableKeys: the file is broken
    """
    if not path().exists():
        _write([_new_key()], replace=False)
    return _read()


def rotate():
    """Make another key, for codes made from now on. Codes made before go on working.

    :rtype: Key
    """
    key = _new_key()
    known()
    with path().with_name(f"{path().name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # of two at the same moment, none loses the other's
        _write([*_read(), key], replace=True)
    return key


def digest(key, code):
    """What is kept of a code.

    :param str code: sixteen digits
    """
    return hmac.digest(key.secret, PURPOSE + code.encode(), hashlib.sha256).hex()


def digests(code):
    """What may be kept of a code, by each of the keys."""
    return [digest(key, code) for key in known()]


def _new_key():
    return Key(secrets.token_hex(4), secrets.token_bytes(32))


def _read():
    lines = path().read_text(encoding="ascii", errors="replace").split("\n")
    found = [LINE.fullmatch(line.strip()) for line in lines if line.strip()]
    if not found or not all(found):
        raise UnreadableKeys(str(path()))
    return [Key(match[1], bytes.fromhex(match[2])) for match in found]


def _write(all_keys, replace):
    """The file is there whole or not at all, and readable by nobody else."""
    place = path()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
        stream.writelines(f"{key.name} {key.secret.hex()}\n" for key in all_keys)
        stream.flush()
        os.fsync(stream.fileno())
    if replace:
        part.replace(place)
        return
    with contextlib.suppress(FileExistsError):  # whoever was first has made the key
        os.link(part, place)
    part.unlink()
