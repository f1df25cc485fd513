"""The list of calls that is printed behind an invoice."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import format_date, groupby

from ...money import MICRO, format_micro
from ...report import annex
from ..tariff.price_text import decimal_point
from .call_sums import Sums

#: behind the start of a call that came in when its own month had been billed
LATE = " *"


class AccountMove(models.Model):
    """What the list says, in the customer's language and time zone."""

    _inherit = "account.move"

    def _has_call_annex(self):
        """Whether the calls are printed behind the invoice: the customer wants it so, and there are any."""
        self.ensure_one()
        return self._call_annex_kind() == "pdf"

    def _call_annex_pdf(self):
        """The annex as PDF.

        :rtype: bytes
        """
        self.ensure_one()
        move = self.sudo().with_context(lang=self.partner_id.lang)
        return annex.render(move._prepare_call_annex())

    def _prepare_call_annex(self):
        # all prices with as many decimals as the longest, so that they stand in line
        self = self.with_context(call_decimals=self._billed_decimals())
        whole = Sums()
        groups = [self._prepare_annex_group(calls, whole) for _payer, calls in groupby(self._billed_calls(), _payer)]
        return annex.Annex(
            title=self.env._("Calls of invoice %(name)s", name=self.name or ""),
            facts=[
                (self.env._("Customer"), self.commercial_partner_id.name or ""),
                (self.env._("Period"), self._call_period_text()),
                (self.env._("Prices"), self.env._("in %(currency)s without tax", currency=self.currency_id.name)),
                (self.env._("Sum"), self._annex_reconciliation(whole)),
                *self._annex_late(whole),
            ],
            columns=self._annex_columns(whole),
            groups=groups,
            total=self._annex_sum(self.env._("All calls: %(calls)s", calls=whole.calls), whole),
            page_label=self.env._("Page {page} / {pages}"),
            notes=[
                (text, "", "", "", "", self._annex_amount(amount))
                for text, amount in self._call_residual_lines(whole.amount)
            ],
        )

    def _annex_columns(self, whole):
        used = self.env._("Talk time") if whole.only_calls else self.env._("Used")
        return [
            annex.Column(self.env._("Date and time"), 19),
            annex.Column(self.env._("Called number"), 20),
            annex.Column(self.env._("Destination"), 24 if whole.only_calls else 17),
            annex.Column(self.env._("Campaign"), 18),
            annex.Column(used, 9 if whole.only_calls else 16, right=True),
            annex.Column(self.env._("Price"), 10, right=True),
        ]

    def _prepare_annex_group(self, calls, whole):
        """The calls of one number, which are added to `whole` too."""
        sums, rows = Sums(), []
        for call in calls:
            sums.add(call)
            whole.add(call)
            start = f"{call.start:%Y-%m-%d %H:%M:%S}{LATE if call.late else ''}"
            cells = (start, call.number, call.destination, call.campaign, call.used, self._annex_amount(call.amount))
            rows.append(annex.AnnexRow(cells))
        return annex.AnnexGroup(
            heading=self.env._("From %(number)s", number=f"{call.payer} {call.label}".strip()),
            rows=rows,
            subtotal=self._annex_sum(self.env._("Calls: %(calls)s", calls=sums.calls), sums),
        )

    def _annex_sum(self, label, sums):
        return (label, "", "", "", sums.used_text(self.env), self._annex_amount(sums.amount))

    def _annex_amount(self, amount):
        return format_micro(amount, self.env.context.get("call_decimals", 2), decimal_point(self.env))

    def _annex_late(self, whole):
        """What the mark of late calls means; nothing if there are none."""
        if not whole.late:
            return []
        text = self.env._(
            "*, calls of earlier months, which were not known when those were billed: %(calls)s", calls=whole.late
        )
        return [(self.env._("Marked"), text)]

    def _annex_reconciliation(self, whole):
        """The sum of the calls beside what the invoice charges for them, lines rounded to the currency."""
        return self.env._(
            "%(calls)s; on the invoice %(invoiced)s, each of its lines being rounded",
            calls=self._annex_amount(whole.amount),
            invoiced=self._annex_amount(self._call_invoiced_micro()),
        )

    def _call_residual_lines(self, amount):
        """Lines below the total of calls: what the invoice charges for them, and why that differs.

        No line is rounded by more than half the currency's smallest coin; a greater difference is of calls that were
        taken back or priced anew after the invoice, which credit notes tell.
        """
        invoiced = self._call_invoiced_micro()
        coin = 10 ** (6 - self.currency_id.decimal_places)
        rounded = abs(invoiced - amount) <= len(self._call_invoice_lines()) * coin // 2
        why = self.env._("Rounding of lines") if rounded else self.env._("Changed later")
        return [(self.env._("On the invoice"), invoiced), (why, invoiced - amount)]

    def _call_invoiced_micro(self):
        """What the invoice's lines charge for calls, without tax, in micro-units."""
        return round(sum(self._call_invoice_lines().mapped("price_subtotal")) * MICRO)

    def _call_period_text(self):
        """From which day to which the invoice's calls were made: the periods of their statements.

        One that was billed before it was over, as at a credit limit, ends with the day of that.
        """
        statements = self._call_statement_lines().statement_id
        zone = ZoneInfo(self.commercial_partner_id._call_timezone(self.company_id))
        charged = self.sudo().invoice_line_ids.sale_line_ids.filtered("call_statement_line_id")
        ordered = charged.order_id.mapped("date_order")
        billed = max(moment.replace(tzinfo=UTC).astimezone(zone).date() for moment in ordered) if ordered else date.max
        periods = {
            (found.date_from, max(found.date_from, min(found.date_to - timedelta(days=1), billed)))
            for found in statements
        }
        return ", ".join(
            f"{format_date(self.env, first)} – {format_date(self.env, last)}" for first, last in sorted(periods)
        )


def _payer(call):
    return call.payer, call.label
