"""What a rate card has to do with decks."""

from odoo import fields, models


class CallRateCard(models.Model):
    """Decks of the card."""

    _inherit = "call.rate.card"

    deck_ids = fields.One2many("call.deck", "card_id", string="Decks", domain=[("state", "!=", "compared")])
    deck_count = fields.Integer(compute="_compute_deck_count")

    def _compute_deck_count(self):
        domain = [("card_id", "in", self.ids), ("state", "!=", "compared")]
        counts = dict(self.env["call.deck"]._read_group(domain, ["card_id"], ["__count"]))
        for card in self:
            card.deck_count = counts.get(card, 0)

    def action_import_deck(self):
        """Choose a file of prices for the card."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_deck_action_import")
        return action | {"context": {"default_card_id": self.id}}

    def action_view_decks(self):
        """The decks that were imported for the card."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_deck_action")
        domain = [("card_id", "=", self.id), ("state", "!=", "compared")]
        return action | {"domain": domain, "context": {"default_card_id": self.id}}

    def _newest_published(self):
        """The published version that begins last, be it in force or only scheduled."""
        _begins, ids = self._timeline() if self.id else ((), ())
        return self.env["call.rate.version"].browse(ids[-1:])
