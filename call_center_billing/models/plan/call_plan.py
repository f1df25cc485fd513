"""Plans: what is sold beside calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: what running subscriptions follow
FIXED = ("company_id", "currency_id", "cycle_id", "alignment")


class CallPlan(models.Model):
    """A plan as customers know it. Its prices are in versions, of which published ones never change."""

    _name = "call.plan"
    _description = "Plan"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(tracking=True, help="Short name, as on lists and at the API.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, help="Archived plans are not sold any more; who has one keeps it.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        tracking=True,
        default=lambda self: self.env.company.currency_id,
        help="Of its prices. Charges stand on the account's statement of this currency.",
    )
    policy = fields.Selection(
        [("prepaid", "Prepaid"), ("postpaid", "Postpaid"), ("hybrid", "Hybrid")],
        string="Billing Policy",
        tracking=True,
        help="Accounts that start the plan are given this policy. Empty: they keep theirs.",
    )
    cycle_id = fields.Many2one(
        "call.cycle",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="How often its items are charged, where they say nothing else. Empty: every calendar month.",
    )
    alignment = fields.Selection(
        [("calendar", "As the cycle has it"), ("anniversary", "From the day of the start")],
        string="Periods Begin",
        default="calendar",
        required=True,
        tracking=True,
        help="As the cycle has it: first and last period may be shorter. From the day of the start: all are whole.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        help="Prices the calls of accounts that start the plan. Empty: they keep theirs.",
    )
    description = fields.Html(translate=True, help="What customers read of it.")
    version_ids = fields.One2many("call.plan.version", "plan_id", string="Versions")
    version_id = fields.Many2one("call.plan.version", string="Version Sold Now", compute="_compute_version_id")
    running_count = fields.Integer(string="Running", compute="_compute_running_count", help="Subscriptions that run.")
    subscription_ids = fields.One2many("call.subscription", "plan_id", string="Subscriptions")

    _code = models.UniqueIndex("(company_id, code) WHERE code IS NOT NULL", "A plan with this code exists already.")

    @api.depends("version_ids.state", "version_ids.valid_from")
    def _compute_version_id(self):
        today = fields.Date.context_today(self)
        for plan in self:
            plan.version_id = plan._at(today)

    def _compute_running_count(self):
        domain = [("plan_id", "in", self.ids), ("state", "in", ("active", "paused", "cancelled"))]
        counts = dict(self.env["call.subscription"]._read_group(domain, ["plan_id"], ["__count"]))
        for plan in self:
            plan.running_count = counts.get(plan, 0)

    def action_new_version(self):
        """A draft to be worked on: like the newest version if there is one."""
        self.ensure_one()
        if newest := self.version_ids.sorted("number")[-1:]:
            return newest.action_new_version()
        return self.env["call.plan.version"].create({"plan_id": self.id})._get_records_action()

    def action_view_subscriptions(self):
        """Who has the plan."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_subscription_action")
        return action | {"domain": [("plan_id", "=", self.id)], "context": {}}

    def write(self, vals):
        """
        :raise UserError: what the periods and prices of running subscriptions follow would change
        """
        self.invalidate_recordset(["running_count"])
        for plan in self.filtered("running_count"):
            if any(name in vals and plan[name] != _value(plan, name, vals[name]) for name in FIXED):
                raise UserError(
                    self.env._(
                        "Customers have %(plan)s: its company, currency, cycle and periods stay. Make another plan.",
                        plan=plan.name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_ids._unlink_except_published()

    def _at(self, day):
        """The version that is sold on a day; none if there is none yet.

        :rtype: call.plan.version
        """
        return self.version_ids._at(day)


def _value(record, name, value):
    """A field's value as records have it."""
    return record._fields[name].convert_to_record(record._fields[name].convert_to_cache(value, record), record)
