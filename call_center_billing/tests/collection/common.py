"""Invoices of calls that are paid late."""

from datetime import date

from odoo import fields

from ..admission.common import BalanceCase

#: when the reminders of the tests begin
DUE = date(2026, 11, 1)


class CollectionCase(BalanceCase):
    """Acme has used 5 minutes at 0.60, and has one invoice of 3.00; nothing is confirmed or matched but on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.write({"call_credit_policy": "unlimited", "email": "acme@example.com"})
        cls.company.write({"call_confirm_payments": False, "call_reminder_gap": 5})
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.bank.currency_id = False

    def _invoice(self, due=None, seconds=300, **vals):
        """A posted invoice of one call of Acme's, due on that day."""
        move = self._used(seconds=seconds, **vals).statement_id.action_invoice(post=False)
        move.invoice_payment_term_id = False
        move.write({"invoice_date": min(due or fields.Date.today(), fields.Date.today()), "invoice_date_due": due})
        move.action_post()
        return move

    def _line(self, amount, text, **vals):
        """A line of a bank statement."""
        return self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank.id,
                "date": fields.Date.today(),
                "amount": amount,
                "payment_ref": text,
                **vals,
            }
        )
