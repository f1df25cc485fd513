"""How much a campaign may come to in a billing period, and who is told when it does."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...fields import Micro
from ...plan import Piece
from .counting import CALL_PRICE, bounds

#: parts of the budget, in per cent, at which somebody is told
STEPS = (80, 100)


class CallCampaign(models.Model):
    """Calls are not stopped by it: staff and client are told in time to decide."""

    _inherit = "call.campaign"

    budget = Micro(
        help="For a billing period of the client, without tax: calls and rules together. 0: none. At 80 and at 100 % "
        "the client is notified and whoever looks after the client gets an activity.",
    )
    budget_used = Micro(compute="_compute_budget_used", help="In the period that runs: calls, and rules so far.")
    budget_share = fields.Integer(
        string="Of the Budget (%)",
        compute="_compute_budget_used",
        aggregator=None,
        help="Whole per cent, rounded down.",
    )
    budget_told = fields.Integer(readonly=True, copy=False, aggregator=None, help="Per cent that were told of.")
    budget_told_for = fields.Date(readonly=True, copy=False, help="First day of the period they were told of.")

    _budget = models.Constraint("CHECK (COALESCE(budget, 0) >= 0)", "A budget is 0 or more.")

    def _compute_budget_used(self):
        for campaign in self:
            campaign.budget_used = campaign._used() if campaign._origin.id else 0
            campaign.budget_share = campaign.budget_used * 100 // campaign.budget if campaign.budget else 0

    def _period_now(self):
        """The client's billing period that runs: first day, first day that no longer belongs to it."""
        client = self.partner_id.commercial_partner_id
        return client._call_cycle(self.company_id)._period(client._call_local_day(self.company_id))

    def _used(self):
        """What the running period came to until now, in the campaign's currency: calls, and what rules would charge."""
        self.ensure_one()
        first, before = self._period_now()
        return self._used_by_calls(first, before) + sum(rule._accrued(first, before) for rule in self.sudo().rule_ids)

    def _used_by_calls(self, first, before):
        client = self.partner_id.commercial_partner_id
        begin, end = bounds(client, self.company_id, first, before)
        self.env["call.record"].flush_model()
        ((amount,),) = self.env.execute_query(
            SQL(
                """SELECT COALESCE(SUM(%s), 0)::bigint FROM call_record call
                    WHERE call.partner_id = %s AND call.company_id = %s AND call.campaign_id = %s
                      AND call.currency_id = %s AND call.started_at >= %s AND call.started_at < %s""",
                CALL_PRICE,
                client.id,
                self.company_id.id,
                self._origin.id,
                self.currency_id.id,
                begin,
                end,
            )
        )
        return amount

    @api.model
    def _cron_budgets(self):
        """Tell of budgets that are nearly used up, and of those that are."""
        for campaign in self.search([("budget", ">", 0)]):
            campaign._look_at_budget()

    def _look_at_budget(self):
        """Tell of the highest step that is reached, once in each period."""
        first, _before = self._period_now()
        used = self.budget_used
        step = max((step for step in STEPS if used * 100 >= self.budget * step), default=0)
        told = self.budget_told if self.budget_told_for == first else 0
        if step <= told:
            return
        self.sudo().write({"budget_told": step, "budget_told_for": first})
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("%(campaign)s: %(step)s %% of the budget are used", campaign=self.name, step=step),
            user_id=self._responsible().id,
        )
        words = {"campaign": self.name, "step": step, "used": used, "budget": self.budget}
        self.partner_id._call_notify(
            "budget",
            f"{self.id}:{first}:{step}",
            record=self,
            values=words | {"currency": self.currency_id.name},
        )

    def _call_billing_rule_fields(self):
        """Override: the budget, too."""
        return (*super()._call_billing_rule_fields(), "budget")


class CallCampaignRule(models.Model):
    """What a rule comes to before its period is over."""

    _inherit = "call.campaign.rule"

    def _accrued(self, first, before):
        """The price of what was counted in these days until now."""
        self.ensure_one()
        begin, end = max(self.valid_from, first), min(self.valid_to or before, before)
        if begin >= end:
            return 0
        piece = Piece(begin, end, first, before)
        return self._amount(self._units(piece), piece)
