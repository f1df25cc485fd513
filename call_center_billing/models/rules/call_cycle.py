"""Billing cycles: how long an account's calls are gathered before they are billed."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...billing import CALENDAR_MONTH, Cycle, period

#: months or days of a unit
MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
#: periods shown as examples
SHOWN = 4


class CallCycle(models.Model):
    """Periods without gaps, told by their length and by a day on which one begins."""

    _name = "call.cycle"
    _description = "Billing Cycle"
    _inherit = ["call.rule.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    interval = fields.Integer(string="Every", default=1, required=True, aggregator=None)
    unit = fields.Selection(
        [("day", "Days"), ("week", "Weeks"), ("month", "Months"), ("quarter", "Quarters"), ("year", "Years")],
        required=True,
        default="month",
    )
    anchor = fields.Date(
        string="Begins On",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(month=1, day=1),
        help="Any day on which a period begins: the others follow from it, before and after. A day 29 to 31 is the "
        "last day of months that are shorter.",
    )
    description = fields.Char(string="Periods", compute="_compute_description")
    examples = fields.Text(compute="_compute_description")
    partner_ids = fields.One2many("res.partner", "call_cycle_id", string="Accounts")
    partner_count = fields.Integer(string="Accounts With It", compute="_compute_partner_count")

    _length = models.Constraint(
        "CHECK (interval > 0 AND interval <= 1000)", "A period lasts at least one unit, and 1000 at most."
    )

    @api.depends("unit", "interval", "anchor")
    def _compute_description(self):
        for cycle in self:
            if not cycle.anchor or cycle.interval < 1:
                cycle.description = cycle.examples = ""
                continue
            day = fields.Date.context_today(cycle)
            found = []
            for _index in range(SHOWN):
                begin, day = cycle._period(day)
                last = day - timedelta(days=1)
                found.append(f"{format_date(self.env, begin)} – {format_date(self.env, last)}")
            cycle.description, cycle.examples = found[0], "\n".join(found)

    def _compute_partner_count(self):
        counts = dict(
            self.env["res.partner"]._read_group([("call_cycle_id", "in", self.ids)], ["call_cycle_id"], ["__count"])
        )
        for cycle in self:
            cycle.partner_count = counts.get(cycle, 0)

    def _rule(self):
        """The cycle as periods are worked out from; no cycle is that of calendar months.

        :rtype: billing.Cycle
        """
        if not self:
            return CALENDAR_MONTH
        self.ensure_one()
        if self.unit in MONTHS:
            return Cycle("month", self.interval * MONTHS[self.unit], self.anchor)
        return Cycle("day", self.interval * DAYS[self.unit], self.anchor)

    def _period(self, day):
        """The cycle's period that a day lies in; what statements have may differ, see `call.statement`.

        :param date day: by the customer's clock
        :return: (first day, first day that no longer belongs to it)
        """
        return tuple(period(self._rule(), day))

    def action_view_accounts(self):
        """The accounts that have the cycle by themselves."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_account_action")
        return action | {"domain": [("call_cycle_id", "=", self.id)], "context": {}}

    @api.constrains("company_id")
    def _check_company(self):
        for cycle in self.filtered("company_id"):
            users = self.env["res.company"].sudo().search([("call_cycle_id", "=", cycle.id)])
            if users - cycle.company_id:
                raise UserError(self.env._("%(cycle)s is another company's default.", cycle=cycle.name))

    def _call_rule_fields(self):
        return ("name", "unit", "interval", "anchor", "active", *super()._call_rule_fields())
