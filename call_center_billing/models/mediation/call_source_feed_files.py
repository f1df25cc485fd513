"""Feeds of files: a folder of the server's, or one on an SFTP server."""

import contextlib
import hashlib
import time

from odoo import fields, models
from odoo.exceptions import UserError

from . import sftp
from .call_source_feed_run import BUDGET
from .drop import Drop, LocalPlace
from .feed_root import feed_root, inside

#: files that one run takes; what is left is for the next, a moment later
AT_MOST = 50
ENDED = ("done", "failed", "withdrawn")


class CallSourceFeed(models.Model):
    """Files are claimed, copied to the spool and read by jobs; when they have been, they are put aside."""

    _inherit = "call.source.feed"

    folder = fields.Char(help="On this server: below the folder that its configuration allows. On an SFTP server: any.")
    pattern = fields.Char(default="*", help="Which files: * stands for any letters, ? for one.")
    settle = fields.Integer(
        string="Unchanged for (seconds)",
        default=60,
        help="A file is taken when it has not changed for so long, so that none is taken that is still being written.",
    )
    keep = fields.Boolean(
        string="Keep Imported Files", default=True, help="In .done; otherwise they are deleted there."
    )
    seen = fields.Json(readonly=True, copy=False)

    def write(self, vals):
        """Elsewhere are other files."""
        if vals.keys() & {"host", "port", "folder", "kind"}:
            vals = {"seen": False, **vals}
        return super().write(vals)

    def _fetch_folder(self):
        return self._fetch_files(self._local_place())

    def _fetch_sftp(self):
        with self._sftp_place() as place:
            return self._fetch_files(place)

    def _test_folder(self):
        return self._test_files(self._local_place())

    def _test_sftp(self):
        with self._sftp_place() as place:
            return self._test_files(place)

    def _test_files(self, place):
        place.ensure(".processing")
        names = [entry.name for entry in place.entries() if Drop._is_offered(entry.name, self.pattern or "*")]
        return self.env._("It works. Files that match: %(count)s.", count=len(names))

    def _fetch_files(self, place):
        """See `_run`.

        :return: what was found, for people; and whether there is more
        """
        drop = Drop(place, self._owner())
        self._put_aside(drop)
        taken = 0
        for claimed in self._left_over(drop):
            self._take(drop, claimed)
            taken += 1
        ready, seen = drop.ready(self.pattern or "*", self.seen or {}, self.settle, time.time())
        until, waiting = time.monotonic() + BUDGET, len(seen) - len(ready)
        for name in ready[:AT_MOST]:
            if time.monotonic() > until:
                break
            seen.pop(name)  # the next file of that name is another
            self.seen = dict(seen)
            if claimed := drop.claim(name):
                self._take(drop, claimed)
                taken += 1
        self.seen = seen
        return self._found_text(taken, waiting), len(seen) > waiting

    def _found_text(self, taken, waiting):
        if not waiting:
            return self.env._("Files taken: %(count)s.", count=taken)
        return self.env._(
            "Files taken: %(count)s. Others, %(waiting)s, wait until they have not changed for %(seconds)s seconds.",
            count=taken,
            waiting=waiting,
            seconds=self.settle,
        )

    def _left_over(self, drop):
        """Claimed by somebody who was killed before an import of the file was committed. Nobody else is at work."""
        known = self.env["call.import"].search([("feed_id", "=", self.id), ("feed_claim", "!=", False)])
        return sorted(set(drop.claimed()) - set(known.mapped("feed_claim")))

    def _take(self, drop, claimed):
        vals = {"name": drop.name_of(claimed), "feed_claim": claimed}
        # if it cannot be copied, there is no import of it either, and the next run finds it left over
        with drop.open(claimed) as content, self.env.cr.savepoint():
            self._import(vals, content)

    def _put_aside(self, drop):
        """Tidy up what has been read since the last run."""
        domain = [("feed_id", "=", self.id), ("feed_claim", "!=", False), ("state", "in", ENDED)]
        for batch in self.env["call.import"].search(domain):
            if batch.state == "failed":
                drop.fail(batch.feed_claim, batch.failure)
            else:
                drop.finish(batch.feed_claim, self.keep)
            batch.feed_claim = False

    def _owner(self):
        """Tells this feed of this database from any other that takes files from the same place."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return hashlib.sha256(f"{uuid}/{self.id}".encode()).hexdigest()[:8]

    def _local_place(self):
        path = inside(self.folder or "")
        if not feed_root():
            raise UserError(
                self.env._(
                    "No folder of this server may be read: its configuration names none. Whoever keeps the server adds "
                    "a section [call_center_billing] with feed_root = /path to odoo.conf."
                )
            )
        if not path:
            raise UserError(self.env._("%(folder)s is outside of the folder that may be read.", folder=self.folder))
        if not path.is_dir():
            raise UserError(self.env._("There is no folder %(folder)s.", folder=self.folder or "/"))
        return LocalPlace(path)

    @contextlib.contextmanager
    def _sftp_place(self):
        with self._sftp_client() as client:
            yield sftp.SftpPlace(client, self.folder)
