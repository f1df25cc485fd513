"""The clerk's top-up by a card that the customer has saved."""

from odoo import models, modules
from odoo.exceptions import LockError, UserError


class CallTopUp(models.TransientModel):
    """What is to be charged is in the database before the gateway is asked, under a reference that is the dialogue's.

    So a second click, or one after a crash, finds it; gateways that know a reference already charge it once.
    """

    _inherit = "call.top.up"

    def _charge(self):
        transaction = self._transaction()
        try:
            transaction.lock_for_update()
        except LockError as error:
            raise UserError(self.env._("This card is being charged at this moment. Wait for the answer.")) from error
        if transaction.state == "draft":
            transaction._charge_with_token()
        return self._told(transaction)

    def _transaction(self):
        """The transaction of this dialogue, made and kept if there was none."""
        transactions = self.env["payment.transaction"].sudo()
        reference = f"TOPUP-{self.key[:16]}"
        if found := transactions.search([("reference", "=", reference)]):
            return found
        token = self.sudo().token_id
        if token not in self.sudo()._tokens():
            raise UserError(self.env._("Choose a card that the customer has saved."))
        transaction = transactions.create(
            {
                "provider_id": token.provider_id.id,
                "payment_method_id": token.payment_method_id.id,
                "token_id": token.id,
                "reference": reference,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "partner_id": self.partner_id.id,
                "operation": "offline",
                "call_purpose": "top_up",
                "call_top_up_invoice": self.invoice,
            }
        )
        if not modules.module.current_test:
            # whatever happens while the gateway is asked, the books know that it was
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return transaction

    def _told(self, transaction):
        """What the clerk sees."""
        if transaction.payment_id:
            return self._show(transaction.payment_id.sudo(False))
        if transaction.state in ("error", "cancel"):
            message = self.env._(
                "The card was not charged: %(reason)s", reason=transaction.state_message or self.env._("no reason told")
            )
        else:
            message = self.env._("The gateway has not answered yet. The account is topped up when it does.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "danger" if transaction.state in ("error", "cancel") else "warning",
                "sticky": True,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
