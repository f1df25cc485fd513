"""What an account lets us charge its saved cards for."""

from odoo import fields, models

from odoo.addons.call_center_billing.models.account.credit import SALES

#: fields that follow from what the customer agreed to; see `_call_agree`
AGREED = frozenset(
    {
        *("call_auto_top_up", "call_auto_threshold", "call_auto_amount", "call_auto_day_cap", "call_auto_day_count"),
        *("call_auto_token_id", "call_auto_declined", "call_collect_invoices", "call_collect_token_id"),
    }
)


class ResPartner(models.Model):
    """Nobody writes these fields by hand: the methods of `res_partner_agree.py` do, and note who agreed."""

    _inherit = "res.partner"

    call_auto_top_up = fields.Boolean(string="Auto Top-up", readonly=True, copy=False, groups=SALES)
    call_auto_threshold = fields.Monetary(
        string="With Less Than", readonly=True, copy=False, groups=SALES, help="Left to call for."
    )
    call_auto_amount = fields.Monetary(string="Top Up With", readonly=True, copy=False, groups=SALES)
    call_auto_day_cap = fields.Monetary(string="At Most a Day", readonly=True, copy=False, groups=SALES)
    call_auto_day_count = fields.Integer(string="Top-ups a Day at Most", readonly=True, copy=False, groups=SALES)
    call_auto_token_id = fields.Many2one(
        "payment.token", string="Card for Auto Top-up", readonly=True, copy=False, groups=SALES, ondelete="set null"
    )
    call_auto_declined = fields.Integer(
        string="Declined in a Row", readonly=True, copy=False, groups=SALES, help="At 2 auto top-up is switched off."
    )
    call_collect_invoices = fields.Boolean(
        string="Invoices by Card", readonly=True, copy=False, groups=SALES, help="On their due date."
    )
    call_collect_token_id = fields.Many2one(
        "payment.token", string="Card for Invoices", readonly=True, copy=False, groups=SALES, ondelete="set null"
    )
    call_card_charge_count = fields.Integer(compute="_compute_call_card_charge_count", groups=SALES)
    call_card_consent_ids = fields.One2many(
        "call.card.consent", "partner_id", string="Consents to Card Charges", readonly=True, groups=SALES
    )

    _call_auto = models.Index("(id) WHERE call_auto_top_up")
    _call_collect = models.Index("(id) WHERE call_collect_invoices")

    def _has_field_access(self, field, operation):
        """Override: what was agreed to changes with an agreement only."""
        if operation == "write" and field.name in AGREED and not self.env.su:
            return False
        return super()._has_field_access(field, operation)

    def _compute_call_card_charge_count(self):
        accounts = self.commercial_partner_id
        domain = [("partner_id", "in", accounts.ids)]
        counts = dict(self.env["call.card.charge"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_card_charge_count = counts.get(partner.commercial_partner_id, 0)

    def _call_own_cards(self):
        """The account's saved cards that can be charged in the company at work."""
        self.ensure_one()
        cards = (
            self.env["payment.token"]
            .sudo()
            .search(
                [
                    ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
                    ("company_id", "=", self.env.company.id),
                    ("provider_id.state", "in", ("enabled", "test")),
                ]
            )
        )
        return cards.filtered(lambda card: card.payment_method_id.sudo().support_tokenization)

    def action_view_call_card_charges(self):
        """The charges of the account's cards."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing_payment.call_card_charge_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    def action_call_card_agree(self):
        """The form in which a clerk notes what the customer agreed to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Charges of Saved Cards"),
            "res_model": "call.card.agree",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }
