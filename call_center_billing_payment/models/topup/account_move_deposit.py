"""VAT that was paid when money was paid in is taken back as far as that money is no longer there.

Only where top-ups are single-purpose, see docs/top-up.md. The invoice of such a top-up, with VAT, is a deposit. What is
left of an account's deposits is never more than what the account has paid in and not used: an invoice of calls, a
refund or a chargeback lets that sink, and a credit note takes as much off the oldest deposit, so VAT is paid once.
"""

from odoo import fields, models

from odoo.addons.call_center_billing.money import MICRO


class AccountMove(models.Model):
    """Deposits, and the credit notes that use them up."""

    _inherit = "account.move"

    call_deposit = fields.Boolean(string="Deposit", readonly=True, copy=False)
    call_deposit_left = fields.Monetary(
        string="Deposit Left", readonly=True, copy=False, help="Of a top-up's invoice with VAT: what is not used yet."
    )

    _call_deposit = models.Index("(commercial_partner_id) WHERE call_deposit_left > 0")

    def _post(self, soft=True):
        """Override of `account`: whatever lets what an account has paid in sink uses up its deposits."""
        posted = super()._post(soft=soft)
        if not self.env.context.get("call_deposit"):
            for company, moves in posted.sudo().grouped("company_id").items():
                items = moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
                causes = ", ".join(name for name in moves.mapped("name") if name)
                items.partner_id.commercial_partner_id.with_company(company)._call_use_deposits(causes)
        return posted

    def _call_credit_deposit(self, part, causes):
        """Take a part off this deposit, by a credit note that nobody is paid.

        :param str causes: numbers of the entries that used it
        """
        moves = self.env["account.move"].with_context(call_deposit=True, call_apply_later=True)
        item = self.invoice_line_ids[:1]
        line = {
            "name": self.env._("Deposit %(deposit)s, used by %(causes)s", deposit=self.name, causes=causes),
            "quantity": 1,
            "price_unit": part,
            "tax_ids": [(6, 0, item.tax_ids.ids)],
            "account_id": item.account_id.id,
        }
        note = moves.create(
            {
                "move_type": "out_refund",
                "company_id": self.company_id.id,
                "partner_id": self.partner_id.id,
                "currency_id": self.currency_id.id,
                "invoice_date": fields.Date.context_today(self),
                "invoice_payment_term_id": False,
                "reversed_entry_id": self.id,
                "ref": self.name,
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        note.action_post()
        note._call_book_aside(line["name"])
        self.call_deposit_left -= part

    def _call_book_aside(self, text):
        """Post an entry with each of the items the other way, which pays this invoice or credit note.

        VAT is not undone by it: it goes to the account of VAT paid in advance.

        :return: the entry
        """
        vat = self.company_id.call_top_up_vat_account_id
        lines = [
            (
                *(0, 0),
                {
                    "name": text,
                    "account_id": (vat if line.tax_line_id else line.account_id).id,
                    "partner_id": line.partner_id.id,
                    "currency_id": line.currency_id.id,
                    "amount_currency": -line.amount_currency,
                    "balance": -line.balance,
                },
            )
            for line in self.line_ids
        ]
        vals = {"move_type": "entry", "company_id": self.company_id.id, "date": self.date, "ref": text}
        entry = self.env["account.move"].with_context(self.env.context, call_deposit=True, call_apply_later=True)
        entry = entry.create(vals | {"line_ids": lines})
        entry.action_post()
        (self + entry).line_ids.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        return entry


class ResPartner(models.Model):
    """Accounts with deposits, in the company at work."""

    _inherit = "res.partner"

    def _call_deposits(self):
        """The accounts' invoices of top-ups with VAT that are not used up, the oldest first."""
        domain = [
            *(("commercial_partner_id", "in", self.ids), ("company_id", "=", self.env.company.id)),
            *(("call_deposit_left", ">", 0), ("state", "=", "posted")),
        ]
        return self.env["account.move"].sudo().search(domain, order="invoice_date, id")

    def _call_paid_in(self):
        """What the account has paid in and not used for invoices, in the company's currency."""
        return max(0, self._call_balance(self.env.company).receivable) / MICRO

    def _call_use_deposits(self, causes):
        """Let deposits be no more than what is there."""
        for account, deposits in self._call_deposits().grouped("commercial_partner_id").items():
            deposits.lock_for_update()
            gone = sum(deposits.mapped("call_deposit_left")) - account.with_env(self.env)._call_paid_in()
            for deposit in deposits:
                part = deposit.currency_id.round(min(deposit.call_deposit_left, gone))
                if part <= 0:
                    break
                deposit._call_credit_deposit(part, causes)
                gone -= part
