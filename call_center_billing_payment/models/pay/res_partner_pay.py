"""What an account has to pay, as its page shows it."""

from odoo import fields, models


class ResPartner(models.Model):
    """Read with all rights, for one account only: whoever shows it has checked whose it is."""

    _inherit = "res.partner"

    def _call_open_invoices(self):
        """The account's invoices with something left to pay, in all companies, those due first first."""
        self.ensure_one()
        return (
            self.env["account.move"]
            .sudo()
            .search(
                [
                    *(("commercial_partner_id", "=", self.commercial_partner_id.id), ("state", "=", "posted")),
                    *(("move_type", "=", "out_invoice"), ("amount_residual", ">", 0)),
                ],
                order="invoice_date_due, id",
            )
        )

    def _call_pay_groups(self):
        """What can be paid together: a company and a currency each.

        :return: [{"key", "company", "currency", "rows", "total", "overdue"}]; `total` is what can be paid now,
            rows as `account.move._prepare_call_pay_row` has them
        """
        invoices = self._call_open_invoices()
        under_way = invoices._call_under_way()
        groups = []
        for (company, currency), moves in invoices.grouped(lambda move: (move.company_id, move.currency_id)).items():
            rows = [move._prepare_call_pay_row(under_way.get(move)) for move in moves]
            free = [row for row in rows if row["payable"]]
            late = [row["payable"] for row in free if row["overdue"]]
            groups.append(
                {
                    "key": f"{company.id}-{currency.id}",
                    "company": company,
                    "currency": currency,
                    "rows": rows,
                    "total": currency.round(sum(row["payable"] for row in free)),
                    "overdue": currency.round(sum(late)),
                }
            )
        return groups

    def _call_oldest_first(self, group, amount):
        """Which invoices of a group a sum pays: {account.move: share}, those due first first.

        :param dict group: of `_call_pay_groups`
        """
        shares = {}
        for row in group["rows"]:
            share = group["currency"].round(min(row["payable"], amount))
            if share > 0:
                shares[row["invoice"]] = share
                amount = group["currency"].round(amount - share)
        return shares


class AccountMove(models.Model):
    """A line of the page."""

    _inherit = "account.move"

    def _prepare_call_pay_row(self, under_way):
        """One invoice on the page of what is open.

        :param dict under_way: what keeps it from being paid again, of `_call_under_way`; None if nothing does
        :return: {"invoice", "overdue", "days", "residual", "disputed", "payable", "under_way", "parts", "planned",
            "asked"}: `payable` is 0 while a payment is under way or all is disputed, `parts` those of a running plan
            that are left: [(part, number, sum)]; `planned` is how many it has in all. An invoice whose plan is kept is
            not overdue.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        payable = 0.0 if under_way else self._call_reminder_amount()
        parts = self.call_plan_ids._call_open_parts() if payable else []
        return {
            "invoice": self,
            "overdue": bool(
                self.invoice_date_due and self.invoice_date_due < today and self._call_pause(today) != "plan"
            ),
            "days": (today - self.invoice_date_due).days if self.invoice_date_due else 0,
            "residual": self.amount_residual,
            "disputed": min(self._call_disputed(), self.amount_residual),
            "payable": payable,
            "under_way": under_way,
            "parts": [(part, number, min(left, payable)) for part, number, left in parts],
            "planned": len(self.call_plan_ids.filtered(lambda plan: plan.state == "running").part_ids),
            "asked": self.call_plan_ids.filtered(lambda plan: plan.state == "draft")[:1],
        }

    def _call_share(self, row, part_ids):
        """What of a row is paid by these parts of its plan; they are paid in their order.

        :param set part_ids: ids of `call.instalment.part`, some of them maybe of other invoices
        """
        share = sum(left for part, _number, left in row["parts"] if part.id in part_ids)
        return self.currency_id.round(min(share, row["payable"]))
