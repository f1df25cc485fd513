"""Saved cards: whose they are, when they end, and what ends with them."""

from odoo import api, fields, models

#: days before its end at which a card's owner is told, and after which its gateway is asked again
AHEAD, ASKED_EVERY = 30, 20


class PaymentToken(models.Model):
    """A card that is gone charges nobody."""

    _inherit = "payment.token"

    call_expires_on = fields.Date(string="Card Ends", readonly=True, help="Where the gateway tells it.")
    call_expiry_asked_on = fields.Date(readonly=True, export_string_translation=False)

    def _handle_archiving(self):
        """Override of `payment`: nothing is drawn from a card any more that its owner has deleted."""
        result = super()._handle_archiving()
        self.env["res.partner"]._call_card_is_gone(self)
        return result

    def _call_ask_expiry(self):
        """The day on which the card ends, as the gateway has it now; None if it tells none. Gateways override it."""
        self.ensure_one()

    @api.model
    def _cron_call_card_expiry(self):
        """Look when the cards in use end, and tell whose ends soon."""
        cron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        cards = self._call_cards_in_use()
        cron._commit_progress(remaining=len(cards))
        for card in cards:
            card._call_look_at_expiry(today)
            if not cron._commit_progress(1):
                break

    @api.model
    def _call_cards_in_use(self):
        accounts = self.env["res.partner"].sudo()
        charged = accounts.search(["|", ("call_auto_top_up", "=", True), ("call_collect_invoices", "=", True)])
        return charged.call_auto_token_id | charged.call_collect_token_id

    def _call_look_at_expiry(self, today):
        soon = fields.Date.add(today, days=AHEAD)
        asked_before = fields.Date.subtract(today, days=ASKED_EVERY)
        near = not self.call_expires_on or self.call_expires_on <= soon
        if near and (not self.call_expiry_asked_on or self.call_expiry_asked_on <= asked_before):
            self.call_expiry_asked_on = today
            self.call_expires_on = self._call_ask_expiry() or self.call_expires_on
        if self.call_expires_on and self.call_expires_on <= soon:
            account = self.partner_id.commercial_partner_id.with_company(self.company_id)
            words = {"card": self.display_name, "date": self.call_expires_on}
            account._call_notify("card_expiry", f"{self.id}-{self.call_expires_on}", self, words)
