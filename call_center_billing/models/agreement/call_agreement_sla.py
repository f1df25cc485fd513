"""How well it is to be done: targets that calls are measured against."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .scope import METRICS, SHARES


class CallAgreementSla(models.Model):
    """A figure of a month, and what it must reach."""

    _name = "call.agreement.sla"
    _description = "Service Level"
    _order = "agreement_id, sequence, id"

    agreement_id = fields.Many2one("call.agreement", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="agreement_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    metric = fields.Selection(METRICS, string="What Is Measured", required=True, default="answer")
    calls = fields.Selection(
        [("queue", "Calls That Waited in a Queue"), ("all", "All Calls")],
        string="Measured On",
        required=True,
        default="queue",
        help="Calls in a queue are those for which the switch tells one: inbound calls.",
    )
    campaign_id = fields.Many2one(
        "call.campaign", ondelete="restrict", help="Only its calls. Empty: all of the customer's."
    )
    seconds = fields.Integer(
        string="Within (s)", default=20, aggregator=None, help="From the call's start to its answer."
    )
    target = fields.Float(
        required=True, digits=(16, 1), default=80, aggregator=None, help="Per cent of the calls; of times, seconds."
    )
    unit = fields.Selection([("percent", "%"), ("second", "s")], compute="_compute_unit")
    description = fields.Char(compute="_compute_description")
    _seconds = models.Constraint("CHECK (seconds > 0)", "Calls are answered within one second at least.")

    @api.depends("metric")
    def _compute_unit(self):
        for level in self:
            level.unit = "percent" if level.metric in SHARES else "second"

    @api.depends("metric", "seconds", "target", "campaign_id.name")
    @api.depends_context("lang")
    def _compute_description(self):
        for level in self:
            share = f"{level.target:g}".rstrip(".")
            texts = {
                "answer": self.env._(
                    "At least %(share)s %% of the calls are answered within %(seconds)s seconds",
                    share=share,
                    seconds=level.seconds,
                ),
                "abandoned": self.env._("At most %(share)s %% of the calls are abandoned", share=share),
                "answered": self.env._("At least %(share)s %% of the calls are answered", share=share),
                "handling": self.env._("A call is handled in %(seconds)s seconds on average, at most", seconds=share),
                "waiting": self.env._(
                    "A call is answered after %(seconds)s seconds on average, at most", seconds=share
                ),
            }
            text = texts.get(level.metric, "")
            level.description = f"{level.campaign_id.name}: {text}" if level.campaign_id else text

    @api.depends("description")
    def _compute_display_name(self):
        for level in self:
            level.display_name = level.description

    @api.constrains("metric", "target", "campaign_id")
    def _check_target(self):
        for level in self:
            if level.target < 0 or (level.metric in SHARES and level.target > 100):
                raise ValidationError(self.env._("A target is 0 or more; a share is 100 % at most."))
            if level.campaign_id and level.campaign_id.partner_id != level.agreement_id.partner_id:
                raise ValidationError(
                    self.env._("%(campaign)s is another customer's campaign.", campaign=level.campaign_id.name)
                )

    def action_view_measured(self):
        """The months measured."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_agreement_measure_action")
        return action | {"domain": [("sla_id", "=", self.id)], "context": {}}
