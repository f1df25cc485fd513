"""Who has little left to call for is told, once until it has risen again."""

from odoo import api, fields, models

from ...money import MICRO
from ..account.credit import CLERK, SALES

#: accounts with a sum, and those that were told and may have more now
CANDIDATES = """
SELECT account.id
  FROM res_partner account
 WHERE account.commercial_partner_id = account.id AND account.active
   AND (account.call_policy = 'prepaid' OR account.call_credit_policy = 'limited')
   AND (account.call_low_balance > 0 OR %(usual)s > 0)
   AND (%(ids)s::int[] IS NULL OR account.id = ANY(%(ids)s))
   AND (EXISTS (SELECT FROM call_number WHERE partner_id = account.id AND company_id = %(company)s)
        OR EXISTS (SELECT FROM call_statement WHERE partner_id = account.id AND company_id = %(company)s))
 UNION
SELECT partner_id
  FROM call_notice
 WHERE event_id = %(event)s AND company_id = %(company)s AND over_at IS NULL
   AND (%(ids)s::int[] IS NULL OR partner_id = ANY(%(ids)s))
"""
#: accounts that are looked at together
PART = 1_000


class ResPartner(models.Model):
    """Looked at every hour, when a call ends that the switch had asked for, and when money comes in."""

    _inherit = "res.partner"

    call_low_balance = fields.Monetary(
        string="Low Balance", copy=False, groups=SALES, help="Told with less left. 0: as the company has it."
    )

    _call_low_balance = models.Constraint(
        "CHECK (COALESCE(call_low_balance, 0) >= 0)", "The sum for a low balance is 0 or more."
    )

    def _has_field_access(self, field, operation):
        """Override: sales staff read the sum, clerks change it."""
        if operation == "write" and field.name == "call_low_balance" and not self.env.su:
            return self.env.user.has_group(CLERK)
        return super()._has_field_access(field, operation)

    @api.model
    def _cron_call_low_balance(self):
        """Look at all accounts of all companies that bill."""
        for company in self.env["res.company"].search([("call_billing", "=", True)]):
            self.with_company(company)._call_watch_low()

    def _call_low_sum(self, company):
        """Micro-units below which the account is told; 0: never."""
        return round((self.sudo().call_low_balance or company.sudo().call_low_balance) * MICRO)

    @api.model
    def _call_watch_low(self, partner_ids=None):
        """Tell who has little left in the company at work, and note whose balance has risen again.

        :param list partner_ids: commercial partners; None: all
        """
        company = self.env.company
        if not company._call_billing_on():
            return
        self.env.flush_all()
        event = self.env["call.notice.event"]._of("low_balance")
        usual = company.sudo().call_low_balance or 0
        words = {"usual": usual, "ids": partner_ids, "company": company.id, "event": event.id}
        self.env.cr.execute(CANDIDATES, words)
        ids = sorted(key for (key,) in self.env.cr.fetchall())
        for start in range(0, len(ids), PART):
            accounts = self.sudo().browse(ids[start : start + PART])
            accounts._call_tell_low(company, event, self.env["call.balance"]._of(company, accounts))

    def _call_tell_low(self, company, event, balances):
        notices = self.env["call.notice"].sudo()
        domain = [("event_id", "=", event.id), ("company_id", "=", company.id), ("partner_id", "in", self.ids)]
        told = notices.search([*domain, ("over_at", "=", False)]).grouped("partner_id")
        for account in self:
            balance, least = balances[account.id], account._call_low_sum(company)
            used = any((balance.receivable, balance.uninvoiced, balance.reserved))
            low = balance.available is not None and balance.available < least and used
            if not low:
                told.get(account, notices).write({"over_at": fields.Datetime.now()})
            elif account not in told:
                earlier = notices.search_count([*domain, ("partner_id", "=", account.id)])
                words = {"balance": max(balance.available, 0), "threshold": least, "nothing": balance.available <= 0}
                account._call_notify("low_balance", earlier + 1, values=words)

    def _call_has_low_sum(self, company):
        """Those of these that have a sum below which they are told."""
        return self.filtered(lambda account: account._call_low_sum(company))
