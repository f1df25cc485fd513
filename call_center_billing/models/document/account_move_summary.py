"""The first page of an invoice: what it is for, in words and sums that people understand."""

from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...talk_time import format_talk_time
from ..tariff.call_destination import DESTINATION_CLASSES
from ..tariff.call_rate_unit import COUNTED, MEASURES

TEMPLATE = "call_center_billing.report_invoice_document"


class SummaryRow(NamedTuple):
    """A service and class of destinations, or whatever else is charged.

    :ivar calls: how many; 0 for what is no call
    :ivar amount: without tax, in the invoice's currency; :ivar before: the same on the customer's previous invoice
    """

    label: str
    calls: int
    used: str
    amount: float
    before: float

    @property
    def change(self):
        return self.amount - self.before


class DestinationRow(NamedTuple):
    """Texts of a line of the table of destinations."""

    name: str
    calls: int | str
    time: str
    amount: str
    total: bool = False


class AccountMove(models.Model):
    """All amounts are sums of the invoice's own lines, so the summary ties to the invoice."""

    _inherit = "account.move"

    def _get_name_invoice_report(self):
        """Override of `account`: invoices of calls have a page of their own, unless the country has one."""
        name = super()._get_name_invoice_report()
        return TEMPLATE if name == "account.report_invoice_document" and self._has_call_summary() else name

    def _has_call_summary(self):
        self.ensure_one()
        return self.move_type == "out_invoice" and bool(self._call_statement_lines())

    def _call_invoice_lines(self):
        """The lines that charge calls; other charges of the same statements are none of them."""
        lines = self.sudo().invoice_line_ids
        return lines.filtered(
            lambda line: any(not found._is_charge() for found in line.sale_line_ids.call_statement_line_id)
        )

    def _call_detail(self):
        """How much of the invoice is printed: `summary`, `destination` or `calls`."""
        return self.sudo().commercial_partner_id._call_invoice_detail(self.company_id)

    def _call_previous_invoice(self):
        """The account's invoice of calls before this one; none if this is the first."""
        self.ensure_one()
        day = self.invoice_date or self.date
        earlier = Domain("invoice_date", "<", day) | (
            Domain("invoice_date", "=", day) & Domain("id", "<", self.id or 0)
        )
        domain = earlier & Domain(
            [
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("currency_id", "=", self.currency_id.id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("invoice_line_ids.sale_line_ids.call_statement_line_id", "!=", False),
            ]
        )
        return self.sudo().search(domain, order="invoice_date desc, id desc", limit=1)

    def _call_summary(self):
        """What the first page says.

        :return: {period, calls, used, only_calls, rows: [SummaryRow], previous: account.move, previous_period}
        """
        self.ensure_one()
        move, previous = self.sudo(), self._call_previous_invoice()
        now, before = move._call_summary_sums(), previous._call_summary_sums() if previous else {}
        rows = [
            move._call_summary_row(key, now.get(key), before.get(key)) for key in [*now, *(before.keys() - now.keys())]
        ]
        lines = move._call_statement_lines()
        services = {MEASURES[line.unit or "minute"].service for line in lines if not line._is_charge()}
        return {
            "period": move._call_period_text(),
            "calls": sum(lines.mapped("call_count")),
            "used": move._call_used_text(lines),
            "only_calls": services <= {"voice"},
            "rows": [row for row in rows if row.calls or row.amount or row.before],
            "previous": previous,
            "previous_period": previous._call_period_text() if previous else "",
        }

    def _call_summary_sums(self):
        """{(service, class, label): (amount, statement lines)}; what is no call has neither service nor class."""
        sums = {}
        charged = self.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        for line in charged.sorted(lambda line: (line.sequence, line.id)):
            found = line.sale_line_ids.call_statement_line_id
            key = ("", "", line.product_id.name or (line.name or "").split("\n")[0])
            if found and not found[0]._is_charge():
                key = (MEASURES[found[0].unit].service, found[0].destination_class, "")
            amount, lines = sums.get(key, (0.0, found.browse()))
            sums[key] = self.currency_id.round(amount + line.price_subtotal), lines | found
        classes = [name for name, _label in DESTINATION_CLASSES]
        rank = {"voice": 0, "message": 1, "data": 2, "agent": 3, "": 4}
        order = sorted(sums, key=lambda key: (rank[key[0]], classes.index(key[1]) if key[1] else 0))
        return {key: sums[key] for key in order}

    def _call_summary_row(self, key, now, before):
        service, destination_class, text = key
        none = (0.0, self.env["call.statement.line"])
        amount, lines = now or none
        if service == "voice":
            text = self._call_label("call.statement.line", "destination_class", destination_class)
        elif service:
            text = self._call_label("call.record", "service", service)
        return SummaryRow(
            label=text,
            calls=sum(lines.mapped("call_count")),
            used=self._call_used_text(lines),
            amount=amount,
            before=(before or none)[0],
        )

    def _call_label(self, model, name, value):
        return dict(self.env[model]._fields[name]._description_selection(self.env))[value]

    def _call_used_text(self, lines):
        """How much was used on these statement lines, service by service."""
        sums = {}
        for line in lines.filtered(lambda line: not line._is_charge()):
            service = MEASURES[line.unit or "minute"].service
            sums[service] = sums.get(service, 0) + (line.quantity if service in COUNTED else line.talk_seconds)
        return self.env["call.record"]._used_sums_text(sums) if sums else ""

    def _call_destinations(self):
        """What was called: a `DestinationRow` for each destination, the dearest first, then the sums."""
        calls = self.env["call.record"].sudo()
        calls.flush_model()
        query = calls._search(self._call_statement_lines()._calls_domain())
        query.groupby = destination = SQL.identifier(query.table, "destination_id")
        # as numeric, sums would come back as floats
        sums = SQL("COUNT(*), COALESCE(SUM(talk_seconds), 0)::bigint, COALESCE(SUM(amount), 0)::bigint")
        found = self.env.execute_query(query.select(destination, sums))
        places = {place.id: place for place in self.env["call.destination"].sudo().browse(row[0] for row in found)}
        rows, other = {}, self.env._("Other")
        for key, *counts in found:
            # lines called in confidence, and what goes nowhere, have one name
            name = other if not key or places[key].hidden_on_bills else places[key].name
            rows[name] = [sum(pair) for pair in zip(rows.get(name, (0, 0, 0)), counts, strict=True)]
        found = sorted(rows.items(), key=lambda row: -row[1][2])
        whole = [sum(column) for column in zip(*rows.values(), strict=True)] or [0, 0, 0]
        self = self.with_context(call_decimals=self._billed_decimals())
        rows = [self._call_destination_row(name, *counts) for name, counts in found]
        rows.append(self._call_destination_row(self.env._("All calls"), *whole)._replace(total=True))
        rows += [self._call_destination_row(name, 0, 0, amount) for name, amount in self._call_residual_lines(whole[2])]
        return rows

    def _call_destination_row(self, name, calls, seconds, amount):
        time = format_talk_time(seconds) if calls else ""
        return DestinationRow(name, calls or "", time, self._annex_amount(amount))
