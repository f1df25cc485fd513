"""A service comes to a state: switches are told by a block, the customer by a notice, and everybody by the history."""

from odoo import fields, models
from odoo.tools import format_date

from ...money import MICRO
from ...plan.life import STATES
from .call_life_step import LEVELS

#: what the customer is told by, of each state
EVENTS = {
    "active": "reactivation",
    "outgoing": "suspension",
    "service": "suspension",
    "inactive": "inactivation",
    "terminated": "termination",
}


class CallLife(models.Model):
    """Steps, and what undoes them."""

    _inherit = "call.life"

    def _move(self, state, facts, today):
        """Bring the service to a state.

        :param LifeFacts facts: by which it comes to that
        """
        former = self.state
        worse = STATES.index(state) > STATES.index(former)
        furthest = max(state, self.furthest or former, key=STATES.index)
        vals = {"state": state, "since": today, "furthest": False if state == "active" else furthest}
        if not worse:
            vals |= {"lifted_until": False, "lift_reason": False}
        self.write(vals)
        if former == "terminated":
            self._take_back()
        self._sync_block()
        if state == "terminated":
            self._terminate(today)
        fee = self._charge_reactivation(furthest, today) if state == "active" and not facts.paused else 0
        self._say(state, former, facts, today, fee)

    def _say(self, state, former, facts, today, fee):
        """The history, the account's page and the customer hear of it."""
        worse = STATES.index(state) > STATES.index(former)
        if worse:
            text = self._worse_text(state, facts)
        elif facts.paused:
            text = self.env._("%(state)s: what was late is disputed, promised or paid in parts.", **self._named(state))
        else:
            text = self.env._("%(state)s: money has come in.", **self._named(state))
        self._note("step" if worse else "undone", text, today, state=state, anchor=facts.past.anchor)
        self.partner_id.message_post(body=text)
        amount = fee if state == "active" else sum(debt.amount for debt in facts.debts)
        self._notify(EVENTS[state], f"{state}:{former}:{today}", state, today, amount)

    def _worse_text(self, state, facts):
        if self.kind == "prepaid":
            return self.env._(
                "%(state)s: the money was valid until %(day)s.",
                **self._named(state),
                day=format_date(self.env, fields.Date.subtract(facts.past.anchor, days=1)),
            )
        return self.env._(
            "%(state)s: %(amount)s is late, the oldest part since %(day)s.",
            **self._named(state),
            amount=self.currency_id.format(sum(debt.amount for debt in facts.debts)),
            day=format_date(self.env, facts.past.anchor),
        )

    def _named(self, state):
        return {"state": self._state_text(state)}

    def _note(self, kind, text, today, **vals):
        """One line of the history."""
        user = self.env.uid if kind in ("lift", "lift_end") else False
        vals = {"life_id": self.id, "kind": kind, "text": text, "day": today, "user_id": user} | vals
        self.env["call.life.event"].sudo().create(vals)

    def _sync_block(self):
        """Have the switch told what the service is now."""
        account = self.partner_id.with_company(self.company_id)
        level = LEVELS.get(self._state_now())
        blocks = account.env["call.block"].sudo()
        domain = blocks._open_domain(self.company_id)
        domain &= fields.Domain([("partner_id", "=", account.id), ("cause", "=", "life")])
        current = blocks.search(domain)
        step = self.policy_id._step(self.state)
        reason = step._reason(self.policy_id, self.state) if level else blocks.reason_id
        if current and (current.level, current.reason_id) == (level, reason):
            return
        current._lift("life")
        blocks.flush_model()
        if level:
            blocks._block(account, "life", reason=reason, level=level)

    def _charge_reactivation(self, furthest, today):
        """Charge the fee for what was undone, and return it, in the company's currency, without tax."""
        step = self.policy_id._step(furthest)
        if not step.reactivation_price:
            return 0
        self.partner_id.with_company(self.company_id)._call_charge_reactivation(step, today)
        return step.reactivation_price / MICRO
