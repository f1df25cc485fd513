"""When accounts with auto top-up are looked at: after calls, and by the clock. Others cost nothing."""

from decimal import Decimal

from odoo import api, models, tools

from odoo.addons.call_center_billing.money import MICRO

from .res_partner import AGREED

KEPT = """
SELECT account.id, account.call_auto_threshold::text
  FROM res_partner account JOIN payment_token card ON card.id = account.call_auto_token_id
 WHERE account.call_auto_top_up AND card.company_id = %s
"""
#: accounts that are looked at together
PART = 1_000


class ResPartner(models.Model):
    """Jobs are made for those that have less than they wanted."""

    _inherit = "res.partner"

    @api.model
    @api.private
    def _call_after_calls(self, company, partner_ids=None):
        """Override: calls were stored, so less may be left."""
        result = super()._call_after_calls(company, partner_ids)
        self.sudo().with_company(company)._call_auto_watch(partner_ids)
        return result

    @api.model
    def _cron_call_auto_top_up(self):
        """Look at all accounts of all companies that bill."""
        for company in self.env["res.company"].search([("call_billing", "=", True)]):
            self.with_company(company)._call_auto_watch()

    @api.model
    def _call_auto_watch(self, partner_ids=None):
        """Make jobs for the accounts with less than they want, in the company at work.

        :param partner_ids: ids of commercial partners; None: all
        """
        company = self.env.company
        kept = self._call_auto_kept(company.id)
        ids = sorted(kept if partner_ids is None else kept.keys() & set(partner_ids))
        for start in range(0, len(ids), PART):
            accounts = self.browse(ids[start : start + PART])
            balances = self.env["call.balance"]._of(company, accounts)
            low = [key for key in accounts.ids if _is_low(balances[key].available, kept[key])]
            self.browse(low)._call_auto_soon(company)

    @api.model
    @tools.ormcache("company_id")
    def _call_auto_kept(self, company_id):
        """{account's id: micro-units with less than which it is topped up} in a company; kept by the worker."""
        self.flush_model(["call_auto_top_up", "call_auto_threshold", "call_auto_token_id"])
        self.env["payment.token"].flush_model(["company_id"])
        self.env.cr.execute(KEPT, (company_id,))
        return {key: round(Decimal(threshold) * MICRO) for key, threshold in self.env.cr.fetchall()}

    def write(self, vals):
        """Override: workers forget who has auto top-up when that changes."""
        result = super().write(vals)
        if vals.keys() & (AGREED - {"call_auto_declined"}):
            self.env.registry.clear_cache()
        return result


def _is_low(available, threshold):
    return available is not None and available < threshold
