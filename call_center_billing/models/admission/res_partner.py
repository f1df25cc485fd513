"""An account's balance and its parts, for people."""

from odoo import api, fields, models

from ...money import MICRO
from ..account.credit import SALES


class ResPartner(models.Model):
    """What is available now, tax included, in the currency of the company at work."""

    _inherit = "res.partner"

    call_available = fields.Monetary(
        string="Available for Calls",
        compute="_compute_call_balance",
        groups=SALES,
        help="Credit limit, plus payments, less open invoices, calls not invoiced yet and calls in progress. An "
        "unlimited account's limit is left out.",
    )
    call_receivable = fields.Monetary(
        string="Payments less Invoices",
        compute="_compute_call_balance",
        groups=SALES,
        help="Payments that no invoice has used, less invoices that are not paid.",
    )
    call_uninvoiced = fields.Monetary(
        string="Used, not Invoiced", compute="_compute_call_balance", groups=SALES, help="With the tax of its invoices."
    )
    call_reserved = fields.Monetary(
        string="Calls in Progress",
        compute="_compute_call_balance",
        groups=SALES,
        help="Held back for calls that were admitted and have not ended.",
    )

    @api.depends_context("company")
    def _compute_call_balance(self):
        accounts = self.commercial_partner_id
        balances = self.env["call.balance"]._of(self.env.company, accounts._origin)
        for partner in self:
            balance = balances.get(partner.commercial_partner_id._origin.id)
            partner.call_available = -balance.used / MICRO + (balance.limit or 0) / MICRO if balance else 0
            partner.call_receivable = balance.receivable / MICRO if balance else 0
            partner.call_uninvoiced = (balance.uninvoiced + balance.tax) / MICRO if balance else 0
            partner.call_reserved = balance.reserved / MICRO if balance else 0

    def _call_balance(self, company):
        """The account's balance, in micro-units.

        :rtype: admission.Balance
        """
        self.ensure_one()
        account = self.commercial_partner_id
        return self.env["call.balance"]._of(company, account)[account.id]
