"""What look-ups cost, by directory and month."""

from odoo import fields, models
from odoo.tools import SQL


class CallDirectoryCost(models.Model):
    """The look-ups in units of their currency, so that pivots and exports show plain amounts; names nobody."""

    _name = "call.directory.cost"
    _description = "Cost of Look-Ups"
    _auto = False
    _log_access = False
    _order = "asked_at desc, id desc"
    _rec_name = "directory_id"
    _depends = {
        "call.directory.lookup": [
            "company_id",
            "directory_id",
            "asked_at",
            "outcome",
            "trial",
            "currency_id",
            "cost",
            "duration_ms",
        ]
    }

    company_id = fields.Many2one("res.company", readonly=True)
    directory_id = fields.Many2one("call.directory", readonly=True)
    asked_at = fields.Datetime(readonly=True)
    outcome = fields.Selection(
        lambda self: self.env["call.directory.lookup"]._fields["outcome"].selection, readonly=True
    )
    trial = fields.Boolean(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    cost = fields.Monetary(readonly=True)
    duration_ms = fields.Integer(string="Milliseconds", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """SELECT id, company_id, directory_id, asked_at, outcome, trial, currency_id,
                      (COALESCE(cost, 0) / 1000000.0) AS cost, duration_ms
                 FROM call_directory_lookup"""
        )
