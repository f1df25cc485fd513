"""Who agreed to what, when, and in which words."""

import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError


class CallCardConsent(models.Model):
    """A line for each time that somebody agreed, or no longer does. Kept as it was made."""

    _name = "call.card.consent"
    _description = "Consent to Card Charges"
    _order = "id desc"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True)
    purpose = fields.Selection(
        [("auto_top_up", "Auto top-up"), ("collection", "Invoices on their due date")], required=True
    )
    given = fields.Boolean(string="Agreed", help="Off: the consent was taken back.")
    by = fields.Selection(
        [("customer", "Customer in the portal"), ("clerk", "Clerk for the customer"), ("rule", "By itself")],
        required=True,
    )
    user_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    token_id = fields.Many2one("payment.token", string="Card", ondelete="set null")
    terms = fields.Char(help="What was chosen: when, how much, how often.")
    text = fields.Text(help="What the customer agreed to, word by word.")
    version = fields.Char(string="Version of the Text", help="Digest of its words: other words, another version.")
    note = fields.Char(help="How a clerk knows that the customer agrees; why it ended.")

    @api.depends("partner_id", "purpose")
    def _compute_display_name(self):
        for consent in self:
            consent.display_name = f"{consent.partner_id.name} {consent.create_date or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        """The version follows from the words."""
        for vals in vals_list:
            vals["version"] = version_of(vals.get("text") or "")
        return super().create(vals_list)

    def write(self, vals):
        """Nobody changes what was agreed to."""
        if vals.keys() - {"token_id"}:  # a card that was deleted is no longer there to point to
            raise AccessError(
                self.env._("A consent stays as it was given. Whoever thinks otherwise now gives another.")
            )
        return super().write(vals)


def version_of(text):
    """What tells one text from another.

    >>> version_of("I agree."), version_of("")
    ('826ff0da', '')
    """
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""
