"""Invoices: their own e-mail or letter is the notification."""

from odoo import models

from ...money import MICRO

#: ways of sending that bring the invoice itself
OWN_WAYS = ("email", "letter")


class AccountMove(models.Model):
    """Sending notes that the customer was told; who gets an invoice by another way may be told by e-mail."""

    _inherit = "account.move"

    def _call_sent(self, methods):
        """Override: the invoice tells itself, unless it went by a way that people do not look at."""
        result = super()._call_sent(methods)
        for move in self.filtered(lambda move: move.move_type == "out_invoice"):
            own = [way for way in OWN_WAYS if way in methods]
            if own:
                move._call_note_invoice(state="sent", channel=own[0], recipients=move.partner_id.email)
            else:
                move._call_tell_invoice()
        return result

    def _call_undelivered(self, state, reason):
        """Override: nor has the notification arrived."""
        result = super()._call_undelivered(state, reason)
        for move in self.filtered(lambda move: move.move_type == "out_invoice"):
            move._call_note_invoice(state="failed", error=reason)
        return result

    def _call_note_invoice(self, **vals):
        self.commercial_partner_id._call_note("invoice", self.id, self, vals)

    def _call_tell_invoice(self):
        """Tell the customer of an invoice that somebody else sends."""
        words = {
            "number": self.name,
            "amount": round(self.amount_total * MICRO),
            "currency": self.currency_id.name,
            "date": self.invoice_date_due,
        }
        self.commercial_partner_id._call_notify("invoice", self.id, self, words)


class CallServiceMessage(models.Model):
    """A billing service has the invoice."""

    _inherit = "call.service.message"

    def _finish(self, **vals):
        """Override: who gets invoices from a service is told."""
        result = super()._finish(**vals)
        if self.direction == "out" and self.kind == "invoice" and self.move_id:
            self.move_id.sudo()._call_tell_invoice()
        return result
