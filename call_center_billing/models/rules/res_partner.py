"""Rules of billing of one account, where they differ from the company's."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ...billing import Period, period_name
from .res_company import ORDER_POLICIES


class ResPartner(models.Model):
    """An account's cycle and orders. The commercial partner carries them."""

    _inherit = "res.partner"

    call_cycle_id = fields.Many2one(
        "call.cycle",
        string="Billing Cycle",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty: that of the customer's group, else the company's. "
        "A period that has begun keeps its end; the next one follows the new cycle.",
    )
    call_order_policy = fields.Selection(
        ORDER_POLICIES,
        string="Orders of Calls",
        index="btree_not_null",
        tracking=True,
        help="Empty: as the customer's group has it, else the company. Holds for calls that come in from now on.",
    )
    call_period_text = fields.Char(
        string="Period Now", compute="_compute_call_period", help="What calls of today are billed with."
    )
    call_period_differs = fields.Boolean(
        string="Period Differs", compute="_compute_call_period", help="It is not that of the billing cycle."
    )

    @api.depends("call_cycle_id", "call_group_id.call_cycle_id")
    @api.depends_context("company")
    def _compute_call_period(self):
        company = self.env.company
        for partner in self:
            account = partner._origin.commercial_partner_id
            zone = ZoneInfo(account._call_timezone(company))
            today = fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()
            usual = Period(*partner._call_cycle(company)._period(today))
            running = account._call_running(company, today)[:1]
            found = Period(running.date_from, running.date_to) if running else usual
            partner.call_period_text = period_name(found)
            partner.call_period_differs = running.state == "open" and found.end != usual.end

    def _call_running(self, company, day):
        """The account's statements of the period that a day lies in, the open ones first."""
        domain = [("partner_id", "=", self.id), ("company_id", "=", company.id)]
        domain += [("date_from", "<=", day), ("date_to", ">", day)]
        found = self.env["call.statement"].sudo().search(domain, order="sequence desc")
        return found.sorted(lambda statement: statement.state != "open")

    def action_call_follow_cycle(self):
        """End the periods that have begun as the account's cycle has it now."""
        self.ensure_one()
        account, company = self.commercial_partner_id, self.env.company
        zone = ZoneInfo(account._call_timezone(company))
        today = fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()
        running = account._call_running(company, today).with_env(self.env)
        running.filtered(lambda statement: statement.state == "open").action_follow_cycle()

    def _call_cycle(self, company):
        """The billing cycle of the account, its group or a company; none is that of calendar months."""
        account = self.sudo().commercial_partner_id
        return account.call_cycle_id or account.call_group_id.call_cycle_id or company.sudo().call_cycle_id

    def _call_order_policy(self, company):
        """When orders are made of the account's calls: 'call', 'day' or 'cycle'."""
        self.ensure_one()
        account = self.sudo().commercial_partner_id
        own = account.call_order_policy or account.call_group_id.call_order_policy
        return own or company.sudo().call_order_policy or "cycle"
