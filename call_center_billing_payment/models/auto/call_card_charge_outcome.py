"""What follows when a card was charged, was declined, or could not be asked."""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.call_center_billing.money import MICRO

#: how often in a row a card may be declined before auto top-up is switched off
MOST_DECLINED = 2


class CallCardCharge(models.Model):
    """The transaction tells; each end is reached once."""

    _inherit = "call.card.charge"

    def _follow(self, outcome=None):
        """Take over what the transaction says. Its row is locked.

        :param Outcome outcome: of the question, if one was asked
        """
        tx = self.transaction_id
        if tx.state == "done":
            self._succeed()
        elif self.state not in ("waiting", "sent", "pending", "unclear"):
            return
        elif tx.state in ("pending", "authorized"):
            later = fields.Datetime.now() + timedelta(hours=1)
            self.write({"state": "pending", "reason": False, "next_try": later})
        elif tx.state in ("error", "cancel"):
            reason = tx.state_message or self.env._("The gateway cancelled it.")
            if outcome and outcome.kind == "refused":
                self._fail(reason)
            else:
                self._decline(reason, bool(outcome and outcome.needs_customer))
        elif outcome:  # still a draft: the card's owner would have to confirm it
            tx._call_abandon()
            self._decline(self.env._("The card's bank wants you to confirm the payment."), True)

    def _succeed(self):
        if self.state == "done":
            return
        self._settle("done", False)
        if self.purpose == "auto_top_up":
            self.partner_id.sudo().call_auto_declined = 0
            words = self._words() | {"balance": max(self.partner_id._call_balance(self.company_id).available or 0, 0)}
            self.partner_id._call_notify("auto_top_up", self.id, self, words)
            self.partner_id._call_auto_soon(self.company_id)  # as when one was not enough

    def _decline(self, reason, needs_customer=False):
        """The card was refused: the customer is told, and may pay otherwise."""
        self._settle("declined", reason, needs_customer)
        account = self.partner_id.with_company(self.company_id)
        if self.purpose == "auto_top_up":
            account.sudo().call_auto_declined += 1
            if account.call_auto_top_up and account.call_auto_declined >= MOST_DECLINED:
                account._call_auto_declined_off(self)
                return
        self._tell_declined(self._plan_retry() if self.purpose == "collection" else self.browse())

    def _fail(self, reason):
        """The gateway would not take the question: that is ours to mend, and nothing against the customer."""
        self._settle("failed", reason)
        self._tell_clerk(self.env._("A saved card could not be charged"))
        if self.purpose == "collection":
            self._plan_retry()

    def _settle(self, state, reason, needs_customer=False):
        now = fields.Datetime.now()
        vals = {"state": state, "reason": reason, "needs_customer": needs_customer, "settled_at": now}
        self.write(vals | {"next_try": False})

    def _plan_retry(self):
        """The next try of an invoice by the company's schedule; none if it is over, and then somebody is told."""
        tries = self._tried_in_vain(self.invoice_id, self.part_id)
        days = self.company_id._call_retry_days()
        account = self.partner_id.with_company(self.company_id)
        if len(tries) > len(days):
            self._tell_clerk(self.env._("%(invoice)s: no more tries by card", invoice=self.invoice_id.name))
            return self.browse()
        if not account.call_collect_invoices:
            return self.browse()
        day = fields.Date.add(fields.Date.context_today(self), days=days[len(tries) - 1])
        return account._call_plan_charge(self.invoice_id, self.part_id, self.amount, day, told=True)

    @api.model
    def _tried_in_vain(self, move, part):
        """What came to nothing since the last charge that was paid, for a part of a plan, or else for an invoice.

        An invoice whose plan came to grief has been tried, too.
        """
        same = [("part_id", "=", part.id)] if part else [("invoice_id", "=", move.id)]
        paid = self.sudo().search([*same, ("state", "=", "done")], order="id desc", limit=1)
        return self.sudo().search([*same, ("state", "in", ("declined", "failed")), ("id", ">", paid.id or 0)])

    def _tell_declined(self, retry):
        words = self._words() | {"confirm": self.needs_customer}
        if retry:
            words["date"] = retry.date
        self.partner_id._call_notify("card_declined", self.id, self, words)

    def _words(self):
        """The words of notifications about this charge."""
        return {
            "amount": round(self.amount * MICRO),
            "amount_currency": self.currency_id.name,
            "card": self.token_id.display_name or "",
            "number": self.invoice_id.name or "",
        }

    def _tell_clerk(self, summary):
        """Somebody has to look at it; once while nobody has."""
        note = self.env._("%(charge)s: %(reason)s", charge=self._get_html_link(), reason=self.reason or "")
        self.partner_id._call_tell_payments_clerk(self.company_id, summary, note)
