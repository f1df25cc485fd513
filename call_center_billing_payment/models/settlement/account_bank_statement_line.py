"""Payouts of gateways, and refunds by transfer, on the bank's statement."""

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.call_center_billing.models.collection.reference_words import LEAST, normal

#: days between a payout and its line at the bank, at most, where no reference tells it
DAYS = 10


class AccountBankStatementLine(models.Model):
    """Each is one open item: the line is that item, and nobody's payment."""

    _inherit = "account.bank.statement.line"

    def _call_match(self):
        """Override of `call_center_billing`: money that we sent is matched too."""
        sent = self.sudo().filtered(
            lambda line: not line.is_reconciled and line.amount < 0 and not line.foreign_currency_id
        )
        found = sent.filtered(lambda line: line._call_match_own())
        return super()._call_match() + found

    def _call_match_one(self, names):
        """Override of `call_center_billing`: a gateway's payout is no customer's money."""
        return self._call_match_own() or super()._call_match_one(names)

    def _call_match_own(self):
        """Put the line against the payout, or the refund, that it is.

        :return: whether there is just one
        """
        items = self._call_payouts() or self._call_refunds()
        if len(items) != 1:
            return False
        try:
            with self.env.cr.savepoint():
                self._call_set_against(items)
        except UserError as error:  # a closed period: the rest of the statement goes on
            self.call_trouble = str(error.args[0])
            return False
        return True

    def _call_set_against(self, item):
        _bank, suspense, _others = self._seek_for_lines()
        self.partner_id = item.partner_id
        self.call_trouble = False
        _bank, suspense, _others = self._seek_for_lines()
        suspense.account_id = item.account_id
        (suspense + item).reconcile()

    def _call_payouts(self):
        """Open items of payouts of this amount: by their number in the line's text, else the only one near the day."""
        items = self.env["account.move.line"].search(
            [
                *(("company_id", "=", self.company_id.id), ("parent_state", "=", "posted")),
                *(("call_gateway_line_id.kind", "=", "payout"), ("reconciled", "=", False)),
                *(("currency_id", "=", self.currency_id.id), ("amount_residual_currency", "=", self.amount)),
            ]
        )
        text = normal(" ".join(part for part in (self.payment_ref, self.ref, self.partner_name) if part))
        named = items.filtered(lambda item: normal(item.call_gateway_line_id.gateway_ref) in text)
        near = items.filtered(
            lambda item: 0 <= (self.date - item.date).days <= DAYS and self._call_names(item.call_gateway_line_id, text)
        )
        return named or near

    def _call_names(self, line, text):
        """Whether the text names the line's gateway."""
        name = normal(line.provider_id.name)
        return len(name) >= LEAST and name in text

    def _call_refunds(self):
        """Open items of refunds by transfer from this account, of this amount, whose number the line has."""
        if self.amount >= 0:
            return self.env["account.move.line"]
        refunds = self.env["call.refund"].search(
            [
                *(("state", "=", "sent"), ("way", "=", "transfer"), ("company_id", "=", self.company_id.id)),
                *(("journal_id", "=", self.journal_id.id), ("amount", "=", -self.amount)),
                ("currency_id", "=", self.currency_id.id),
            ]
        )
        text = normal(" ".join(part for part in (self.payment_ref, self.ref) if part))
        payments = refunds.filtered(lambda refund: normal(refund.name) in text).refund_payment_id
        items = payments.move_id.line_ids
        return items.filtered(lambda item: item.account_id in payments.outstanding_account_id and not item.reconciled)
