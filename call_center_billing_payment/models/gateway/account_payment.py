"""Payments in the books, seen from their gateway."""

from odoo import fields, models

from odoo.addons.call_center_billing.models.account.credit import SALES


class AccountPayment(models.Model):
    """Payments that were charged back, and those that a chargeback brought about."""

    _inherit = "account.payment"

    payment_transaction_id = fields.Many2one(copy=False)
    call_chargeback_ids = fields.One2many("call.chargeback", "payment_id", string="Chargebacks", groups=SALES)
    call_chargeback_id = fields.Many2one(
        "call.chargeback",
        string="Of Chargeback",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The payment is money that a chargeback took, or brought back.",
    )

    _call_one_a_transaction = models.UniqueIndex(
        "(payment_transaction_id) WHERE payment_transaction_id IS NOT NULL AND state <> 'canceled'",
        "This transaction has its payment.",
    )

    def action_post(self):
        """Override: what follows from transactions whose payment was registered before they were charged."""
        result = super().action_post()
        transactions = self.sudo().payment_transaction_id
        transactions.filtered(lambda tx: tx.payment_id in self)._call_note_settled()
        return result

    def _call_wants_confirmation(self):
        """Override: nobody thanks for money that a gateway gives back."""
        return not self.call_chargeback_id and super()._call_wants_confirmation()

    def action_view_chargebacks(self):
        """How the payment was charged back."""
        return self.call_chargeback_ids._get_records_action(name=self.env._("Chargebacks"))
