"""A customer's statement of account."""

import base64
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.document.account_book import AccountBook
from ..models.tariff.price_text import decimal_point
from ..money import MICRO, decimals_of, format_micro
from ..report.annex_layout import Column
from ..report.annex_sheet import Sheet, workbook
from ..talk_time import format_talk_time


class CallAccountStatement(models.TransientModel):
    """Which account, which days? The statement is worked out anew from the books whenever it is printed."""

    _name = "call.account.statement"
    _description = "Statement of Account"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, domain="[('parent_id', '=', False)]", ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(months=1, day=1),
    )
    date_to = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.context_today(self) - relativedelta(day=1, days=1),
        help="The last day of the statement.",
    )
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        if any(statement.date_to < statement.date_from for statement in self):
            raise ValidationError(self.env._("A statement cannot end before it begins."))

    @api.depends("partner_id", "date_from", "date_to")
    def _compute_display_name(self):
        for statement in self:
            name = statement.partner_id.commercial_partner_id.name
            statement.display_name = f"{name} {statement.date_from} – {statement.date_to}"

    def _books(self):
        """The account's books in the period, see `AccountBook`."""
        self.ensure_one()
        account = self.partner_id.commercial_partner_id
        return AccountBook(account, self.company_id, self.date_from, self.date_to).books()

    def _micro_text(self, amount, days):
        """An amount with as many decimals as any of these days needs."""
        decimals = max(2, *(decimals_of(found) for day in days for found in (day.amount, day.waiting)))
        return format_micro(amount, decimals, decimal_point(self.env))

    def _time_text(self, seconds):
        return format_talk_time(seconds)

    def action_print(self):
        """The statement as PDF."""
        return self.env.ref("call_center_billing.call_account_statement_report").report_action(self)

    def action_workbook(self):
        """The statement as a workbook: a sheet of entries and one of days for each currency."""
        self.ensure_one()
        statement = self.with_context(lang=self.partner_id.lang)
        sheets = [sheet for book in statement._books() for sheet in statement._sheets(book)]
        self.write({"file": base64.b64encode(workbook(sheets)), "file_name": f"{self.display_name}.xlsx"})
        url = f"/web/content?model={self._name}&id={self.id}&field=file&filename_field=file_name&download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def action_ledger(self):
        """The ledger alone, with due dates: the statement of open items by `partner_statement`."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("partner_statement.outstanding_statement_wizard_action")
        ids = self.partner_id.commercial_partner_id.ids
        return action | {"context": {"active_ids": ids, "active_id": ids[0], "active_model": "res.partner"}}

    def _sheets(self, book):
        name = book.currency.name
        places = book.currency.decimal_places
        entries = Sheet(self.env._("Account %s", name), self._entry_columns(), self._entry_rows(book, places), places)
        days = Sheet(self.env._("Calls %s", name), self._day_columns(), self._day_rows(book), 2)
        return entries, days

    def _entry_columns(self):
        return [
            Column(self.env._("Date"), 12),
            Column(self.env._("Document"), 20),
            Column(self.env._("Text"), 50),
            Column(self.env._("Amount"), 14),
            Column(self.env._("Balance"), 14),
        ]

    def _entry_rows(self, book, places):
        def money(amount):
            return round(Decimal(amount), places)

        yield (str(self.date_from), "", self.env._("Opening balance"), None, money(book.opening))
        for entry in book.entries:
            yield (str(entry.day), entry.name, entry.text, money(entry.amount), money(entry.balance))
        yield (str(self.date_to), "", self.env._("Closing balance"), None, money(book.closing))
        for fee in book.fees:
            yield (str(fee.day), fee.name, self.env._("Of that without tax: %s", fee.text), money(fee.amount), None)

    def _day_columns(self):
        return [
            Column(self.env._("Day"), 14),
            Column(self.env._("Calls"), 14),
            Column(self.env._("Talk time"), 14),
            Column(self.env._("Amount without tax"), 18),
            Column(self.env._("Not invoiced yet"), 16),
        ]

    def _day_rows(self, book):
        for day in book.days:
            amounts = (Decimal(amount) / MICRO for amount in (day.amount, day.waiting))
            yield (str(day.day), day.calls, format_talk_time(day.seconds), *amounts)
