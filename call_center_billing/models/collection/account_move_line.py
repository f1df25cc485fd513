"""Open journal items: which pay, which are paid first, and what is too small to be asked for."""

from odoo import models

from ...money import MICRO


class AccountMoveLine(models.Model):
    """Items on a customer's receivable account."""

    _inherit = "account.move.line"

    def _call_is_money(self):
        """Whether the item is the customer's money: a payment, a line of a bank statement, a credit note."""
        move = self.move_id
        return bool(move.origin_payment_id or move.statement_line_id or move.move_type == "out_refund")

    def _call_in_order(self, first):
        """These items of invoices in the order in which money pays them.

        :param account.move first: invoices that the customer named
        """
        named = self.filtered(lambda item: item.move_id in first)
        rest = (self - named).filtered(lambda item: item.move_id._call_reminder_amount() > 0)

        def rank(item):
            disputed = item.move_id._call_reminder_amount() < item.move_id.amount_residual
            return disputed, item.date_maturity or item.date, item.id

        return named.sorted(rank) + rest.sorted(rank)

    def _call_forgive(self):
        """Write off what is left of these items of invoices, where that is no more than the company bears."""
        company = self.env.company
        account, most = company.call_difference_account_id, round(company.call_difference_tolerance * MICRO)
        if not (account and most):
            return
        own = self.filtered(lambda item: not item.reconciled and item.currency_id == company.currency_id)
        for item in own.filtered(lambda item: 0 < round(item.amount_residual * MICRO) <= most):
            entry = self.env["account.move"].sudo().create(item._prepare_call_difference(account))
            entry.action_post()
            (item + entry.line_ids.filtered(lambda line, item=item: line.account_id == item.account_id)).reconcile()

    def _prepare_call_difference(self, account):
        """The entry that writes off what is left of the item."""
        text = self.env._("Small difference of %(invoice)s", invoice=self.move_id.name)
        sides = ((account, self.amount_residual, 0), (self.account_id, 0, self.amount_residual))
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "ref": text,
            "line_ids": [
                (
                    *(0, 0),
                    {
                        "account_id": side.id,
                        "partner_id": self.partner_id.id,
                        "name": text,
                        "debit": debit,
                        "credit": credit,
                    },
                )
                for side, debit, credit in sides
            ],
        }
