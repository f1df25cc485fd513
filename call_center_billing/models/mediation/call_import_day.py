"""Control totals of an import by the day on which its calls began."""

from odoo import fields, models

from ...fields import Big


class CallImportDay(models.Model):
    """What became of the lines of one import that tell of one day (UTC).

    Every line of the import is counted on exactly one of its days: lines = stored + duplicates + refused + ignored.
    """

    _name = "call.import.day"
    _description = "Control Totals of a Day"
    _order = "day desc, source_id"
    _log_access = False

    import_id = fields.Many2one("call.import", required=True, index=True, ondelete="cascade", readonly=True)
    source_id = fields.Many2one("call.source", required=True, ondelete="restrict", readonly=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict", readonly=True)
    day = fields.Date(readonly=True, help="Day (UTC) on which the calls began; empty for lines that tell no day.")
    line_count = fields.Integer(string="Lines", readonly=True)
    stored_count = fields.Integer(string="Stored", readonly=True)
    duplicate_count = fields.Integer(string="Duplicates", readonly=True)
    refused_count = fields.Integer(string="Refused Lines", readonly=True)
    ignored_count = fields.Integer(string="Ignored", readonly=True)
    talk_seconds = Big(string="Talk Time", readonly=True, help="Of the calls stored, in seconds.")
    duplicate_seconds = Big(string="Talk Time of Duplicates", readonly=True, help="In seconds.")

    _balanced = models.Constraint(
        "CHECK (line_count = stored_count + duplicate_count + refused_count + ignored_count)",
        "Every line of a file must be accounted for.",
    )
    _one_a_day = models.UniqueIndex("(import_id, day) NULLS NOT DISTINCT", "There are totals of this day already.")
    _source_day = models.Index("(source_id, day)")
