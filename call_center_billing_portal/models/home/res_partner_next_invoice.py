"""When the next invoice comes, and what it would be if nothing more was used."""

from datetime import timedelta

from odoo import models
from odoo.tools import format_date

from .portal_money import PortalMoney


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_next_invoice(self):
        """The next invoice of each currency that the account has open statements or plans in.

        :return: {"by": name of who sends it if that is the reseller, else "", "invoices": [{"first", "last", "from":
            day on which it is made at the earliest, "calls", "fees": "" if there are none, "untaxed", "tax",
            "total"}]}; None for an account that another one pays for
        """
        account = self.sudo().commercial_partner_id
        if account._call_payer() != account:
            return None
        if account.call_billed_by and account.call_reseller_id:
            return {"by": account.call_reseller_id.name, "invoices": []}
        found = [account._prepare_portal_preview(currency) for currency in account._portal_currencies()]
        return {"by": "", "invoices": [preview for preview in found if preview]}

    def _portal_currencies(self):
        """Currencies in which something is to be invoiced."""
        own = [("partner_id", "=", self.id), ("company_id", "=", self.env.company.id)]
        statements = self.env["call.statement"]._read_group([*own, ("closed", "=", False)], ["currency_id"])
        subscriptions = self.env["call.subscription"].search([*own, ("state", "not in", ("draft", "ended"))])
        return subscriptions.currency_id.union(*(currency for (currency,) in statements))

    def _prepare_portal_preview(self, currency):
        company = self.env.company
        found = self._preview_next_invoice(company, currency)
        if not found["date_to"]:
            return None
        wait = timedelta(days=company.sudo().call_billing_wait_days)
        money = PortalMoney(currency)
        calls = money.rounded(sum(line["amount"] for line in found["lines"] if line["kind"] == "calls"))
        # what an invoice says is rounded, so that the rest makes both add up
        fees = found["untaxed"] - calls
        return {
            "first": format_date(self.env, found["date_from"]),
            "last": format_date(self.env, found["date_to"] - timedelta(days=1)),
            "from": format_date(self.env, found["date_to"] + wait),
            "calls": money.text(calls),
            "fees": money.text(fees) if fees else "",
            **{name: money.text(found[name]) for name in ("untaxed", "tax", "total")},
        }
