"""What happens to an import after it was read."""

from odoo import fields, models


class CallImport(models.Model):
    """Lines that are corrected move from one control total to another; the number of lines never changes."""

    _inherit = "call.import"

    last_heard = fields.Datetime(readonly=True, copy=False, help="When this import last brought new calls.")

    def write(self, vals):
        """When an import is done, its source has been heard of, and the number of its file is noted."""
        heard = self.filtered(lambda batch: vals.get("stored_count", 0) > batch.stored_count)
        read = self.filtered(lambda batch: vals.get("state") == "done" != batch.state and batch.kind == "file")
        result = super().write(vals)
        for batch in read.sudo():
            batch.source_id._note_number(batch.name)
        for batch in heard.sudo():
            batch._heard()
        return result

    def _heard(self):
        """New calls have come."""
        if self.source_id.silence_hours:
            self.last_heard = fields.Datetime.now()
            self.source_id._end_silence()

    def _settle_refused(self, rejects):
        """Take lines off those refused, as what they turned out to be is counted.

        Calls were added to `line_count` and `stored_count` when they were stored, as all calls are; a line that came
        before, or that is no call of its own, has only been noted.
        """
        self.ensure_one()
        counts = dict.fromkeys(("stored", "duplicate", "ignored"), 0)
        for reject in rejects:
            counts[reject.outcome] += 1
        if not rejects:
            return
        self.env.flush_all()
        changes = (counts["stored"], counts["duplicate"], counts["ignored"], len(rejects), self.id)
        query = """line_count = line_count - %s, duplicate_count = duplicate_count + %s,
                   ignored_count = ignored_count + %s, refused_count = refused_count - %s"""
        self.env.cr.execute(f"UPDATE call_import SET {query} WHERE id = %s", changes)
        self.env.cr.execute(f"UPDATE call_import_day SET {query} WHERE import_id = %s AND day IS NULL", changes)
        self.env["call.import"].invalidate_model()
        self.env["call.import.day"].invalidate_model()
