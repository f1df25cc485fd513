"""What the account has to call for, in words that add up."""

from odoo import models

from odoo.addons.call_center_billing.money import MICRO

from .portal_money import PortalMoney


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_balance(self):
        """The balance and its parts: texts, each part rounded so that they add up to what is shown below them.

        :return: {"available": None where calls are never refused for want of money, "together": sum of the parts, which
            may be below 0, "used", "is_low", "is_spent", "parts": [{"name", "amount"}], "limit": None without one,
            "limit_used", "limit_share": per cent}; None for an account that another one pays for
        """
        account = self.sudo().commercial_partner_id
        if account._call_payer() != account:
            return None
        company = self.env.company
        balance = account._call_balance(company)
        money = PortalMoney(company.currency_id)
        used = money.rounded(balance.used)
        limit = money.rounded(balance.limit or 0)
        available = limit - used
        share = min(max(100 * used // limit, 0), 100) if limit else 0
        return {
            "available": None if balance.limit is None else money.text(max(available, 0)),
            "together": money.text(available),
            "used": money.text(used),
            "is_spent": account._portal_is_spent(balance),
            "is_low": balance.available is not None and balance.available < account._call_low_sum(company),
            "parts": account._prepare_portal_balance_parts(balance, limit, money),
            "limit": money.text(limit) if limit else None,
            "limit_used": money.text(max(used, 0)),
            "limit_share": share,
        }

    def _prepare_portal_balance_parts(self, balance, limit, money):
        receivable, reserved = money.rounded(balance.receivable), money.rounded(balance.reserved)
        uninvoiced = money.rounded(balance.used) - reserved + receivable
        parts = []
        if receivable > 0:
            parts.append((self.env._("Paid in and not used for an invoice"), receivable))
        elif receivable < 0:
            parts.append((self.env._("Invoices that are not paid"), receivable))
        if uninvoiced:
            parts.append((self.env._("Used and not invoiced yet, with tax"), -uninvoiced))
        if reserved:
            parts.append((self.env._("Held back for calls that are going on"), -reserved))
        if limit:
            parts.append((self.env._("Credit that you may use"), limit))
        return [{"name": name, "amount": money.text(amount)} for name, amount in parts]

    def _portal_is_spent(self, balance):
        """Whether no call is connected for want of money."""
        if balance.available is None:
            return False
        return balance.available <= 0 or balance.available < round((self.call_minimum_balance or 0) * MICRO)
