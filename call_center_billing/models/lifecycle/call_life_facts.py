"""What the state of services follows from, read for many accounts at once."""

from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Domain

from ...plan.life import DAY, Past

#: the last money that each account paid in, and when
TOP_UPS = """
SELECT DISTINCT ON (contact.commercial_partner_id) contact.commercial_partner_id, payment.date, payment.id
  FROM account_payment payment JOIN res_partner contact ON contact.id = payment.partner_id
 WHERE payment.company_id = %s AND contact.commercial_partner_id = ANY(%s)
   AND payment.partner_type = 'customer' AND payment.payment_type = 'inbound'
   AND payment.state IN ('in_process', 'paid') AND payment.amount_company_currency_signed >= %s
 ORDER BY contact.commercial_partner_id, payment.date DESC, payment.id DESC
"""
FIRST_USE = """
SELECT min(started_at) FROM call_record_store WHERE company_id = %s AND partner_id = %s AND started_at >= %s
"""


class Debt(NamedTuple):
    """An open invoice that may be asked for: its due date, and what is open in the company's currency."""

    due: object
    amount: float


class LifeFacts(NamedTuple):
    """What is known of one service today.

    :ivar past: for the plain rules; :ivar debts: list of `Debt`, oldest first
    :ivar paused: something is late that is disputed, promised or paid in parts
    :ivar alerted: alerts that were given for this end of the validity
    """

    past: Past
    debts: list
    paused: bool = False
    alerted: tuple = ()

    def prevented_by(self, step, day):
        """What is to be paid so that a step does not come on a day; in the company's currency."""
        return sum(debt.amount for debt in self.debts if debt.due + step.days * DAY <= day)


class CallLife(models.Model):
    """Reads, and changes nothing."""

    _inherit = "call.life"

    def _facts(self, today, late=True):
        """What is known of these services of the company at work.

        :param bool late: only of invoices that are late; else of all that are open
        :return: {call.life: LifeFacts}
        """
        postpaid = self.filtered(lambda life: life.kind == "postpaid")
        debts, paused = postpaid._debts(today, late)
        ends = (self - postpaid).filtered("policy_id")._ends()
        found = {}
        told = self._told()
        for life in self:
            own = debts.get(life.partner_id.id, [])
            bear = life.policy_id._debt_to_bear() if own else 0
            anchor = own[0].due if own and sum(debt.amount for debt in own) > bear else None
            anchor = ends.get(life, anchor)
            since = max(filter(None, (life.since, life.lifted_until)), default=None)
            notices = {key[1:]: day for key, day in told.get(life, {}).items() if key[0] == anchor}
            alerted = tuple(ahead for state, ahead in notices if not state)
            notices = {key: day for key, day in notices.items() if key[0]}
            past = Past(anchor, life.state, since, notices)
            found[life] = LifeFacts(past, own, life.partner_id.id in paused, alerted)
        return found

    def _debts(self, today, late):
        """({account's id: its debts, oldest first}, ids of accounts with something that is late and paused)"""
        domain = Domain(
            [
                *(("company_id", "=", self.env.company.id), ("commercial_partner_id", "in", self.partner_id.ids)),
                *(("move_type", "=", "out_invoice"), ("state", "=", "posted")),
                *(("payment_state", "in", ("not_paid", "partial")), ("invoice_date_due", "!=", False)),
            ]
        )
        if late:
            domain &= Domain("invoice_date_due", "<", today)
        debts, paused = {}, set()
        for move in self.env["account.move"].sudo().search(domain, order="invoice_date_due, id") if self else ():
            account = move.commercial_partner_id.id
            if move._call_pause(today):
                paused.add(account)
                continue
            amount = move._call_reminder_amount()
            if move.currency_id != move.company_currency_id:
                amount = move.currency_id._convert(amount, move.company_currency_id, move.company_id, today)
            debts.setdefault(account, []).append(Debt(move.invoice_date_due, amount))
        return debts, paused

    def _ends(self):
        """{prepaid service: first day on which its money is no longer valid, None for never}"""
        found = {}
        for policy, lives in self.grouped("policy_id").items():
            top_ups = lives._top_ups(policy)
            for life in lives:
                begin, _payment = top_ups.get(life.partner_id.id, (None, None))
                if begin and policy.count_from == "first_use":
                    begin = life._first_use(begin)
                found[life] = begin and fields.Date.add(begin, days=policy.validity_days)
        return found

    def _top_ups(self, policy):
        """{account's id: (day, id) of its last payment}, of payments that prolong by this policy."""
        self.env.flush_all()
        least = (policy.least_top_up or 0) / 1_000_000
        self.env.cr.execute(TOP_UPS, (self.env.company.id, self.partner_id.ids, least))
        return {account: (day, payment) for account, day, payment in self.env.cr.fetchall()}

    def _first_use(self, day):
        """The day of the first call since then; None if there was none."""
        self.env.cr.execute(FIRST_USE, (self.env.company.id, self.partner_id.id, fields.Datetime.to_datetime(day)))
        (moment,) = self.env.cr.fetchone()
        return moment and moment.date()

    def _told(self):
        """{call.life: {(anchor, state or False for an alert, days ahead): day}}"""
        found = {}
        domain = [("life_id", "in", self.ids), ("kind", "in", ("notice", "alert"))]
        for event in self.env["call.life.event"].sudo().search(domain, order="id desc"):
            told = found.setdefault(event.life_id.with_env(self.env), {})
            told[event.anchor, event.state, event.ahead] = event.day
        return found
