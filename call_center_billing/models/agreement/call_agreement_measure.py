"""How well it was done: each target of an agreement, month by month, measured on its calls."""

from odoo import fields, models
from odoo.tools import SQL

from ..campaign.counting import CALLS
from .scope import AT_MOST, METRICS

#: what is counted of each target in each span of time
COUNTED = """
SELECT sla.id AS sla_id, sla.agreement_id, agreement.partner_id, agreement.company_id, sla.metric,
      sla.target::numeric AS target, place.month, COUNT(*) AS calls,
      COUNT(*) FILTER (WHERE call.outcome = 'answered') AS answered,
      COUNT(*) FILTER (WHERE call.outcome = 'answered'
                         AND call.duration - call.talk_seconds <= sla.seconds) AS in_time,
      SUM(call.talk_seconds) FILTER (WHERE call.outcome = 'answered') AS talk,
      SUM(call.duration - call.talk_seconds) FILTER (WHERE call.outcome = 'answered') AS waited
 FROM call_agreement_sla sla
 JOIN call_agreement agreement ON agreement.id = sla.agreement_id
 JOIN res_partner account ON account.id = agreement.partner_id
 JOIN res_company company ON company.id = agreement.company_id
 JOIN res_partner house ON house.id = company.partner_id
 JOIN call_record call
   ON call.partner_id = agreement.partner_id AND call.company_id = agreement.company_id
      AND %(calls)s AND call.outcome <> 'denied'
      AND (sla.calls = 'all' OR COALESCE(call.queue, '') > '')
      AND (sla.campaign_id IS NULL OR call.campaign_id = sla.campaign_id)
      AND call.started_at >= agreement.date_start - 1
CROSS JOIN LATERAL (
      SELECT clock.day, date_trunc(%(span)s, clock.day)::date AS month
        FROM (SELECT (call.started_at AT TIME ZONE 'UTC' AT TIME ZONE
                      COALESCE(account.call_timezone, house.tz, 'UTC'))::date AS day) clock) place
WHERE agreement.state IN ('active', 'ended') AND place.day >= agreement.date_start
      AND (agreement.date_end IS NULL OR place.day < agreement.date_end)
      AND %(more)s
GROUP BY sla.id, agreement.id, place.month
"""


class CallAgreementMeasure(models.Model):
    """A target in a month by the customer's clock; months without a call have none.

    A queue's call waits from its start to its answer; who left without an answer abandoned it.
    """

    _name = "call.agreement.measure"
    _description = "Measured Service Level"
    _auto = False
    _log_access = False
    _order = "month desc, agreement_id, sla_id"
    _rec_name = "sla_id"

    agreement_id = fields.Many2one("call.agreement", readonly=True)
    sla_id = fields.Many2one("call.agreement.sla", string="Service Level", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    metric = fields.Selection(METRICS, string="What Is Measured", readonly=True)
    month = fields.Date(readonly=True)
    calls = fields.Integer(readonly=True)
    answered = fields.Integer(readonly=True)
    measured = fields.Float(readonly=True, digits=(16, 1), aggregator="avg", help="Per cent, or seconds.")
    target = fields.Float(readonly=True, digits=(16, 1), aggregator="avg", help="Per cent, or seconds.")
    met = fields.Boolean(readonly=True)
    missed = fields.Integer(readonly=True, help="Targets that were not met.")

    @property
    def _table_query(self):
        """What was measured is rounded to a tenth before it is compared: shown and judged are the same."""
        return SQL(
            """SELECT id, agreement_id, sla_id, partner_id, company_id, metric, month, calls, answered,
                      measured, target, met, (NOT met)::int AS missed
                 FROM (SELECT *, CASE WHEN metric IN %(at_most)s THEN measured <= target ELSE measured >= target END
                              AS met
                         FROM (%(figures)s) figure WHERE measured IS NOT NULL) judged""",
            at_most=tuple(sorted(AT_MOST)),
            figures=self._figures(),
        )

    def _figures(self):
        return SQL(
            """SELECT sla_id::bigint * 10000 + (EXTRACT(YEAR FROM month) * 12 + EXTRACT(MONTH FROM month) - 24000)::int
                          AS id,
                      agreement_id, sla_id, partner_id, company_id, metric, month, calls, answered, target,
                      CASE metric WHEN 'answer' THEN ROUND(100.0 * in_time / calls, 1)
                                  WHEN 'answered' THEN ROUND(100.0 * answered / calls, 1)
                                  WHEN 'abandoned' THEN ROUND(100.0 * (calls - answered) / calls, 1)
                                  WHEN 'handling' THEN ROUND(1.0 * talk / NULLIF(answered, 0), 1)
                                  WHEN 'waiting' THEN ROUND(1.0 * waited / NULLIF(answered, 0), 1) END AS measured
                 FROM (%s) counted""",
            self._counts(),
        )

    def _counts(self, span="month", more=None):
        """What is counted of each target in each month by the customer's clock.

        :param str span: "day" for days instead
        :param SQL more: a condition that `agreement` and `call` must meet besides
        """
        return SQL(COUNTED, calls=CALLS, span=span, more=more or SQL("TRUE"))
