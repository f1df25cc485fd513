"""Invoices on the portal."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.call_center_billing.models.dispute.call_dispute import OPEN

#: lines that a page shows
MOST_LINES = 200


class AccountMove(models.Model):
    """What customers read of an invoice: where it stands, in words, and what it charges."""

    _inherit = "account.move"

    def _get_portal_calls_domain(self):
        """The calls that the invoice charges."""
        self.ensure_one()
        return Domain(self._call_statement_lines()._calls_domain())

    @api.model
    def _get_portal_invoices_domain(self, account):
        """The invoices and credit notes that an account may see, as Odoo's own rule has it."""
        return Domain(
            [
                ("commercial_partner_id", "=", account.id),
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "posted"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ]
        )

    @api.model
    def _get_portal_filters(self):
        """What customers choose from their invoices by: {key: (text, domain)}."""
        owed = Domain([("move_type", "=", "out_invoice"), ("amount_residual", ">", 0)])
        today = fields.Date.context_today(self)
        return {
            "all": (self.env._("All"), Domain.TRUE),
            "open": (self.env._("To pay"), owed),
            "overdue": (self.env._("Overdue"), owed & Domain("invoice_date_due", "<", today)),
            "answer": (
                self.env._("Your answer"),
                Domain([("call_answer", "=", "asked"), ("call_answer_until", ">=", today)]),
            ),
        }

    def _prepare_portal_invoices(self):
        """These as lines of the list, with all rights: [`_prepare_portal_invoice`]."""
        under_way = self._call_under_way()
        return [move._prepare_portal_invoice(under_way.get(move)) for move in self]

    def _prepare_portal_invoice(self, under_way):
        """What is told of one invoice.

        :param dict under_way: of `_call_under_way`, a payment that is being made; None if none is
        :return: what `_prepare_call_pay_row` has, and {"url", "period", "calls", "state", "tone", "notes", "open"};
            `tone` is a colour of Bootstrap's, `open` below 0 on credit notes
        """
        self.ensure_one()
        row = self._prepare_call_pay_row(under_way)
        state, tone = self._portal_state(row)
        return row | {
            "url": f"/my/invoices/{self.id}",
            "period": self._call_period_text(),
            "calls": self.call_count,
            "state": state,
            "tone": tone,
            "notes": self._portal_notes(row),
            "open": -self.amount_residual if self.move_type == "out_refund" else self.amount_residual,
        }

    def _portal_state(self, row):
        """(text, tone)"""
        paid = self.currency_id.is_zero(self.amount_residual)
        if self.move_type == "out_refund":
            return (self.env._("Used"), "success") if paid else (self.env._("To your credit"), "info")
        if self.payment_state == "reversed":
            return self.env._("Cancelled by a credit note"), "secondary"
        if paid:
            return self.env._("Paid"), "success"
        if row["under_way"]:
            return self.env._("Payment on its way"), "info"
        if row["disputed"] and not row["payable"]:
            return self.env._("Disputed"), "info"
        if row["overdue"]:
            return self._portal_late_text(row["days"]), "danger"
        if row["planned"]:
            return self.env._("In instalments"), "info"
        if self.payment_state == "partial":
            return self.env._("Partly paid"), "warning"
        return self.env._("To pay"), "warning"

    def _portal_late_text(self, days):
        return self.env._("1 day overdue") if days == 1 else self.env._("%(days)s days overdue", days=days)

    def _portal_notes(self, row):
        """What is to be known beside the state, each a sentence."""
        notes = [row["under_way"]["text"]] if row["under_way"] else []
        if row["disputed"]:
            amount = self.currency_id.format(row["disputed"])
            notes.append(self.env._("Of it %(amount)s are disputed, and not asked for now.", amount=amount))
        if self.sudo().call_dispute_ids.filtered(lambda dispute: dispute.state in OPEN):
            notes.append(self.env._("We are looking into what you have questioned."))
        if self._call_answer_situation() == "open":
            day = format_date(self.env, self.call_answer_until)
            notes.append(self.env._("Please accept or question it by %(day)s.", day=day))
        return notes

    def _prepare_portal_lines(self):
        """What the invoice charges, line by line.

        :return: [{"line": account.move.line, "title", "detail", "calls"}]; `calls` is how many calls are behind it. No
            more than `MOST_LINES`: where each call is billed by itself, they are thousands.
        """
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        rows = []
        for line in lines.sorted(lambda line: (line.sequence, line.id))[:MOST_LINES]:
            title, *more = (line.name or line.product_id.name or "").split("\n")
            behind = line.sale_line_ids.call_statement_line_id
            rows.append(
                {
                    "line": line,
                    "title": title,
                    "detail": " ".join(more),
                    "calls": sum(behind.mapped("call_count")),
                }
            )
        return rows
