"""What an account has beside its calls."""

from odoo import api, fields, models
from odoo.fields import Domain

SALES = "call_center_billing.call_center_billing_group_sales"
#: of subscriptions that give an account a plan
RUNNING = ("active", "paused", "cancelled")


class ResPartner(models.Model):
    """Subscriptions and charges of an account."""

    _inherit = "res.partner"

    call_subscription_ids = fields.One2many(
        "call.subscription", "partner_id", string="Plan Subscriptions", groups=SALES
    )
    call_plan_kind = fields.Selection(
        [("usage", "Pay as you go"), ("plan", "Plan")],
        string="Pays By",
        compute="_compute_call_plan_kind",
        search="_search_call_plan_kind",
        groups=SALES,
        help="Plan: a subscription of the account runs.",
    )

    @api.depends("call_subscription_ids.state")
    def _compute_call_plan_kind(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("state", "in", RUNNING)]
        with_plan = {found.id for [found] in self.env["call.subscription"]._read_group(domain, ["partner_id"])}
        for partner in self:
            partner.call_plan_kind = "plan" if partner.commercial_partner_id.id in with_plan else "usage"

    def _search_call_plan_kind(self, operator, value):
        if operator != "in":
            return NotImplemented
        with_plan = Domain("commercial_partner_id.call_subscription_ids.state", "in", RUNNING)
        parts = {"plan": with_plan, "usage": ~with_plan}
        return Domain.OR([parts[kind] for kind in value if kind in parts])

    def _call_charge(self, day, wait=0):
        """Charge these accounts all that is due by a day; again does nothing.

        :param date day: by the accounts' own clocks
        :param int wait: days that late calls are waited for, see `call.subscription._charge_until`
        :rtype: call.charge
        """
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("charge_next", "<=", day)]
        return self.env["call.subscription"].sudo().search(domain)._charge_until(day, wait)

    def _call_did_spans(self, company, date_from, date_to):
        """Numbers that callers reach the account by, over time: what rental and set-up of numbers are charged for.

        :return: [(first day, first day no longer or None), …] by the account's clock, those that touch the days
        """
        return []

    def _call_did_count(self, company, date_from, date_to):
        """How many of such numbers the account has on some of these days."""
        return len(self._call_did_spans(company, date_from, date_to))
