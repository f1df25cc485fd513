"""Accounts with money: limits, payments and taxes."""

from odoo import fields

from ..common import BillingCase, line

MICRO = 1_000_000


class BalanceCase(BillingCase):
    """Acme may use 10 crowns, calls cost 0.60 a minute, and there is no tax unless a test says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.mobile.product_id
        cls.acme.call_credit_limit = 10
        cls.company.call_raise_percent = 0  # limits stay as tests set them

    def _balance(self, partner=None):
        return (partner or self.acme)._call_balance(self.company)

    def _available(self, partner=None):
        available = self._balance(partner).available
        return None if available is None else available / MICRO

    def _tax(self, amount=25, **vals):
        return self.env["account.tax"].create(
            {"name": f"Tax {amount} {vals}", "amount": amount, "amount_type": "percent", "type_tax_use": "sale", **vals}
        )

    def _pay(self, amount, partner=None, **vals):
        """A payment that is posted."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": (partner or self.acme).id,
                "amount": amount,
                "date": fields.Date.today(),
                **vals,
            }
        )
        payment.action_post()
        return payment

    def _used(self, seconds=60, **vals):
        """An imported call."""
        type(self)._sequence = getattr(type(self), "_sequence", 0) + 1
        return self._calls(self._import(line(f"7.{self._sequence}/1", seconds=seconds, **vals)))
