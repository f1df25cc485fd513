"""The journal entries of a month-end."""

from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from ...money import MICRO, round_to_currency


class CallAccrual(models.Model):
    """Revenue to the month in which calls were made; customers' money as a debt."""

    _inherit = "call.accrual"

    def _prepare_lines(self):
        """What was found, in the company's currency, each rounded once."""
        company = self.company_id
        found = []
        for statement_id, currency_id, product_id, amount in self._call_unbilled(company, self.date):
            statement = self.env["call.statement"].browse(statement_id)
            currency = self.env["res.currency"].browse(currency_id)
            vals = {"kind": "unbilled", "partner_id": statement.partner_id.id, "statement_id": statement_id}
            found.append(vals | {"product_id": product_id, "amount": self._in_company_currency(amount, currency)})
        for partner_id, amount in self._call_prepaid(company, self.date):
            vals = {"kind": "prepaid", "partner_id": partner_id}
            found.append(vals | {"amount": self._in_company_currency(amount, company.currency_id)})
        return [vals for vals in found if vals["amount"]]

    def _in_company_currency(self, amount, currency):
        """Micro-units of a currency as an amount of the company's, at the rate of the day."""
        own = self.company_id.currency_id
        if currency == own:
            return round_to_currency(amount, own.decimal_places)[0] / MICRO
        return currency._convert(amount / MICRO, own, self.company_id, self.date)

    def _make_entries(self):
        """Post the entry, and its reversal on the day after."""
        company = self.company_id
        journal = company.call_accrual_journal_id or self.env["account.journal"].sudo().search(
            [("company_id", "=", company.id), ("type", "=", "general")], limit=1
        )
        moves = self.env["account.move"].sudo().with_company(company)
        move = moves.create(
            {
                "move_type": "entry",
                "journal_id": journal.id,
                "company_id": company.id,
                "date": self.date,
                "ref": self.display_name,
                "line_ids": [(0, 0, vals) for vals in self._prepare_items()],
            }
        )
        move._post(soft=False)
        after = self.date + timedelta(days=1)
        ref = self.env._("Reversal of %(accrual)s", accrual=self.display_name)
        reversal = move._reverse_moves([{"date": after, "ref": ref, "auto_post": "no"}], cancel=False)
        reversal._post(soft=False)
        self.write({"move_id": move.id, "reversal_id": reversal.id})

    def _prepare_items(self):
        """Journal items: accrued revenue against the articles' revenue, and prepaid money as a debt."""
        company, own = self.company_id, self.currency_id
        sums = {}
        for line in self.line_ids:
            for account, sign in self._sides(line):
                sums[account] = sums.get(account, 0) + sign * round(line.amount * MICRO)
        items = []
        for account, amount in sums.items():
            value = round_to_currency(abs(amount), own.decimal_places)[0] / MICRO
            side = "debit" if amount > 0 else "credit"
            if amount:
                items.append({"account_id": account.id, "name": self.display_name, side: value})
        return [vals | {"company_id": company.id} for vals in items]

    def _sides(self, line):
        """[(account, 1 for debit or -1 for credit)] of what was found."""
        company = self.company_id
        if line.kind == "prepaid":
            debit, credit = company.call_prepaid_contra_account_id, company.call_deferred_account_id
            names = (self.env._("Prepaid, Counter Entry"), self.env._("Prepaid by Customers"))
        else:
            product = line.product_id.with_company(company)
            debit = company.call_accrued_account_id
            credit = product.product_tmpl_id.get_product_accounts()["income"]
            names = (self.env._("Accrued Revenue"), product.display_name)
        for account, name in zip((debit, credit), names, strict=True):
            if not account:
                raise UserError(self.env._("Choose an account for “%(name)s” in the settings.", name=name))
        return [(debit, 1), (credit, -1)]
