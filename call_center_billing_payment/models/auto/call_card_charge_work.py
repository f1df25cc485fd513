"""What the clock does: charges that wait, those without an answer, and those whose day has come."""

from odoo import api, fields, models
from odoo.fields import Domain

#: charges for which a round makes jobs
ROUND = 1_000


class CallCardCharge(models.Model):
    """Nothing hangs on one process: what no job is left for is found here."""

    _inherit = "call.card.charge"

    @api.model
    def _cron_call_card_charges(self):
        """Jobs for the charges that are due or have no answer."""
        now, today = fields.Datetime.now(), fields.Date.context_today(self)
        planned = [("state", "=", "planned"), ("date", "<=", today), ("company_id.call_billing", "=", True)]
        for charge in self.search(planned, order="id", limit=ROUND):
            if not charge._is_promised():
                charge.state = "waiting"
        begun = Domain("state", "in", ("sent", "pending")) | Domain(
            [("state", "=", "waiting"), ("company_id.call_billing", "=", True)]
        )
        due = Domain("next_try", "=", False) | Domain("next_try", "<=", now)
        self.search(begun & due, order="id", limit=ROUND)._let_a_job_work()

    def _let_a_job_work(self):
        for charge in self.sudo():
            description = self.env._("Charge of the card: %(charge)s", charge=charge.display_name)
            charge.with_delay(identity_key=f"call.card.charge:{charge.id}", description=description)._draw()

    def _is_promised(self):
        """Whether the customer has promised to pay the invoice, and still has time to."""
        return self.invoice_id and self.invoice_id._call_pause(fields.Date.context_today(self)) == "promise"

    def _is_still_wanted(self):
        """Whether the charge is to be made, and of how much; that is decided before anybody is asked, and not again."""
        account = self.partner_id.with_company(self.company_id)
        if not self.company_id._call_billing_on():
            return False
        amount = 0
        if self.token_id in account._call_own_cards():
            amount = self._amount_wanted(account)
        if amount <= 0:
            self._cancel(self.env._("There is nothing to draw any more."))
            return False
        self.amount = amount
        return True

    def _amount_wanted(self, account):
        """How much is to be drawn now: never more than is open, and never more than was announced."""
        if self.purpose == "auto_top_up":
            return self.amount if account._call_auto_wants(self) else 0
        if not account.call_collect_invoices:
            return 0
        return min(self.amount, account._call_collectable(self.invoice_id, self.part_id, self))
