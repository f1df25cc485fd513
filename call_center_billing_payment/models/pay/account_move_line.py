"""Each invoice gets what the customer chose to pay of it."""

from odoo import models


class AccountMoveLine(models.Model):
    """A payment of several invoices, of some of them a part."""

    _inherit = "account.move.line"

    def reconcile(self):
        """Override of `account`: by the customer's choice, where there is one.

        Odoo would pay the oldest in full first, and with it what the customer disputes.
        """
        shares = self.env.context.get("call_pay_shares")
        if not shares:
            return super().reconcile()
        lines = self.with_context(call_pay_shares=None)
        bills = lines.filtered(lambda line: line.move_id.id in shares)
        money, parts, result = lines - bills, {}, {}
        whole = bills.browse()
        for move, own in bills.grouped("move_id").items():
            if move.currency_id.compare_amounts(shares[move.id], move.amount_residual) < 0:
                parts[move] = own
            else:
                whole |= own
        if whole:
            result = (money + whole).reconcile()
        while parts:
            move = next(iter(parts))
            own = parts.pop(move)
            if parts and own._call_takes_part():
                own._call_pay_part(money, shares[move.id])
            elif money.filtered(lambda line: not line.reconciled):
                result = (money + own).reconcile()
        return result

    def _call_takes_part(self):
        """Whether a sum can be put on these items of an invoice: in the company's currency, without cash basis tax."""
        foreign = self.filtered(lambda item: item.currency_id != item.company_id.currency_id)
        return not foreign and "on_payment" not in self.move_id.line_ids.tax_line_id.mapped("tax_exigibility")

    def _call_pay_part(self, money, amount):
        """Put `amount` of the payment's items on these of an invoice, those due first first."""
        currency = self.company_id.currency_id
        for item in self.sorted(lambda item: (item.date_maturity or item.date, item.id)):
            for credit in money:
                part = currency.round(min(amount, item.amount_residual, -credit.amount_residual))
                if part > 0:
                    self.env["account.partial.reconcile"].create(
                        {
                            "debit_move_id": item.id,
                            "credit_move_id": credit.id,
                            "amount": part,
                            "debit_amount_currency": part,
                            "credit_amount_currency": part,
                        }
                    )
                    amount -= part
