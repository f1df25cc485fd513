"""Folders in which files are laid for somebody else, whole or not at all."""

import contextlib
import os

from ..mediation.drop import LocalPlace
from ..mediation.sftp import SftpPlace


class LocalBox(LocalPlace):
    """A folder of this machine."""

    def store(self, name, content):
        """Write a file to the disk, not only to the system's memory."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(self.folder / name, flags, 0o640), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def size(self, name):
        """Bytes of a file; None if there is none."""
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / name).lstat().st_size
        return None


class SftpBox(SftpPlace):
    """A folder of an SFTP server."""

    def store(self, name, content):
        """Write a file; the server's size of it is compared when it is closed."""
        with self.client.open(name, "wb") as file:
            file.set_pipelined(True)
            file.write(content)
        if self.size(name) != len(content):
            raise OSError(f"{name} did not arrive whole")

    def size(self, name):
        """Bytes of a file; None if there is none."""
        with contextlib.suppress(FileNotFoundError):
            return self.client.lstat(name).st_size
        return None


def lay(box, folder, files):
    """Lay files into a folder in this order. Each is written beside its place and renamed: nobody reads half of it.

    What lies there already, from an attempt of which the end is not known, stays as it is.

    :param files: pairs of name and bytes
    """
    box.ensure(folder)
    for name, content in files:
        place, part = f"{folder}/{name}", f"{folder}/.{name}.part"
        there = box.size(place)
        if there == len(content):
            continue
        box.store(part, content)
        if there is not None:
            box.remove(place)
        box.rename(part, place)
