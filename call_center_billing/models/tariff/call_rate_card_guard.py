"""What a selling card must earn: the settings of its margin guard."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Micro


class CallRateCard(models.Model):
    """Settings, and the alerts there are."""

    _name = "call.rate.card"
    _inherit = ["call.rate.card", "mail.activity.mixin"]

    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user if self.env.uid != SUPERUSER_ID else False,
        tracking=True,
        domain=[("share", "=", False)],
        help="Gets an activity when prices of the card break its margin guard.",
    )
    guard_mode = fields.Selection(
        [("off", "Not checked"), ("warn", "Alerts"), ("block", "Alerts, and bad prices are not published")],
        string="Margin Guard",
        default="warn",
        required=True,
        tracking=True,
    )
    guard_cost_card_ids = fields.Many2many(
        "call.rate.card",
        "call_rate_card_guard_rel",
        "selling_card_id",
        "cost_card_id",
        string="Compared with Cost Cards",
        check_company=True,
        help="Each of them by itself: the dearest carrier decides.",
    )
    minimum_margin = fields.Float(
        string="Minimum Margin %",
        digits=(6, 2),
        tracking=True,
        help="So much of the price must be left after the cost. 0: prices below cost only are told of.",
    )
    maximum_price = Micro(
        string="Maximum Price a Minute", help="No minute may cost more, in any time band or step; 0: there is no limit."
    )
    maximum_fee = Micro(string="Maximum Connection Fee", help="No connection fee may be higher; 0: there is no limit.")
    guard_seconds = fields.Integer(
        string="Call Compared (s)", default=60, help="Seconds of conversation for which price and cost are compared."
    )
    margin_alert_count = fields.Integer(string="Margin Alerts", compute="_compute_margin_alert_count")

    _guard_limits = models.Constraint(
        "CHECK (minimum_margin BETWEEN 0 AND 100 AND COALESCE(maximum_price, 0) >= 0"
        " AND COALESCE(maximum_fee, 0) >= 0 AND guard_seconds BETWEEN 1 AND 86400)",
        "A minimum margin is between 0 and 100 %, limits are not negative, and the call compared lasts 1 second to 24 "
        "hours.",
    )

    def _compute_margin_alert_count(self):
        groups = self.env["call.margin.alert"]._read_group(
            [("card_id", "in", self.ids), ("state", "=", "open")], ["card_id"], ["__count"]
        )
        counts = dict(groups)
        for card in self:
            card.margin_alert_count = counts.get(card._origin, 0)

    @api.constrains("guard_cost_card_ids", "kind")
    def _check_guard_cards(self):
        for card in self:
            if wrong := card.guard_cost_card_ids.filtered(lambda cost: cost.kind != "cost"):
                raise ValidationError(
                    self.env._(
                        "%(wrong)s has selling prices; %(card)s is compared with cost cards.",
                        wrong=wrong[0].name,
                        card=card.name,
                    )
                )

    @api.constrains("kind")
    def _check_costs_of(self):
        """What a trunk or a guard takes for cost stays cost."""
        selling = self.filtered(lambda card: card.kind == "selling")
        trunk = self.env["call.trunk"].sudo().search([("rate_card_id", "in", selling.ids)], limit=1)
        guarded = self.sudo().search([("guard_cost_card_ids", "in", selling.ids)], limit=1)
        if trunk or guarded:
            raise ValidationError(
                self.env._(
                    "%(user)s takes this card for its cost, so it cannot have selling prices.",
                    user=(trunk or guarded).name,
                )
            )

    def action_view_margin_alerts(self):
        """The card's alerts, those that are open first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_margin_alert_action")
        field = "cost_card_id" if self.kind == "cost" else "card_id"
        return action | {"domain": [(field, "=", self.id)], "context": {"search_default_open": 1}}
