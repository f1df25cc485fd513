"""What a customer chooses to question: calls from a list, or lines of an invoice."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.fields import Domain
from odoo.http import request

from ..keyset import read_page
from ..models.dispute.call_dispute_customer import MOST_CALLS
from .dispute import DisputePages

#: calls on a page of the list
PAGE_SIZE = 25
#: days in which a number is looked for at once, so that a long history is read in steps
SEARCHED_DAYS = 92
#: invoices that are offered
INVOICES = 12


class DisputeChoice(DisputePages):
    """All of it is read within the account; what is another's is as if it did not exist."""

    # === CALLS === #

    def _calls_domain(self):
        return request.env["call.record"]._get_portal_domain(request.env.user.partner_id)

    def _chosen_calls(self, texts):
        """The calls with these ids, in the order of their start.

        :param list texts: as they came
        :raise NotFound: one of them is none of the account's
        """
        ids = self._ids(texts)[: MOST_CALLS + 1]
        calls_sudo = request.env["call.record"].sudo()
        if not ids:
            return calls_sudo
        found_sudo = calls_sudo.search(self._calls_domain() & Domain("id", "in", ids), order="started_at, id")
        if len(found_sudo) != len(ids):
            raise NotFound()
        return found_sudo

    @staticmethod
    def _ids(texts):
        """:raise NotFound: what is no number"""
        if not all(text.isdecimal() and text.isascii() and len(text) <= 15 for text in texts):
            raise NotFound()
        return sorted({int(text) for text in texts})

    def _read_filter(self, form):
        """The filter of the list: {"number", "from", "to"} as texts, and its domain.

        What is no date is as if it were not said. With a number, no more than `SEARCHED_DAYS` are looked at.
        """
        number = form.get("number", "").strip()[:40]
        begin, end = (self._read_date(form.get(name)) for name in ("from", "to"))
        if number:
            end = end or fields.Date.context_today(request.env.user)
            earliest = end - timedelta(days=SEARCHED_DAYS)
            begin = max(begin or earliest, earliest)
        chosen = {"number": number, "from": begin.isoformat() if begin else "", "to": end.isoformat() if end else ""}
        return chosen, self._filter_domain(number, begin, end)

    def _filter_domain(self, number, begin, end):
        domain = Domain("state", "=", "rated") & Domain("amount", ">", 0) & Domain("statement_line_id", "!=", False)
        if begin:
            domain &= Domain("started_at", ">=", self._midnight(begin))
        if end:
            domain &= Domain("started_at", "<", self._midnight(end + timedelta(days=1)))
        if number:
            domain &= request.env["call.record"].sudo()._get_portal_search_domain(number, "all")
        return domain

    @staticmethod
    def _read_date(text):
        try:
            day = date.fromisoformat(text or "")
        except ValueError:
            return None
        return day if 2000 <= day.year <= 2100 else None

    def _midnight(self, day):
        """The first moment of a day where the user is, in UTC."""
        begin = datetime.combine(day, time(), ZoneInfo(self._timezone()))
        return begin.astimezone(UTC).replace(tzinfo=None)

    def _choice_page(self, domain, place):
        """A page of the list: (keyset.Page, rows with "id", "price" and "dispute", the number of an open one)."""
        calls_sudo = request.env["call.record"].sudo()
        page = read_page(calls_sudo, self._calls_domain() & domain, ["started_at", "id"], place, PAGE_SIZE)
        return page, self._call_rows(page.rows)

    def _call_rows(self, calls_sudo):
        disputes = request.env["call.dispute"].sudo()
        taken, timezone = disputes._disputes_of_calls(calls_sudo), self._timezone()
        return [
            {
                **call_sudo._prepare_portal_row(timezone),
                "id": call_sudo.id,
                "price": self._net_price(call_sudo),
                "charged": call_sudo._net_amount() > 0 and bool(call_sudo.statement_line_id),
                "dispute": taken.get(call_sudo.id, disputes).id,
            }
            for call_sudo in calls_sudo
        ]

    @staticmethod
    def _net_price(call_sudo):
        """What is charged for it in the end, as text; a call without a price has no currency either."""
        currency = call_sudo.currency_id
        return call_sudo._format_price(call_sudo._net_amount(), currency) if currency else ""

    # === LINES OF AN INVOICE === #

    def _invoices_domain(self):
        kind = [("move_type", "=", "out_invoice"), ("state", "=", "posted")]
        return [("commercial_partner_id", "=", self._account().id), *kind]

    def _own_invoice(self, invoice_id):
        return self._own("account.move", invoice_id, self._invoices_domain())

    @staticmethod
    def _calls_url(invoice_sudo):
        """Where the calls of the invoice's period are ticked; empty if it has none, or the user sees none."""
        statements = invoice_sudo._call_statement_lines().statement_id
        if not (statements and invoice_sudo.call_count and request.env.user._call_portal_may("calls")):
            return ""
        begin, end = min(statements.mapped("date_from")), max(statements.mapped("date_to")) - timedelta(days=1)
        return f"/my/disputes/new?{urlencode({'calls': 1, 'from': begin, 'to': end})}"

    def _latest_invoices(self):
        moves_sudo = request.env["account.move"].sudo()
        return moves_sudo.search(self._invoices_domain(), order="invoice_date desc, id desc", limit=INVOICES)

    @staticmethod
    def _lines_of(invoice_sudo):
        """Lines that charge something."""
        return invoice_sudo.invoice_line_ids.filtered(
            lambda item: item.display_type == "product" and item.price_subtotal > 0
        )

    def _chosen_lines(self, invoice_sudo, texts):
        """The lines with these ids.

        :raise NotFound: one of them is none of the invoice's
        """
        ids = self._ids(texts)
        lines_sudo = self._lines_of(invoice_sudo).filtered(lambda item: item.id in ids)
        if len(lines_sudo) != len(ids):
            raise NotFound()
        return lines_sudo

    def _line_rows(self, invoice_sudo):
        disputes = request.env["call.dispute"].sudo()
        lines_sudo = self._lines_of(invoice_sudo)
        taken = disputes._disputes_of_items(lines_sudo)
        return [
            {
                "id": item.id,
                "name": (item.name or item.product_id.name or "").strip(),
                "price": item.currency_id.format(item.price_subtotal),
                "dispute": taken.get(item.id, disputes).id,
            }
            for item in lines_sudo
        ]
