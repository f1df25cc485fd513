"""The list of calls that is printed behind an invoice."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import groupby

from ...money import MICRO, decimals_of, format_micro
from ...report import annex
from ..tariff.price_text import decimal_point

#: behind the start of a call that came in when its own month had been billed
LATE = " *"


class AccountMove(models.Model):
    """What the annex says, in the customer's language and time zone."""

    _inherit = "account.move"

    def _has_call_annex(self):
        """Whether the calls are printed: the company wants it, and there are any."""
        self.ensure_one()
        return self.move_type == "out_invoice" and self.company_id.call_annex and bool(self._call_statement_lines())

    def _call_annex_pdf(self):
        """The annex as PDF.

        :rtype: bytes
        """
        self.ensure_one()
        move = self.sudo().with_context(lang=self.partner_id.lang)
        return annex.render(move._prepare_call_annex())

    def _prepare_call_annex(self):
        calls = self.env["call.record"].search(
            self._call_statement_lines()._calls_domain(), order="a_number, started_at, id"
        )
        # all prices with as many decimals as the longest, so that they stand in line
        self = self.with_context(call_decimals=max((decimals_of(call.amount) for call in calls), default=2))
        customer = self.commercial_partner_id
        zone = ZoneInfo(customer._call_timezone(self.company_id))
        statements = calls.statement_id
        period = ", ".join(f"{statement.date_from:%Y-%m}" for statement in statements.sorted("date_from"))
        groups = [
            self._prepare_annex_group(name, group, zone)
            for name, group in groupby(calls, lambda call: call._payer()[1])
        ]
        return annex.Annex(
            title=self.env._("Calls of invoice %(name)s", name=self.name or ""),
            facts=[
                (self.env._("Customer"), customer.name or ""),
                (self.env._("Period"), period),
                (self.env._("Prices"), self.env._("in %(currency)s without tax", currency=self.currency_id.name)),
                (self.env._("Sum"), self._annex_reconciliation(calls)),
                *self._annex_late(calls),
            ],
            columns=self._annex_columns(calls),
            groups=groups,
            total=self._annex_sum(self.env._("All calls: %(calls)s", calls=len(calls)), calls),
            page_label=self.env._("Page {page} / {pages}"),
        )

    def _annex_columns(self, calls):
        only_calls = all(call._is_voice() for call in calls)
        used = self.env._("Talk time") if only_calls else self.env._("Used")
        return [
            annex.Column(self.env._("Date and time"), 19),
            annex.Column(self.env._("Called number"), 20),
            annex.Column(self.env._("Destination"), 24 if only_calls else 17),
            annex.Column(self.env._("Campaign"), 18),
            annex.Column(used, 9 if only_calls else 16, right=True),
            annex.Column(self.env._("Price"), 10, right=True),
        ]

    def _prepare_annex_group(self, name, calls, zone):
        label = calls[0].number_id.label
        digits = self.company_id.call_mask_digits
        rows = [
            annex.AnnexRow(
                (
                    self._annex_start(call, zone),
                    call._masked_b_number(digits),
                    call.destination_id.name or "",
                    call.campaign_id.name or "",
                    call._used_text(brief=True),
                    self._annex_amount(call.amount),
                )
            )
            for call in calls
        ]
        return annex.AnnexGroup(
            heading=self.env._("From %(number)s", number=f"{name} {label or ''}".strip()),
            rows=rows,
            subtotal=self._annex_sum(self.env._("Calls: %(calls)s", calls=len(calls)), calls),
        )

    def _annex_start(self, call, zone):
        """When the call began, with a mark if it came late."""
        start = call.started_at.replace(tzinfo=UTC).astimezone(zone)
        return f"{start:%Y-%m-%d %H:%M:%S}{LATE if call.late else ''}"

    def _annex_sum(self, label, calls):
        used = self.env["call.record"].concat(*calls)._used_text(brief=True)
        return (label, "", "", "", used, self._annex_amount(sum(call.amount for call in calls)))

    def _annex_amount(self, amount):
        point = decimal_point(self.env)
        return format_micro(amount, max(2, self.env.context.get("call_decimals", 2)), point)

    def _annex_late(self, calls):
        """What the mark of late calls means; nothing if there are none."""
        count = len(calls.filtered("late"))
        if not count:
            return []
        text = self.env._(
            "*, calls of earlier months, which were not known when those were billed: %(calls)s", calls=count
        )
        return [(self.env._("Marked"), text)]

    def _annex_reconciliation(self, calls):
        """The sum of the calls beside what the invoice charges for them, lines rounded to the currency."""
        lines = self.invoice_line_ids.filtered(lambda line: line.sale_line_ids.call_statement_line_id)
        return self.env._(
            "%(calls)s; on the invoice %(invoiced)s, each of its lines being rounded",
            calls=self._annex_amount(sum(call.amount for call in calls)),
            invoiced=self._annex_amount(round(sum(lines.mapped("price_subtotal")) * MICRO)),
        )
