"""What happens to a service next, on which day, and the sum that prevents it."""

from markupsafe import Markup

from odoo import api, fields, models

from ...money import MICRO
from ...plan.life import DAY, ahead
from ..account.credit import SALES


class ResPartner(models.Model):
    """The calendar ahead, worked out as the nightly run works it out."""

    _inherit = "res.partner"

    call_life_calendar = fields.Html(
        string="Service Calendar", compute="_compute_call_life_calendar", sanitize=False, groups=SALES
    )

    @api.depends_context("company", "lang")
    def _compute_call_life_calendar(self):
        for partner in self:
            account = partner.commercial_partner_id
            steps = account._call_life_ahead() if account else []
            partner.call_life_calendar = (
                self.env["ir.qweb"]._render("call_center_billing.call_life_calendar", {"steps": steps})
                if steps
                else Markup()
            )

    def _call_life_ahead(self):
        """What lies before the account's service in the company at work, soonest first.

        :return: [{"date": the day on which it happens, "state": key, "label": in words, "notices": days on which the
            customer is told, "amount": what prevents it if paid by the day before, in "currency", or 0 where any
            top-up does; "kind": "postpaid" or "prepaid"}]; a first entry of the state "expiry" where money loses its
            validity that day
        """
        self.ensure_one()
        account = self.commercial_partner_id.sudo()
        life = self.env["call.life"].sudo()._of_accounts(account)
        today = fields.Date.context_today(self)
        if not life.policy_id or life._over(today):
            return []
        facts = life._facts(today, late=False)[life]
        steps = []
        if life.kind == "prepaid" and facts.past.anchor and facts.past.anchor > today:
            days = [facts.past.anchor - number * DAY for number in life.policy_id._alerts()]
            steps.append(life._entry("expiry", self.env._("The money is no longer valid"), facts.past.anchor, days))
        for step, day in ahead(life.policy_id._ladder(), facts.past, today):
            days = [day - number * DAY for number in step.notices]
            entry = life._entry(step.state, life._state_text(step.state), day, days)
            if life.kind == "postpaid":
                entry["amount"] = facts.prevented_by(step, day)
            steps.append(entry)
        return steps


class CallLife(models.Model):
    """One entry of the calendar."""

    _inherit = "call.life"

    def _entry(self, state, label, day, notices):
        today = fields.Date.context_today(self)
        return {
            "date": day,
            "state": state,
            "label": label,
            "notices": [notice for notice in notices if notice >= today],
            "amount": (self.policy_id.least_top_up or 0) / MICRO if self.kind == "prepaid" else 0,
            "currency": self.currency_id,
            "kind": self.kind,
        }
