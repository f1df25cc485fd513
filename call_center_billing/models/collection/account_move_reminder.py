"""How much of an invoice customers are reminded of, and when not at all."""

from odoo import fields, models


class AccountMove(models.Model):
    """The amount that is asked for, and what pauses the asking."""

    _inherit = "account.move"

    call_promise_ids = fields.Many2many(
        "call.payment.promise", "call_payment_promise_move_rel", "move_id", "promise_id", string="Promises", copy=False
    )
    call_plan_ids = fields.One2many("call.instalment.plan", "invoice_id", string="Instalment Plans", copy=False)

    def _call_disputed(self):
        """What of the invoice its customer disputes, tax included, in its currency."""
        self.ensure_one()
        return self.sudo().call_disputed_amount

    def _call_reminder_amount(self):
        """What may be asked for now, in the invoice's currency: what is open, less what is disputed."""
        self.ensure_one()
        amount = self.sudo().amount_residual - self._call_disputed()
        return max(self.currency_id.round(amount), 0.0)

    def _call_pause(self, day):
        """Why nobody is reminded of this on a day: "dispute", "promise" or "plan"; None if nothing keeps us.

        :param date day: promises and plans are looked at as they stand on it
        """
        self.ensure_one()
        if self.move_type != "out_invoice":
            return None
        if self._call_reminder_amount() <= 0:
            return "dispute"
        move = self.sudo()
        if any(promise.state == "running" and promise.date >= day for promise in move.call_promise_ids):
            return "promise"
        kept = any(plan.state == "running" and plan._is_kept(day) for plan in move.call_plan_ids)
        return "plan" if kept else None

    def _call_open_receivables(self):
        """The open items that these invoices are to be paid by."""
        return self.sudo().line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
        )
