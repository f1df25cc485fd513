"""Every night, and with each payment: where does each service stand?"""

from typing import NamedTuple

from odoo import api, fields, models

from ...plan.life import STATES, Ahead, ahead, alerts, notices, state_on

#: services that are looked at together
PART = 500


class Plan(NamedTuple):
    """What is to be done for one service now.

    :ivar state: that it comes to; :ivar told: notices to give; :ivar alert: days before the end, or None
    """

    state: str
    told: list
    alert: int | None
    next: Ahead | None


class CallLife(models.Model):
    """From due dates and payments alone: a night that was missed changes nothing but the day."""

    _inherit = "call.life"

    @api.model
    def _cron_call_life(self):
        """All companies in which there is a policy."""
        cron = self.env["ir.cron"]
        companies = self._companies()
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            progress = bool(self.env.context.get("ir_cron_progress_id"))
            self.with_company(company).with_context(call_ladder_progress=progress)._night()
            if not cron._commit_progress(1):
                break

    @api.model
    def _companies(self):
        """Companies with a policy of their own, of an account or a plan, or with services that had one."""
        companies = self.env["res.company"].sudo()
        chosen = fields.Domain("call_life_postpaid_id", "!=", False) | fields.Domain(
            "call_life_prepaid_id", "!=", False
        )
        found = companies.search(chosen)
        found |= found.union(*(company for (company,) in self.sudo()._read_group([], ["company_id"])))
        rest = companies.search([("id", "not in", found.ids)])
        return found | rest.filtered(lambda company: self.with_company(company)._accounts())

    @api.model
    def _night(self):
        """All that one night does for the company at work; nothing while billing is switched off."""
        if not self.env.company._call_billing_on():
            return
        self.sudo()._open_missing()
        domain = [("company_id", "=", self.env.company.id)]
        ids = self.sudo().search(domain, order="id").ids
        for start in range(0, len(ids), PART):
            self.sudo().browse(ids[start : start + PART])._look()

    @api.model
    def _accounts(self):
        """Accounts that have a policy in the company at work, or would have if the company has one."""
        company, partners = self.env.company, self.env["res.partner"].sudo()
        own = partners.search(partners._call_life_own_domain())
        if company.call_life_postpaid_id or company.call_life_prepaid_id:
            now = fields.Datetime.now()
            running = fields.Domain("valid_to", "=", False) | fields.Domain("valid_to", ">", now)
            numbers = self.env["call.number"].sudo()._search(running & fields.Domain("company_id", "=", company.id))
            own |= partners.search([("call_number_ids", "in", numbers)])
        return own.commercial_partner_id

    @api.model
    def _open_missing(self):
        """A row for each account that has a policy; the policy as it is now for those that have a row."""
        company = self.env.company
        lives = self.search([("company_id", "=", company.id)])
        accounts = self._accounts() | lives.partner_id
        policies = accounts._call_life_policies()
        for life in lives:
            life._write_next({"policy_id": policies[life.partner_id]})
        missing = (accounts - lives.partner_id).filtered(lambda account: policies[account])
        vals = [{"company_id": company.id, "partner_id": each.id, "policy_id": policies[each].id} for each in missing]
        return lives | self.create(vals)

    def _look(self, rise=True):
        """Bring these services of the company at work to where they stand today.

        :param bool rise: whether restrictions may grow, and notices go out: at night. A payment only undoes
        """
        today = fields.Date.context_today(self)
        plans, facts = {}, self._facts(today)
        for life in self:
            plan = life._plan(facts[life], today, rise)
            if rise and life._over(today):
                continue
            if plan.told or plan.alert or plan.state != life.state or (rise and life._lift_is_over(today)):
                plans[life.partner_id] = (life, plan)
            else:
                life._write_stand(facts[life], plan.next)

        def act(account):
            life, plan = plans[account]
            life._act(facts[life], plan, today)
            return True

        self.env["res.partner"].union(*plans)._call_one_by_one(act)

    def _over(self, today):
        """Whether it was terminated for good: its numbers are somebody else's by now, or may be."""
        last = self.since and fields.Date.add(self.since, days=self.policy_id.quarantine_days)
        return self.state == "terminated" and bool(last) and today > last

    def _plan(self, facts, today, rise):
        """What follows for the service.

        :rtype: Plan
        """
        ladder, past = self.policy_id._ladder() if self.policy_id else (), facts.past
        if not self.policy_id or self._over(today):
            past = past._replace(anchor=None)
        told = notices(ladder, past, today) if rise else []
        past = past._replace(told=dict(past.told) | {(notice.step.state, notice.ahead): today for notice in told})
        state = "terminated" if self._over(today) else state_on(ladder, past, today)
        if STATES.index(state) > STATES.index(self.state) and (not rise or self._is_lifted()):
            state = self.state
        steps = ahead(ladder, past._replace(held=state, since=today if state != self.state else past.since), today)
        alert = None
        if rise and self.kind == "prepaid" and self.policy_id:
            alert = alerts(self.policy_id._alerts(), past.anchor, facts.alerted, today)
        return Plan(state, told, alert, steps[0] if steps else None)

    def _act(self, facts, plan, today):
        """Do what follows: notices first, then the step."""
        if self._lift_is_over(today):
            self._end_lift(today)
        for notice in plan.told:
            self._tell(notice, facts, today)
        if plan.alert:
            self._tell_expiry(facts, plan.alert, today)
        if plan.state != self.state:
            self._move(plan.state, facts, today)
        self._write_stand(facts, plan.next)

    def _write_stand(self, facts, step):
        """What people see of it."""
        worth = facts.prevented_by(step.step, step.day) if step else 0
        if step and self.kind == "prepaid":
            worth = (self.policy_id.least_top_up or 0) / 1_000_000
        self._write_next(
            {
                "anchor": facts.past.anchor or False,
                "amount": sum(debt.amount for debt in facts.debts),
                "next_state": step.step.state if step else False,
                "next_date": step.day if step else False,
                "next_amount": worth,
            }
        )
