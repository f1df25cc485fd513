"""Control totals by source and day, for reading."""

from odoo import fields, models
from odoo.tools import SQL

from ...fields import Big


class CallControlTotal(models.Model):
    """Lines in the files = stored + duplicates + refused + ignored + taken back; the difference is always 0.

    Seconds likewise: what the files told is what was stored and what came a second time.
    """

    _name = "call.control.total"
    _description = "Control Totals"
    _auto = False
    _log_access = False
    _order = "day desc, id desc"
    _rec_name = "import_id"
    _depends = {"call.import": ["state"], "call.import.day": ["day", "line_count"]}

    company_id = fields.Many2one("res.company", readonly=True)
    source_id = fields.Many2one("call.source", readonly=True)
    import_id = fields.Many2one("call.import", readonly=True)
    day = fields.Date(readonly=True, help="Day (UTC) on which the calls began; that of the import for other lines.")
    line_count = fields.Integer(string="Lines", readonly=True)
    stored_count = fields.Integer(string="Stored", readonly=True)
    duplicate_count = fields.Integer(string="Duplicates", readonly=True)
    refused_count = fields.Integer(string="Refused Lines", readonly=True)
    ignored_count = fields.Integer(string="Ignored", readonly=True)
    withdrawn_count = fields.Integer(string="Taken Back", readonly=True, help="Lines of imports taken back as a whole.")
    difference = fields.Integer(readonly=True, help="Lines less all others: 0, or something was lost.")
    file_seconds = Big(string="Talk Time Told", readonly=True, help="Of all calls that the files told of, in seconds.")
    talk_seconds = Big(string="Talk Time Stored", readonly=True, help="In seconds.")
    duplicate_seconds = Big(string="Talk Time of Duplicates", readonly=True, help="In seconds.")
    withdrawn_seconds = Big(string="Talk Time Taken Back", readonly=True, help="In seconds.")

    @property
    def _table_query(self):
        return SQL(
            """SELECT total.id, total.company_id, total.source_id, total.import_id,
                      COALESCE(total.day, batch.create_date::date) AS day, total.line_count,
                      CASE WHEN kept THEN total.stored_count ELSE 0 END AS stored_count,
                      CASE WHEN kept THEN total.duplicate_count ELSE 0 END AS duplicate_count,
                      CASE WHEN kept THEN total.refused_count ELSE 0 END AS refused_count,
                      CASE WHEN kept THEN total.ignored_count ELSE 0 END AS ignored_count,
                      CASE WHEN kept THEN 0 ELSE total.line_count END AS withdrawn_count,
                      total.line_count - CASE WHEN kept THEN total.stored_count + total.duplicate_count
                          + total.refused_count + total.ignored_count ELSE total.line_count END AS difference,
                      COALESCE(total.talk_seconds, 0) + COALESCE(total.duplicate_seconds, 0) AS file_seconds,
                      CASE WHEN kept THEN COALESCE(total.talk_seconds, 0) ELSE 0 END AS talk_seconds,
                      CASE WHEN kept THEN COALESCE(total.duplicate_seconds, 0) ELSE 0 END AS duplicate_seconds,
                      CASE WHEN kept THEN 0 ELSE COALESCE(total.talk_seconds, 0)
                          + COALESCE(total.duplicate_seconds, 0) END AS withdrawn_seconds
                 FROM call_import_day total
                 JOIN call_import batch ON batch.id = total.import_id
                CROSS JOIN LATERAL (SELECT batch.state != 'withdrawn' AS kept) kept"""
        )

    def action_view_calls(self):
        """The calls that the import stored of this day."""
        self.ensure_one()
        action = self.import_id.action_view_calls()
        return action | {"domain": [*action["domain"], *self.env["call.completeness"]._between(self.day, days=1)]}

    def action_view_rejects(self):
        """The lines of the import that are not in the store."""
        self.ensure_one()
        return self.import_id.action_view_rejects()
