"""Somebody is told when a customer spends far more in a day than it usually does."""

from datetime import timedelta

from odoo import api, fields, models

from ...money import MICRO, format_micro
from ..account.credit import MANAGER

UNUSUAL_ACTIVITY = "call_center_billing.mail_activity_type_unusual"
#: days before today that make up what is usual
USUAL_DAYS = 28

#: today's spend of accounts over the floor, and that of the days before; days are UTC, amounts the calls' own currency
SPEND = """
SELECT today.partner_id, today.amount, COALESCE(before.amount, 0)
  FROM (SELECT partner_id, sum(amount)::bigint AS amount
          FROM call_record_store
         WHERE company_id = %(company)s AND started_at >= %(today)s AND partner_id IS NOT NULL
         GROUP BY partner_id
        HAVING sum(amount) >= %(floor)s) today
  LEFT JOIN LATERAL (
       SELECT sum(amount)::bigint AS amount FROM call_record_store
        WHERE partner_id = today.partner_id AND company_id = %(company)s
          AND started_at >= %(since)s AND started_at < %(today)s) before ON true
 WHERE today.amount * %(days)s > %(factor)s * COALESCE(before.amount, 0)
"""


class CallAdmission(models.AbstractModel):
    """Unusual traffic: today's spend is so many times that of a usual day."""

    _inherit = "call.admission"

    @api.model
    def _cron_unusual(self):
        """Look at all companies that want to know."""
        companies = self.env["call.source"].search([("company_id", "!=", False)]).company_id
        for company in companies.filtered("call_unusual_factor"):
            for partner_id, spent, before in self._unusual(company):
                self._tell_unusual(self.env["res.partner"].browse(partner_id), spent, before // USUAL_DAYS)

    def _unusual(self, company):
        """(partner id, spent today, spent in the days before) of accounts with unusual traffic."""
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        values = {
            "company": company.id,
            "today": today,
            "since": today - timedelta(days=USUAL_DAYS),
            "floor": round(company.call_unusual_floor * MICRO),
            "factor": company.call_unusual_factor,
            "days": USUAL_DAYS,
        }
        self.env.flush_all()
        self.env.cr.execute(SPEND, values)
        return self.env.cr.fetchall()

    def _tell_unusual(self, partner, spent, usual):
        """One activity an account and day."""
        today = fields.Date.context_today(self)
        type_id = self.env.ref(UNUSUAL_ACTIVITY).id
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", partner.id), ("activity_type_id", "=", type_id)]
        told = (
            self.env["mail.activity"].with_context(active_test=False).search([*domain, ("date_deadline", "=", today)])
        )
        if told:
            return
        user = partner.user_id or self.env.ref(MANAGER).sudo().all_user_ids.filtered("active")[:1]
        partner.activity_schedule(
            UNUSUAL_ACTIVITY,
            date_deadline=today,
            summary=self.env._("Unusual traffic: calls for %(amount)s today", amount=format_micro(spent)),
            note=self.env._(
                "A usual day of this customer comes to %(usual)s, today's calls to %(amount)s so far. If it is fraud, "
                "block the account.",
                usual=format_micro(usual),
                amount=format_micro(spent),
            ),
            user_id=user.id,
        )
