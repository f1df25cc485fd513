"""Records that a switch posts itself, call by call or a few at a time."""

import time

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import api, fields, models

from .call_import import SourceBusy

#: seconds to wait for another push of the source; a push takes some hundredths of one
PATIENCE = 3.0
STATES = ("rated", "unrated", "unmatched", "unanswered", "denied")


class CallImport(models.Model):
    """What a source posts in one hour (UTC) is one import, whose control totals grow and always balance.

    An hour rather than a day: whole hours add up to anybody's day, whatever the time zone, and a fault is found in
    the hour in which it happened.
    """

    _inherit = "call.import"

    kind = fields.Selection(
        [("file", "File"), ("push", "Push")],
        required=True,
        readonly=True,
        default="file",
        help="File: imported as a whole. Push: what the switch posted itself within one hour.",
    )
    window_start = fields.Datetime(
        string="Hour", readonly=True, copy=False, help="Beginning of the hour in which a switch posted these records."
    )

    _one_window = models.UniqueIndex(
        "(source_id, window_start) WHERE kind = 'push'", "There is an import for what this source posts in this hour."
    )

    @api.model
    @api.private
    def _push(self, source, raw):
        """Store, rate and book what a switch posted.

        Begins the transaction anew, so nothing may have been written in it.

        :param source: as `call.source._of_push_key` gives it
        :param bytes raw: records in the source's dialect
        :return: the import's id, and what became of these lines alone
        :raise SourceBusy: the source has been importing for longer than one waits
        :raise UserError: these are no records of the source's dialect
        """
        # what changes here is told by totals; comparing tracked fields before and after would only take time
        source = source.with_context(mail_notrack=True)
        batch = self.with_env(source.env)._lock_window(source)
        pipeline = batch._take_in([raw])
        source.env.flush_all()  # as the superuser that `source` has, not as the nobody that the request began with
        counts = pipeline.tally.counts
        return {
            "import_id": batch.id,
            "lines": counts.total(),
            "stored": counts["stored"],
            "duplicates": counts["duplicate"],
            "refused": counts["refused"],
            "ignored": counts["ignored"],
            **{state: pipeline.tally.states[state] for state in STATES},
            "talk_seconds": pipeline.tally.talk_seconds,
        }

    def _lock_window(self, source):
        """Lock the source, in a transaction that sees all that was stored before.

        What a transaction sees is settled when its first statement begins. So one that waited inside of a statement
        would not know of the calls for whose sake it waited, and begins again instead.

        :return: the source's import for what is posted in this hour
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            self.env.cr.rollback()
            if source._try_lock():
                batch = self._open_window(source)
                if batch:
                    return batch
            elif time.monotonic() > deadline:
                raise SourceBusy(self.env._("Another import of %(name)s is under way.", name=source.name))
            else:
                time.sleep(0.005)

    def _open_window(self, source):
        """The source's import of this hour; nothing if a push came in between statement and lock."""
        start = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        query = (
            "SELECT id FROM call_import WHERE source_id = %s AND kind = 'push' AND window_start = %s FOR NO KEY UPDATE"
        )
        try:
            self.env.cr.execute(query, (source.id, start), log_exceptions=False)
            if found := self.env.cr.fetchone():
                return self.browse(found)
            name = f"Push {start:%Y-%m-%d %H}:00 UTC"
            return self.create({"source_id": source.id, "kind": "push", "window_start": start, "name": name})
        except (SerializationFailure, UniqueViolation):
            return self.browse()
