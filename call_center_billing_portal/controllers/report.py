"""Clients' reports: what their campaigns did, or what they used."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route
from odoo.tools import format_date, format_datetime

from odoo.addons.call_center_billing.deck.guard import guarded
from odoo.addons.call_center_billing.models.document.account_move_files import TYPES
from odoo.addons.call_center_billing.models.tariff.price_text import decimal_point
from odoo.addons.call_center_billing.report.annex_sheet import Sheet, csv_file, workbook

from ..report_chart import bars
from ..report_period import PERIODS, choose
from .page import PAGE, SEND, AccountPage

#: after so many seconds an open page asks anew what was used
SECONDS = 20
#: rows that a page shows; files have all
MOST_ROWS = 100
#: size of a chart, and of a bar with its name where names stand across
WIDTH, HEIGHT, ROW = 360, 120, 34


class ReportPages(AccountPage):
    """Sums are kept day by day, so a page reads no calls but those that came in since."""

    @route("/my/reports", call_role="calls", **PAGE)
    def call_reports(self, view="", period="", first="", last="", **kwargs):
        """One table with its chart, and the period beside the one before."""
        return self._report_page(*self._report_asked(view, period, first, last))

    @route("/my/reports/export", call_role="calls", **SEND)
    def call_reports_export(self, view="", period="", first="", last="", kind="", **kwargs):
        """The whole table as a file."""
        asked, chosen, mistake = self._report_asked(view, period, first, last)
        if mistake or kind not in ("csv", "xlsx"):
            return self._report_page(asked, chosen, mistake)
        report, account, company = self._report()
        table = report._make_table(asked, account, company, chosen)
        try:
            request.env["call.portal.export"]._take("report", len(table.rows))
        except UserError as error:
            return self._report_page(asked, chosen, error.args[0])
        columns, rows = report._file_columns(table), report._file_rows(table)
        if kind == "csv":
            content = csv_file(columns, rows, guarded, decimal_point(request.env))
        else:
            content = workbook([Sheet(table.title[:31], columns, rows, 6)])
        name = f"{table.title} {chosen.first} {chosen.last}.{kind}"
        headers = {"Content-Type": TYPES[kind], "Cache-Control": "no-store"}
        return request.make_response(content, [*headers.items(), ("Content-Disposition", content_disposition(name))])

    @route("/my/reports/live", call_role="calls", **PAGE)
    def call_reports_live(self, **kwargs):
        """Data used in the running month until now, for a page that stays open."""
        response = request.make_json_response(self._report_live())
        response.headers["Cache-Control"] = "no-store"
        return response

    # === WHAT IS ASKED FOR === #

    def _report(self):
        return request.env["call.report"].sudo(), self._account(), request.env.company.sudo()

    def _report_asked(self, view, key, first, last):
        """Whatever stands in the address: what is not offered is as if it were not said.

        :return: (view, period, what is wrong with the days, or "")
        """
        report, account, company = self._report()
        views = report._views(account, company)
        view = view if view in views else next(iter(views))
        today = datetime.now(ZoneInfo(account._call_timezone(company))).date()
        try:
            return view, choose(today, key if key in PERIODS else "month", first, last), ""
        except ValueError:
            mistake = request.env._("Choose a first day and a last day that is not before it, at most a year apart.")
            return view, choose(today, "month"), mistake

    def _report_page(self, view, period, mistake=""):
        report, account, company = self._report()
        table = report._make_table(view, account, company, period)
        has_comparison = view in ("campaigns", "days")
        compared = report._comparison(account, company, period) if has_comparison else []
        asked = {"first": str(period.first), "last": str(period.last)} if period.key == "own" else {}
        return self._page(
            "portal_my_reports",
            "call_reports",
            mistake=mistake,
            view=view,
            views=self._report_links(report._views(account, company), {"period": period.key, **asked}),
            period=period,
            periods=self._report_periods(),
            asked={"period": period.key, **asked},
            typed={name: (request.params.get(name) or asked.get(name) or "")[:10] for name in ("first", "last")},
            days=self._report_days(period.first, period.last),
            past_days=self._report_days(period.past_first, period.past_last),
            timezone=account._call_timezone(company),
            compared=[self._report_compared(report, *row) for row in compared],
            seconds=SECONDS,
            live=self._report_live() if view == "data" and period.key == "month" else None,
            **self._report_table(report, table),
        )

    def _report_links(self, views, asked):
        return [(view, name, f"/my/reports?{urlencode({'view': view, **asked})}") for view, name in views.items()]

    def _report_periods(self):
        return {
            "month": request.env._("This month"),
            "last": request.env._("Last month"),
            "quarter": request.env._("Last 3 months"),
            "year": request.env._("Last 12 months"),
            "own": request.env._("Days of your own"),
        }

    def _report_days(self, first, last):
        texts = [format_date(request.env, day) for day in (first, last)]
        return " – ".join(dict.fromkeys(texts))

    # === HOW IT IS SHOWN === #

    def _report_compared(self, report, label, kind, now, past):
        texts = (report._cell_text(kind, now), report._cell_text(kind, past))
        return (label, *texts, report._change_text(kind, now, past))

    def _report_table(self, report, table):
        kinds = [col.kind for col in table.cols]

        def texts(row):
            return [report._cell_text(kind, value) for kind, value in zip(kinds, row, strict=True)]

        is_empty = table.total is not None and not any(table.total[1:])
        shown = [] if is_empty else table.rows[:MOST_ROWS]
        return {
            "table": table,
            "cols": [(col.label, col.kind in ("text", "used")) for col in table.cols],
            "rows": [texts(row) for row in shown],
            "row_count": len(table.rows),
            "total": texts(table.total) if table.total and table.rows else None,
            **self._report_chart(table.chart),
        }

    def _report_chart(self, chart):
        if not chart or not any(value for _label, value, _part in chart.figures):
            return {"chart": None, "chart_bars": [], "chart_size": (0, 0)}
        if chart.across:
            size = (WIDTH, ROW * len(chart.figures))
            found = bars(chart.figures, width=size[1], height=WIDTH)
        else:
            size = (WIDTH, HEIGHT)
            found = bars(chart.figures, width=WIDTH, height=HEIGHT, room=8)
        return {"chart": chart, "chart_bars": found, "chart_size": size}

    def _report_live(self):
        """Texts: how much, in how many sessions, as of when."""
        report, account, company = self._report()
        zone = account._call_timezone(company)
        now = datetime.now(ZoneInfo(zone))
        table = report._make_table("data", account, company, choose(now.date(), "month"))
        _label, sessions, octets, *_more = table.total
        at = format_datetime(request.env, now.astimezone(ZoneInfo("UTC")).replace(tzinfo=None), tz=zone)
        return {
            "used": report._cell_text("data", octets),
            "sessions": report._cell_text("count", sessions),
            "at": at,
        }
