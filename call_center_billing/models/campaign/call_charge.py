"""Charges that a campaign's rules make."""

from odoo import fields, models


class CallCharge(models.Model):
    """One for each rule and period, and one for each difference that was found later."""

    _inherit = "call.charge"

    kind = fields.Selection(selection_add=[("campaign", "Campaign")], ondelete={"campaign": "set default"})
    campaign_rule_id = fields.Many2one(
        "call.campaign.rule", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    campaign_units = fields.Integer(
        string="Counted", readonly=True, copy=False, help="What the rule charged: pieces, or seconds."
    )

    _campaign_once = models.UniqueIndex(
        "(campaign_rule_id, date_from, part) WHERE campaign_rule_id IS NOT NULL",
        "This rule has charged the period already.",
    )
