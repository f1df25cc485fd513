"""A gateway was asked and nobody knows what came of it; or it refused: what people do then."""

from odoo import fields, models
from odoo.exceptions import UserError


class CallRefund(models.Model):
    """A person who has looked at the gateway says what it did."""

    _inherit = "call.refund"

    gateway_number = fields.Char(
        string="Gateway's Number of the Refund", copy=False, help="From the gateway's own pages, where it was made."
    )

    def action_went_through(self):
        """The gateway has made it: book it, under the gateway's number.

        :raise UserError: the number is missing, or another refund's
        """
        for refund in self:
            refund._check_manager()
            refund._lock_in("unknown")
            tx = refund.sudo().transaction_id
            number = (refund.gateway_number or "").strip()
            if not number:
                raise UserError(self.env._("Write down the gateway's number of the refund first."))
            same = [("provider_id", "=", tx.provider_id.id), ("provider_reference", "=", number), ("id", "!=", tx.id)]
            if tx.search_count(same, limit=1):
                raise UserError(self.env._("%(number)s is the number of another transaction.", number=number))
            tx.provider_reference = number
            tx._set_done()
            if not tx.payment_id:
                tx._post_process()
            refund.sudo()._follow()
        return True

    def action_did_not_go(self):
        """The gateway has not made it: the customer still has the credit, and another refund may be asked for."""
        for refund in self:
            refund._check_manager()
            refund._lock_in("unknown")
            text = self.env._("%(user)s looked: the gateway has not made it.", **refund._words())
            tx = refund.sudo().transaction_id
            # not cancelled: should the gateway tell of it after all, it is booked
            tx._set_error(text) if tx.state != "error" else refund.sudo()._fail(text)
        return True

    def action_again(self):
        """Ask anew for what failed or was refused."""
        self.ensure_one()
        self._check_clerk()
        if self.state not in ("failed", "refused"):
            raise UserError(self.env._("Only what failed or was refused is asked for anew."))
        draft = self.create({name: self[name] for name in ("amount", "reason", "way")} | self._same_places())
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }

    def _same_places(self):
        return {"payment_id": self.payment_id.id, "journal_id": self.journal_id.id}
