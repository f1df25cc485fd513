"""What is left of a payment to refund, and how money that goes back is taken from where it was used."""

from odoo import fields, models
from odoo.exceptions import UserError

from .call_refund import BINDING

#: states of a refund transaction in which the gateway has paid, or is about to
GONE = ("pending", "authorized", "done")


class AccountPayment(models.Model):
    """Payments of customers."""

    _inherit = "account.payment"

    call_refund_ids = fields.One2many("call.refund", "payment_id", string="Refunds Asked For")
    call_refund_count = fields.Integer(string="Refunds", compute="_compute_call_refund_count")
    call_refundable = fields.Boolean(compute="_compute_call_refundable")

    def _compute_call_refund_count(self):
        refunds = self.env["call.refund"].sudo()
        counts = dict(refunds._read_group([("payment_id", "in", self.ids)], ["payment_id"], ["__count"]))
        for payment in self:
            payment.call_refund_count = counts.get(payment, 0)

    def _compute_call_refundable(self):
        for payment in self:
            paid = payment.payment_type == "inbound" and payment.partner_type == "customer"
            made = paid and payment.state in ("in_process", "paid")
            payment.call_refundable = made and payment._call_left_to_refund() > 0

    def _call_left_to_refund(self, besides=None):
        """What of the payment neither went back nor is about to, in its currency.

        :param call.refund besides: not counted
        """
        self.ensure_one()
        payment = self.sudo()
        gone = payment._call_refund_transactions()
        asked = payment.call_refund_ids._origin - (besides._origin if besides else self.env["call.refund"])
        asked = asked.filtered(lambda refund: refund.state in BINDING and refund.way != "balance")
        own = asked.transaction_id
        if besides:
            gone -= besides.transaction_id
        elsewhere = sum(abs(tx.amount) for tx in gone - own)
        charged_back = payment.call_chargeback_ids.filtered(lambda each: each.withdrawal_id and not each.return_id)
        elsewhere += sum(charged_back.mapped("amount"))
        return payment.currency_id.round(payment.amount - elsewhere - sum(asked.mapped("amount")))

    def _call_refund_transactions(self):
        """Refunds of this payment's transaction that the gateway has made or is about to make."""
        children = self.payment_transaction_id.child_transaction_ids
        return children.filtered(lambda tx: tx.operation == "refund" and tx.state in GONE)

    def _call_gateway_refunds(self):
        """How far the gateway gives this payment back: "partial", "full_only" or False."""
        tx = self.sudo().payment_transaction_id
        method = tx.payment_method_id.primary_payment_method_id or tx.payment_method_id
        ways = {tx.provider_id.support_refund, method.support_refund}
        if not tx or tx.state != "done" or tx.operation == "refund" or ways & {"none", False}:
            return False
        return "full_only" if "full_only" in ways else "partial"

    def action_refund_wizard(self):
        """Override of `account_payment`: refunds are asked for, and approved."""
        return self.action_call_refund()

    def action_call_refund(self):
        """Ask for a refund of this payment."""
        self.ensure_one()
        if not self.call_refundable:
            raise UserError(self.env._("Of %(payment)s nothing is left to refund.", payment=self.display_name))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refund"),
            "res_model": "call.refund",
            "view_mode": "form",
            "context": {"default_payment_id": self.id, "default_amount": self._call_left_to_refund()},
        }

    def action_view_call_refunds(self):
        """The refunds that were asked for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_refund_action")
        return action | {"domain": [("payment_id", "=", self.id)], "context": {"default_payment_id": self.id}}

    def _call_used_for(self):
        """What the payment was set against, in the order in which it is taken back: the invoice due last first.

        :return: account.partial.reconcile
        """
        partials = self._call_counterpart().matched_debit_ids
        partials = partials.filtered(lambda partial: partial.debit_move_id.move_id.is_invoice(include_receipts=True))
        due = partials.sorted(lambda partial: (partial.debit_move_id.date_maturity or partial.max_date, partial.id))
        return due[::-1]

    def _call_refund_from(self, debits, amount):
        """Set money that went back against this payment; invoices that it had paid open again as far as needed.

        :param account.move.line debits: receivable items of the entry by which it went back
        :param float amount: in the payment's currency
        """
        items = self._call_counterpart()
        if not items or not debits or items.account_id != debits.account_id:
            return
        currency, freed = self.currency_id, self.env["account.move.line"]
        for partial in self._call_used_for():
            if currency.compare_amounts(-sum(items.mapped("amount_residual_currency")), amount) >= 0:
                break
            freed |= partial.debit_move_id
            partial.unlink()
        (items.filtered(lambda item: not item.reconciled) + debits).reconcile()
        for bill in freed.sorted(lambda item: (item.date_maturity or item.date, item.id)):
            rest = items.filtered(lambda item: not item.reconciled)
            if rest and not bill.reconciled:
                (rest + bill).reconcile()
