"""Files of calls that wait to be read, kept where every host of the installation finds them.

They lie beside the filestore, which several hosts share already. A file is there whole or not at all: it is written
under another name first. Nothing here is ever whole in memory.
"""

import io
import os
import secrets
import shutil
import time
from pathlib import Path

from odoo.tools import config

CHUNK = 1024 * 1024
#: seconds after which a file that no import knows was left by a process that ended
ABANDONED = 86_400


def folder(database):
    """Where the files of a database lie; made when it is first asked for, closed to other users of the machine."""
    place = Path(config["data_dir"]) / "call_spool" / database
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keep(database, content):
    """Copy what an import is to read.

    :param content: bytes, the path of a file, or a binary file object, read from where it stands
    :return: the name by which `path` finds it, and its size in bytes
    """
    name = secrets.token_hex(16)
    part = folder(database) / f"{name}.part"
    try:
        with part.open("wb") as target:
            os.chmod(part, 0o600)
            _copy(content, target)
            target.flush()
            os.fsync(target.fileno())
        size = part.stat().st_size
        part.rename(path(database, name))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return name, size


def _copy(content, target):
    if isinstance(content, bytes):
        content = io.BytesIO(content)
    if isinstance(content, Path):
        with content.open("rb") as source:
            shutil.copyfileobj(source, target, CHUNK)
    else:
        shutil.copyfileobj(content, target, CHUNK)


def path(database, name):
    """The path of the file that `keep` named so, whether it is there or not."""
    return folder(database) / name


def drop(database, name):
    """Remove a file; nothing happens if it is gone."""
    path(database, name).unlink(missing_ok=True)


def abandoned(database, known):
    """The files of a day ago or older whose names are not among `known`."""
    old = time.time() - ABANDONED
    return [file.name for file in folder(database).iterdir() if file.name not in known and file.stat().st_mtime < old]
