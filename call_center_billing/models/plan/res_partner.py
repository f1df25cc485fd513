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

    call_subscription_count = fields.Integer(
        string="Number of Subscriptions", compute="_compute_call_subscription_count", groups=SALES
    )
    call_charge_ids = fields.One2many("call.charge", "partner_id", string="Charges", groups=SALES)

    def _compute_call_subscription_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("state", "!=", "ended")]
        counts = dict(self.env["call.subscription"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_subscription_count = counts.get(partner.commercial_partner_id, 0)

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

    def action_view_call_subscriptions(self):
        """What the account has of plans."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_subscription_action")
        account = self.commercial_partner_id
        return action | {"domain": [("partner_id", "=", account.id)], "context": {"default_partner_id": account.id}}

    def action_view_call_charges(self):
        """The account's charges."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_charge_action")
        account = self.commercial_partner_id
        return action | {"domain": [("partner_id", "=", account.id)], "context": {"default_partner_id": account.id}}

    def _call_charge(self, day, wait=0, company=None):
        """Charge these accounts all that is due by a day, and place what waits for it; again does nothing.

        :param date day: by the accounts' own clocks
        :param int wait: days that late calls are waited for, see `call.subscription._charge_until`
        :param res.company company: None: all
        :return: the charges that were made
        """
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        domain += [("company_id", "=", company.id)] if company else []
        due = self.env["call.subscription"].sudo().search([*domain, ("charge_next", "<=", day)])
        made = due._charge_until(day, wait) if due else self.env["call.charge"]
        waiting = [*domain, ("state", "=", "waiting"), ("bill_day", "<=", day), ("date_from", "<=", day)]
        self.env["call.charge"].sudo().search(waiting)._place()
        return made

    def _call_did_spans(self, company, date_from, date_to):
        """Numbers that callers reach the account by, over time: what rental and set-up of numbers are charged for.

        :return: [(first day, first day no longer or None), …] by the account's clock, those that touch the days
        """
        return []

    def _call_did_count(self, company, date_from, date_to):
        """How many of such numbers the account has on some of these days."""
        return len(self._call_did_spans(company, date_from, date_to))
