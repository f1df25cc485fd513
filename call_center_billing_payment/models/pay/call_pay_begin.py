"""A customer goes on to pay: money moves once, whatever is clicked twice or open in two tabs."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .call_pay_intent import UNDER_WAY

#: how long a payment that was begun and not finished keeps others from beginning
PATIENCE = timedelta(minutes=10)
#: providers whose payments wait for money that a person sends, as by bank: those keep nobody from paying otherwise
WAITING = ("none", "custom")


class CallPayIntent(models.Model):
    """The way from the choice to a transaction."""

    _inherit = "call.pay.intent"

    def _begin(self, chosen):
        """Take hold of what is paid, for a new transaction or for the one that was begun before.

        A second click meets the row of the first and begins anew after it; another tab with the same invoices meets
        the unique index. Both before anything is sent to a gateway.

        :param dict chosen: provider_id, payment_method_id, token_id and flow
        :return: the transaction to go on with; none if there has to be a new one
        :raise UserError: it is paid, being paid, or cannot be paid any more
        """
        self.ensure_one()
        self.begun_at = fields.Datetime.now()
        self.flush_recordset(["begun_at"])
        self._check_not_moved()
        self._check()
        self._claim()
        tx = self._transaction()
        return tx if tx.state == "draft" and tx._call_is_chosen(chosen) else tx.browse()

    def _check_not_moved(self):
        tx = self._transaction()
        if tx.state == "done":
            raise UserError(self.env._("This was paid already. Nothing more was taken."))
        if tx.state in UNDER_WAY and tx.provider_code not in WAITING:
            raise UserError(self.env._("This payment is on its way already. Nothing more was taken."))

    def _claim(self):
        """The invoices are this payment's until it has ended."""
        invoices = self.line_ids.invoice_id
        for other in invoices._call_busy_lines().intent_id - self:
            other._let_go()
        under_way = invoices._call_under_way(but=self)
        if under_way:
            raise UserError(next(iter(under_way.values()))["text"])
        self.line_ids.busy = True
        self.line_ids.flush_recordset(["busy"])

    def _let_go(self):
        """Free the invoices if the payment has ended, or was left long ago."""
        begun = self._situation() == "begun" and self.begun_at and fields.Datetime.now() - self.begun_at < PATIENCE
        tx = self._transaction()
        moving = (tx.state in UNDER_WAY and tx.provider_code not in WAITING) or tx._call_is_unsettled()
        if not (begun or moving):
            self.line_ids.busy = False
            self.line_ids.flush_recordset(["busy"])

    def _give_up(self):
        """The customer left the payment before anything was paid, and says so."""
        self.ensure_one()
        if self._situation() in ("open", "begun", "failed"):
            self.line_ids.busy = False

    def _prepare_transaction(self):
        """What a transaction for it has beside what was chosen in the form."""
        return {
            "call_pay_intent_id": self.id,
            "call_purpose": self.purpose,
            "invoice_ids": [(6, 0, self.line_ids.invoice_id.ids)],
        }
