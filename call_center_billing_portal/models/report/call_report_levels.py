"""Service levels against what was agreed."""

from decimal import Decimal

from odoo import models
from odoo.tools import format_date

from .table import Col, Table


class CallReport(models.AbstractModel):
    """Whole months, as service levels are agreed."""

    _inherit = "call.report"

    def _table_of_levels(self, account, company, first, before):
        domain = [
            ("partner_id", "=", account.id),
            ("company_id", "=", company.id),
            ("month", ">=", first),
            ("month", "<", before),
        ]
        levels = self.env["call.report.level"].sudo().search(domain)
        rows = [self._level_row(level) for level in levels]
        cols = [
            Col(self.env._("Month"), "text"),
            Col(self.env._("What was agreed"), "text", 40),
            Col(self.env._("Measured"), "measure"),
            Col(self.env._("Target"), "measure"),
            Col(self.env._("Result"), "text"),
            Col(self.env._("Calls")),
        ]
        note = self.env._(
            "Whole months by your clock; the running month is measured until now. A call that left its queue without "
            "an answer was abandoned."
        )
        return Table(self.env._("Service levels"), cols, rows, note=note)

    def _level_row(self, level):
        unit = "%" if level.sla_id.unit == "percent" else "s"
        return [
            format_date(self.env, level.month, date_format="MMMM yyyy"),
            level.sla_id.description,
            (_tenths(level.measured), unit),
            (_tenths(level.target), unit),
            self.env._("Met") if level.met else self.env._("Missed"),
            level.calls,
        ]


def _tenths(number):
    return Decimal(round(number * 10)) / 10
