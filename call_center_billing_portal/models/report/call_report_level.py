"""Service levels month by month, from sums that are kept."""

from odoo import models
from odoo.tools import SQL


class CallReportLevel(models.Model):
    """Judged as `call.agreement.measure` judges; only the counts come from the days of `call.report.day`."""

    _name = "call.report.level"
    _description = "Measured Service Level, as Kept"
    _inherit = ["call.agreement.measure"]
    _auto = False
    _log_access = False

    def _counts(self, span="month", more=None):
        """Override to read what was counted by day."""
        return SQL(
            """SELECT sla.id AS sla_id, sla.agreement_id, agreement.partner_id, agreement.company_id, sla.metric,
                      sla.target::numeric AS target, date_trunc(%s, head.day)::date AS month,
                      SUM(sums.calls) AS calls, SUM(sums.answered) AS answered, SUM(sums.in_time) AS in_time,
                      SUM(sums.talk) AS talk, SUM(sums.waiting) AS waited
                 FROM call_report_sum sums
                 JOIN call_report_day head ON head.id = sums.day_id
                 JOIN call_agreement_sla sla ON sla.id = sums.level_id
                 JOIN call_agreement agreement ON agreement.id = sla.agreement_id
                WHERE sums.facet = 'level' AND %s
                GROUP BY sla.id, agreement.id, 7""",
            span,
            more or SQL("TRUE"),
        )
