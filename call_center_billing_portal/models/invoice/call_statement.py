"""Statements on the portal: what was used in a period, and how far it is billed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.call_center_billing.models.tariff.call_rate_unit import COUNTED, MEASURES

from .account_move import MOST_LINES

#: an account's clock may have been changed since its calls were placed
SLACK = timedelta(days=1)


class CallStatement(models.Model):
    """Read with all rights, by whoever has checked whose they are."""

    _inherit = "call.statement"

    def _prepare_portal_statements(self):
        """What is told of these periods.

        :return: [{"statement", "period", "state", "running", "amount", "used", "invoices": account.move}]
        """
        used = self._portal_used()
        return [statement._prepare_portal_statement(used.get(statement.id, {})) for statement in self]

    def _prepare_portal_statement(self, used):
        today = self._local_day(fields.Datetime.now())
        calls = self.env["call.record"]
        return {
            "statement": self,
            "period": self._portal_period_text(),
            "running": self.state == "open" and self.date_to > today,
            "state": self._portal_state(today),
            "amount": calls._format_price(self.amount, self.currency_id),
            "used": calls._used_sums_text(used) if used else "",
            "invoices": self._live_orders().invoice_ids.filtered(lambda move: move.state == "posted"),
        }

    def _portal_used(self):
        """{id of a statement: {service: seconds, octets or texts}}"""
        groups = self.env["call.statement.line"]._read_group(
            [("statement_id", "in", self.ids), ("charge_id", "=", False)],
            ["statement_id", "unit"],
            ["talk_seconds:sum", "quantity:sum"],
        )
        found = {}
        for statement, unit, seconds, quantity in groups:
            service, sums = MEASURES[unit].service, found.setdefault(statement.id, {})
            sums[service] = sums.get(service, 0) + ((quantity if service in COUNTED else seconds) or 0)
        return found

    def _portal_period_text(self):
        last = self.date_to - timedelta(days=1)
        text = f"{format_date(self.env, self.date_from)} – {format_date(self.env, last)}"
        # 2 and more: what was used after the bill before, in the same period
        return f"{text} ({self.sequence})" if self.sequence > 1 else text

    def _portal_state(self, today):
        if self.state == "invoiced":
            return self.env._("Billed")
        if self.state == "open" and self.date_to > today:
            return self.env._("Running")
        return self.env._("Will be billed soon")

    def _prepare_portal_lines(self):
        """What the period charges, the dearest first.

        :return: [{"line", "title", "calls", "used", "amount"}], sums as texts; no more than `MOST_LINES`
        """
        self.ensure_one()
        lines = self.env["call.statement.line"].search(
            [("statement_id", "=", self.id), "|", ("call_count", ">", 0), ("charge_id", "!=", False)],
            order="amount desc, id",
            limit=MOST_LINES,
        )
        return [
            {
                "line": line,
                "title": line._portal_title(),
                "calls": line.call_count,
                "used": line.used,
                "amount": self.env["call.record"]._format_price(line.amount, self.currency_id),
            }
            for line in lines
        ]

    def _portal_bounds(self):
        """Moments (UTC, naive) between which all calls of these statements began."""
        zone = ZoneInfo(self[0].partner_id._call_timezone(self[0].company_id))
        days = min(self.mapped("date_from")), max(self.mapped("date_to"))
        first, before = (datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None) for day in days)
        first -= SLACK
        # calls that came in when their own period was billed are on a later one
        late = [("statement_id", "in", self.ids), ("started_at", "<", first)]
        oldest = self.env["call.record"].sudo().search(late, order="started_at, id", limit=1)
        return oldest.started_at or first, before + SLACK


class CallStatementLine(models.Model):
    """The calls behind lines, newest first."""

    _inherit = "call.statement.line"

    def _portal_title(self):
        """What the line is for: day, sub-account, campaign, article, price."""
        *parts, band = self._title_parts()
        product = "" if self._is_charge() else self.product_id.name
        return ", ".join(part for part in (*parts, product, band) if part)

    def _portal_calls_domain(self):
        """The calls of these lines.

        Calls are kept by account and time. Told both, the database finds the newest ones of a period without reading
        all others of the account.
        """
        if not self:
            return Domain.FALSE
        first, before = self.statement_id._portal_bounds()
        return Domain(self._calls_domain()) & Domain(
            [
                ("partner_id", "in", self.statement_id.partner_id.ids),
                ("started_at", ">=", first),
                ("started_at", "<", before),
            ]
        )
