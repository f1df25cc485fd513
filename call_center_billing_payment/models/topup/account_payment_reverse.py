"""A top-up is taken back."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import MANAGER

from .account_payment import UNDONE


class AccountPayment(models.Model):
    """With a reason, by an entry of its own: the books keep both."""

    _inherit = "account.payment"

    call_reversal_reason = fields.Char(string="Reversed Because", readonly=True, copy=False, tracking=True)
    call_reversal_move_id = fields.Many2one(
        "account.move", string="Reversal", readonly=True, copy=False, index="btree_not_null"
    )

    def _call_reverse_top_up(self, reason):
        """Take a top-up back that was entered by hand, as when a cheque bounced or it was another customer's.

        :param str reason: why
        :raise AccessError: managers do that
        :raise UserError: it cannot be taken back, or no longer
        """
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Managers reverse top-ups."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the top-up is reversed."))
        payment = self.sudo()
        payment._call_check_reversible()
        move = payment.move_id
        if move:
            values = {"ref": reason.strip(), "date": fields.Date.context_today(self), "journal_id": move.journal_id.id}
            payment.call_reversal_move_id = move._reverse_moves([values], cancel=True)
        payment.with_context(call_top_up_reversal=True).write({"state": "canceled", "call_reversal_reason": reason})
        account = payment.partner_id.commercial_partner_id
        account.message_post(
            body=self.env._(
                "Top-up %(name)s was reversed: %(reason)s", name=payment.display_name, reason=reason.strip()
            )
        )

    def _call_check_reversible(self):
        """Refuse what cannot be reversed here."""
        self.lock_for_update()
        if not self.call_top_up_at:
            raise UserError(self.env._("%(name)s is no top-up that was booked.", name=self.display_name))
        if self.state in UNDONE:
            raise UserError(self.env._("%(name)s was reversed already.", name=self.display_name))
        if self.payment_transaction_id:
            raise UserError(self._call_kept_text())
        if self.is_matched and self.outstanding_account_id.account_type != "asset_cash":
            raise UserError(
                self.env._(
                    "%(name)s is matched with a line of the bank: the money is there. Refund it instead.",
                    name=self.display_name,
                )
            )
