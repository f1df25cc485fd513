"""Unapplied money of an account pays what is open, oldest first."""

from odoo import models


class ResPartner(models.Model):
    """What people would do in the screen for reconciliation."""

    _inherit = "res.partner"

    def _call_accounts(self):
        """Those of these accounts that calls are billed to: with numbers, or with statements."""
        self = self.exists().sudo()
        numbered = self.filtered("call_number_ids")
        rest = [("partner_id", "in", (self - numbered).ids)]
        groups = self.env["call.statement"].sudo()._read_group(rest, ["partner_id"]) if self - numbered else ()
        return numbered | self.browse(partner.id for (partner,) in groups)

    def _call_open_items(self):
        """The accounts' open journal items in the company at work: invoices to pay, and what may pay them."""
        return (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    *(("company_id", "=", self.env.company.id), ("parent_state", "=", "posted")),
                    *(("account_id.account_type", "=", "asset_receivable"), ("reconciled", "=", False)),
                    ("partner_id.commercial_partner_id", "in", self.ids),
                ],
                order="date, id",
            )
        )

    def _call_with_money(self):
        """Those of these that have unapplied money in the company at work."""
        items = self.env["account.move.line"].sudo()
        groups = items._read_group(
            [
                *(("company_id", "=", self.env.company.id), ("parent_state", "=", "posted")),
                *(("account_id.account_type", "=", "asset_receivable"), ("reconciled", "=", False)),
                *(("partner_id.commercial_partner_id", "in", self.ids), ("amount_residual", "<", 0)),
            ],
            ["partner_id"],
        )
        return self & self.browse(partner.commercial_partner_id.id for (partner,) in groups)

    def _call_apply_money(self, first=None):
        """Use the accounts' money in the company at work: payments and credit notes pay invoices.

        Invoices that are wholly disputed are left alone, unless the customer named them.

        :param account.move first: invoices that the customer named, paid before all others
        """
        company = self.env.company
        if not (company.call_apply_money and company._call_collects()):
            return
        for account in self.commercial_partner_id._call_accounts():
            items = account._call_open_items()
            money = items.filtered(lambda item: item.amount_residual < 0 and item._call_is_money())
            bills = items.filtered(lambda item: item.amount_residual > 0 and item.move_id.move_type == "out_invoice")
            account._call_pay(bills._call_in_order(first or self.env["account.move"]), money)
            bills.filtered("matched_credit_ids")._call_forgive()

    def _call_pay(self, bills, money):
        """Reconcile one with the other, in their order, where account and currency are the same."""
        for bill in bills:
            for credit in money:
                if bill.reconciled:
                    break
                same = credit.account_id == bill.account_id and credit.currency_id == bill.currency_id
                if same and not credit.reconciled:
                    (bill + credit).reconcile()
