"""What a client pays for a campaign beside the price list's calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...fields import Micro
from .kinds import CHARGED, UNIT_OF, UNITS

#: what may change once something was charged by a rule
FREE = frozenset({"valid_to", "sequence", "name"})


class CallCampaignRule(models.Model):
    """A price for what is counted in each billing period, in force from one day to another."""

    _name = "call.campaign.rule"
    _description = "Campaign Charge Rule"
    _inherit = ["call.rule.mixin"]
    _order = "campaign_id, sequence, id"
    _check_company_auto = True

    campaign_id = fields.Many2one("call.campaign", required=True, index=True, ondelete="cascade", check_company=True)
    partner_id = fields.Many2one(related="campaign_id.partner_id", string="Client", store=True, index=True)
    company_id = fields.Many2one(related="campaign_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="campaign_id.currency_id")
    sequence = fields.Integer(default=10)
    kind = fields.Selection(CHARGED, string="What Is Charged", required=True, default="handled")
    unit = fields.Selection(UNITS, compute="_compute_unit")
    name = fields.Char(string="Text on the Bill", help="Empty: what is charged, and the campaign.")
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        required=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self.env.ref("call_center_billing.product_call_campaign_work", raise_if_not_found=False),
        help="On orders and invoices; its taxes hold.",
    )
    price = Micro(required=True, aggregator=None, help="For one of the unit, without tax.")
    valid_from = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.context_today(self), help="First day counted."
    )
    valid_to = fields.Date(string="Before", help="First day that is no longer counted. Empty: until further notice.")

    charge_ids = fields.One2many("call.charge", "campaign_rule_id", string="Charges", readonly=True)

    _price = models.Constraint("CHECK (price >= 0)", "A price below 0 would pay the client for being billed.")
    _days = models.Constraint("CHECK (valid_to IS NULL OR valid_to >= valid_from)", "The rule ends before it begins.")

    @api.depends("kind")
    def _compute_unit(self):
        for rule in self:
            rule.unit = UNIT_OF.get(rule.kind, "piece")

    @api.depends("kind", "name", "campaign_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for rule in self:
            rule.display_name = rule.name or f"{rule.campaign_id.name}: {kinds.get(rule.kind, '')}"

    @api.constrains("kind", "campaign_id", "valid_from", "valid_to")
    def _check_no_two_at_once(self):
        for rule in self.filtered(lambda rule: rule.kind != "fixed"):
            others = (rule.campaign_id.rule_ids - rule).filtered(lambda other, kind=rule.kind: other.kind == kind)
            for other in others:
                if other._overlaps(rule):
                    raise ValidationError(
                        self.env._(
                            "“%(other)s” charges the same from %(start)s: end it first, so that nothing is charged "
                            "twice.",
                            other=other.display_name,
                            start=other.valid_from,
                        )
                    )

    def _overlaps(self, other):
        ends_before = self.valid_to and self.valid_to <= other.valid_from
        begins_after = other.valid_to and other.valid_to <= self.valid_from
        return not ends_before and not begins_after

    def write(self, vals):
        """Override: what was charged by a rule is explained by it, so its price stays.

        :raise UserError: something was charged by it
        """
        if vals.keys() - FREE and (used := self.filtered(lambda rule: rule._last_charge())):
            raise UserError(
                self.env._(
                    "%(rules)s: charged already. End it with a day and make another one.",
                    rules=", ".join(used.mapped("display_name")),
                )
            )
        return super().write(vals)

    @api.constrains("valid_to")
    def _check_not_ended_before_charged(self):
        for rule in self.filtered("valid_to"):
            last = rule._last_charge()
            if last and rule.valid_to < last.date_to:
                raise ValidationError(
                    self.env._(
                        "%(rule)s: charged until %(day)s already; it can end then at the earliest.",
                        rule=rule.display_name,
                        day=last.date_to,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        if any(rule._last_charge() for rule in self):
            raise UserError(self.env._("Something was charged by this rule: end it with a day instead."))

    def _call_rule_fields(self):
        return ("campaign_id", "kind", "price", "product_id", "valid_from", "valid_to", *super()._call_rule_fields())
