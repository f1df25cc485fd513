"""The statement of account for days that the customer chooses."""

import base64
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from odoo.addons.call_center_billing.models.document.account_book import AccountBook

from .page import PAGE, AccountPage

REPORT = "call_center_billing.call_account_statement_report"
#: the days of a statement: it tells the calls of each
MOST_DAYS = 366


class StatementOfAccount(AccountPage):
    """Read from the books whenever it is asked for."""

    @route("/my/statements/account", call_role="bills", **PAGE)
    def portal_my_account_statement(self, **kwargs):
        """Opening balance, entries, closing balance; the calls are in the files."""
        return self._book_page(kwargs)

    @route("/my/statements/account/<string:kind>", call_role="bills", **PAGE)
    def portal_my_account_statement_file(self, kind, **kwargs):
        """The same with the calls of each day, as PDF or workbook."""
        try:
            first, last = self._book_days(kwargs)
            if kind not in ("pdf", "xlsx"):
                raise UserError(request.env._("A statement of account is to be had as PDF or XLSX."))
            request.env["call.portal.export"]._take("statement")
        except UserError as error:
            return self._book_page(kwargs, problem=str(error.args[0]))
        statement_sudo = (
            request.env["call.account.statement"]
            .sudo()
            .create(
                {
                    "partner_id": self._account().id,
                    "company_id": request.env.company.id,
                    "date_from": first,
                    "date_to": last,
                }
            )
        )
        return self._book_file(statement_sudo, kind)

    def _book_file(self, statement_sudo, kind):
        if kind == "pdf":
            report_sudo = request.env["ir.actions.report"].sudo()
            content, mimetype = report_sudo._render_qweb_pdf(REPORT, statement_sudo.ids)[0], "application/pdf"
        else:
            statement_sudo.action_workbook()
            content = base64.b64decode(statement_sudo.file)
            mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        name = f"{statement_sudo.display_name}.{kind}".replace("/", "_")
        headers = [("Content-Type", mimetype), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)

    def _book_page(self, kwargs, problem=""):
        today = fields.Date.context_today(request.env.user)
        try:
            days = self._book_days(kwargs)
        except UserError as error:
            days, problem = None, str(error.args[0])
        company = request.env.company.sudo()
        books = AccountBook(self._account(), company, *days, with_calls=False).books() if days else []
        return self._page(
            "portal_account_book",
            "call_account_book",
            status=422 if problem else 200,
            problem=problem,
            books=books,
            days=days,
            typed={name: (kwargs.get(name) or "")[:20] for name in ("from", "to")}
            if problem
            else self._book_typed(days),
            presets=self._book_presets(today),
        )

    @staticmethod
    def _book_typed(days):
        return {"from": days[0].isoformat(), "to": days[1].isoformat()}

    @staticmethod
    def _book_presets(today):
        """[(text, first day, last day)]"""
        month, year = today.replace(day=1), today.replace(month=1, day=1)
        before = relativedelta(days=1)
        return [
            (request.env._("This month"), month, today),
            (request.env._("Last month"), month - relativedelta(months=1), month - before),
            (request.env._("This year"), year, today),
            (request.env._("Last year"), year - relativedelta(years=1), year - before),
        ]

    def _book_days(self, kwargs):
        """First and last day, as they were typed; without any, last month and this one.

        :raise UserError: they are no days, in the wrong order, or too many
        """
        today = fields.Date.context_today(request.env.user)
        first = self._book_day(kwargs.get("from"), today.replace(day=1) - relativedelta(months=1))
        last = self._book_day(kwargs.get("to"), max(today, first))
        if last < first:
            raise UserError(request.env._("The last day is before the first one. Exchange them."))
        if (last - first).days >= MOST_DAYS:
            raise UserError(
                request.env._("A statement is of %(days)s days at most. Choose a shorter period.", days=MOST_DAYS)
            )
        return first, last

    @staticmethod
    def _book_day(text, usual):
        if not text:
            return usual
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if not day or not 1990 <= day.year <= 2200:
            raise UserError(request.env._("Write days like 2026-11-22: year, month, day."))
        return day
