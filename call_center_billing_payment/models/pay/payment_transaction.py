"""Transactions of what customers chose to pay."""

from odoo import fields, models


class PaymentTransaction(models.Model):
    """Booked as it was chosen; whatever the debt had caused ends at once."""

    _inherit = "payment.transaction"

    call_pay_intent_id = fields.Many2one(
        "call.pay.intent", string="Customer's Choice", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment` to give each invoice the sum that was chosen."""
        self.ensure_one()
        lines = self.call_pay_intent_id.line_ids
        if not lines or self.operation == "refund":
            return super()._create_payment(**extra_create_values)
        shares = {line.invoice_id.id: line.amount for line in lines}
        chosen = super(PaymentTransaction, self.with_context(call_pay_shares=shares))
        return chosen._create_payment(**extra_create_values).with_context(call_pay_shares=None)

    def _call_after_settled(self):
        """Override: nobody is reminded, kept from calling or held to a plan for what is paid now."""
        result = super()._call_after_settled()
        for tx in self.filtered(lambda tx: tx.invoice_ids and tx.operation != "refund"):
            tx.call_pay_intent_id.line_ids.busy = False
            invoices = tx.invoice_ids.with_company(tx.company_id)
            invoices.call_plan_ids._call_close_paid()
            accounts = invoices.commercial_partner_id
            accounts._call_free_of_overdue()
            accounts._call_free_of_reminders()
        return result
