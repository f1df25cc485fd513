"""Customers are told before anything happens: the day, and the sum that prevents it."""

from odoo import fields, models
from odoo.tools import format_date

from ...money import MICRO
from .call_life_move import EVENTS


class CallLife(models.Model):
    """Each notice once; what was told is what the next step waits for."""

    _inherit = "call.life"

    def _tell(self, notice, facts, today):
        """Give one notice of a step to come.

        :param plan.life.Notice notice: which
        """
        state, anchor = notice.step.state, facts.past.anchor
        amount = facts.prevented_by(notice.step, notice.day)
        words = {"state": self._state_text(state), "day": format_date(self.env, notice.day)}
        if self.kind == "prepaid":
            amount = (self.policy_id.least_top_up or 0) / MICRO
            text = self.env._("%(state)s on %(day)s, unless money is paid in before.", **words)
        else:
            words["amount"] = self.currency_id.format(amount)
            text = self.env._("%(state)s on %(day)s, unless %(amount)s is paid before.", **words)
        key = f"{state}:{anchor}:{notice.ahead}"
        self._note("notice", text, today, state=state, ahead=notice.ahead, anchor=anchor, key=key)
        self.partner_id.message_post(body=text)
        self._notify(EVENTS[state], key, state, notice.day, amount, in_advance=True)

    def _tell_expiry(self, facts, ahead, today):
        """Money is about to lose its validity."""
        end = facts.past.anchor
        last = fields.Date.subtract(end, days=1)
        text = self.env._("The money is valid until %(day)s.", day=format_date(self.env, last))
        key = f"expiry:{end}:{ahead}"
        self._note("alert", text, today, ahead=ahead, anchor=end, key=key)
        self.partner_id.message_post(body=text)
        account = self.partner_id.with_company(self.company_id)
        values = {"date": last, "balance": account._call_balance(self.company_id).available}
        account._call_notify("expiry", key, record=self, values=values)

    def _notify(self, event, key, state, day, amount, in_advance=False):
        """Have the customer told, in the customer's own language.

        :param date day: of the step; :param float amount: what prevents or undoes it
        """
        values = {"level": state, "date": day, "in_advance": in_advance}
        if amount:
            values["amount"] = round(amount * MICRO)
        self.partner_id.with_company(self.company_id)._call_notify(event, key, record=self, values=values)
