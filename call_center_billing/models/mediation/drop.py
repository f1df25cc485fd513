"""A folder into which a switch drops its files, and how files are taken out of it so that none is lost or taken twice.

A file is claimed by renaming it into `.processing`, which one of several takers can do and no more. There it stays
until what became of it is known, and goes to `.done` or, with a text that says why, to `.failed`. Whoever is killed in
between leaves the file in `.processing`, under a name that tells whose it is.

The places themselves (a folder of this machine, one of an SFTP server) offer: entries, rename, open, remove, put
and ensure, each with names relative to the folder, and raise `OSError` when something cannot be done.
"""

import os
import secrets
import stat
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

PROCESSING, DONE, FAILED = ".processing", ".done", ".failed"
#: what programs add to the names of files that are still being written
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".swp", "~")


class Entry(NamedTuple):
    """A file as a place lists it; `size` in bytes, `changed` in seconds of the place's own clock."""

    name: str
    size: int
    changed: int


class LocalPlace:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def entries(self, folder=""):
        """The regular files there: no links, which might lead out of the folder."""
        found = []
        with os.scandir(self.folder / folder) as listed:
            for file in listed:
                try:
                    told = file.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # somebody took it just now
                if stat.S_ISREG(told.st_mode):
                    found.append(Entry(file.name, told.st_size, int(told.st_mtime)))
        return found

    def rename(self, old, new):
        """Move a file within the folder, at once."""
        (self.folder / old).rename(self.folder / new)

    def open(self, name):
        """The file to read, unless a link took its place."""
        return os.fdopen(os.open(self.folder / name, os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def remove(self, name):
        """Delete a file."""
        (self.folder / name).unlink()

    def put(self, name, text):
        """Write a small text."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def ensure(self, folder):
        """Make a folder unless it is there."""
        (self.folder / folder).mkdir(exist_ok=True)


class Drop:
    """Takes files out of a place.

    :param place: see the module's text
    :param str owner: begins the names of claimed files, so that several takers know their own; no `-` in it
    """

    def __init__(self, place, owner):
        self.place, self.owner = place, owner

    def ready(self, pattern, seen, settle, now):
        """The files that are whole: nobody has written to them for a while.

        :param str pattern: of names, with `*` and `?`
        :param dict seen: what the last look gave: by name [size, changed, since when it has been so]
        :param int settle: seconds for which a file must have stayed as it is; :param float now: seconds of our clock
        :return: the names, the oldest file first, and what to give as `seen` next time
        """
        looked, ready = {}, []
        for entry in sorted(self.place.entries(), key=lambda entry: (entry.changed, entry.name)):
            if not self._is_offered(entry.name, pattern):
                continue
            size, changed, since = seen.get(entry.name) or (None, None, now)
            if (size, changed) != (entry.size, entry.changed):
                since = now
            looked[entry.name] = [entry.size, entry.changed, since]
            if now - since >= settle:
                ready.append(entry.name)
        return ready, looked

    @staticmethod
    def _is_offered(name, pattern):
        hidden = name.startswith(".") or name.lower().endswith(UNFINISHED)
        return not hidden and fnmatchcase(name, pattern)

    def claim(self, name):
        """Take a file. Nobody else can from then on.

        :return: the name of the claimed file; nothing if somebody else was faster
        """
        self.place.ensure(PROCESSING)
        claimed = f"{self.owner}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}-{name}"
        try:
            self.place.rename(name, f"{PROCESSING}/{claimed}")
        except FileNotFoundError:
            return ""
        return claimed

    def claimed(self):
        """The claimed files that are ours."""
        try:
            entries = self.place.entries(PROCESSING)
        except FileNotFoundError:
            return []
        return sorted(entry.name for entry in entries if entry.name.startswith(f"{self.owner}-"))

    @staticmethod
    def name_of(claimed):
        """The name that a claimed file had."""
        return claimed.split("-", 3)[3]

    def open(self, claimed):
        """A claimed file, to read."""
        return self.place.open(f"{PROCESSING}/{claimed}")

    def finish(self, claimed, keep):
        """The file was imported: put it aside, or delete it unless it is to be kept."""
        if keep:
            self._put(claimed, DONE)
        else:
            self._if_there(self.place.remove, f"{PROCESSING}/{claimed}")

    def fail(self, claimed, reason):
        """The file could not be imported: put it aside with the reason."""
        if self._put(claimed, FAILED):
            self.place.put(f"{FAILED}/{claimed}.txt", f"{reason}\n")

    def _put(self, claimed, folder):
        self.place.ensure(folder)
        return self._if_there(self.place.rename, f"{PROCESSING}/{claimed}", f"{folder}/{claimed}")

    @staticmethod
    def _if_there(act, *names):
        """Somebody may have tidied up by hand."""
        try:
            act(*names)
        except FileNotFoundError:
            return False
        return True
