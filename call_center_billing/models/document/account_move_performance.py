"""How the customer's campaigns did in the period of an invoice."""

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL

from ...report import annex
from ...report.annex_layout import Column
from ...report.annex_sheet import Sheet, workbook
from ...talk_time import format_talk_time
from ..tariff.price_text import decimal_point
from .account_move_files import TYPES

#: what a `Performance` counts, of rows with the columns of `call_record`; agents' work is no call
VOICE = SQL("COALESCE(service, 'voice') = 'voice'")
ANSWERED = SQL("%s AND outcome = 'answered'", VOICE)
COUNTS = {
    "calls": SQL("COUNT(*) FILTER (WHERE %s)", VOICE),
    "answered": SQL("COUNT(*) FILTER (WHERE %s)", ANSWERED),
    "talk": SQL("COALESCE(SUM(talk_seconds) FILTER (WHERE %s), 0)::bigint", ANSWERED),
    "waiting": SQL("COALESCE(SUM(duration - talk_seconds) FILTER (WHERE %s), 0)::bigint", ANSWERED),
    "agent": SQL("COALESCE(SUM(talk_seconds) FILTER (WHERE service = 'agent'), 0)::bigint"),
}


class Performance(NamedTuple):
    """What happened in a campaign: calls made, answered; seconds of conversation, of ringing, of agents at work."""

    campaign: str
    calls: int
    answered: int
    talk: int
    waiting: int
    agent: int

    @property
    def answered_share(self):
        """Answered calls of all, in tenths of a per cent; None without calls."""
        return (2_000 * self.answered + self.calls) // (2 * self.calls) if self.calls else None

    @property
    def average(self):
        """Seconds of conversation of an answered call; None without any."""
        return (2 * self.talk + self.answered) // (2 * self.answered) if self.answered else None

    @property
    def after(self):
        """Seconds that agents worked beyond the conversations: wrapping up, waiting; None where no work is told."""
        return max(self.agent - self.talk, 0) if self.agent else None


class AccountMove(models.Model):
    """All calls of the account count, also those that were not answered and cost nothing."""

    _inherit = "account.move"

    def _has_call_performance(self):
        self.ensure_one()
        move = self.sudo()
        wanted = move.move_type == "out_invoice" and move.commercial_partner_id.call_report_wanted
        return bool(wanted and move._call_statement_lines())

    def _call_performance_kind(self):
        """A sheet for those who get their calls as a file, else a page."""
        return "pdf" if self.commercial_partner_id._call_annex_format(self.company_id) == "pdf" else "xlsx"

    def _call_performance_name(self):
        return self._call_file_name(self.env._("Performance"), self._call_performance_kind())

    def _call_performance_kept(self):
        """The report that went with the invoice; none if none did. Its name was in the customer's language of then."""
        self.ensure_one()
        kept = self.sudo().call_attachment_ids
        names = set()
        for lang, _name in self.env["res.lang"].get_installed() if kept else ():
            move = self.with_context(lang=lang)
            names |= {move._call_file_name(move.env._("Performance"), kind) for kind in ("pdf", "xlsx")}
        return kept.filtered(lambda file: file.name in names)[:1]

    def _call_performance_file(self):
        """
        :return: (name, content, MIME type)
        """
        rows = self._call_performance()
        kind = self._call_performance_kind()
        if kind == "xlsx":
            columns = self._performance_columns(" (s)")
            content = workbook([Sheet(self.env._("Performance"), columns, map(_numbers, rows), 1)])
        else:
            content = annex.render(self._prepare_performance_page(rows))
        return self._call_performance_name(), content, TYPES[kind]

    def _call_performance(self):
        """A `Performance` for each campaign, the last one for all of them."""
        calls = self.env["call.record"].sudo()
        calls.flush_model()
        rows = self.env.execute_query(SQL("%s GROUP BY campaign_id", self._performance_query()))
        names = {campaign.id: campaign.name for campaign in self.env["call.campaign"].browse(row[0] for row in rows)}
        none = self.env._("No campaign")
        found = [Performance(names.get(key) or none, *counts) for key, *counts in rows]
        found.sort(key=lambda row: (row.campaign == none, row.campaign))
        total = [sum(column) for column in zip(*(row[1:] for row in found), strict=True)] if found else [0] * 5
        return [*found, Performance(self.env._("All"), *total)]

    def _performance_query(self):
        first, before = self._call_period_bounds()
        return SQL(
            "SELECT campaign_id, %(counts)s FROM call_record"
            " WHERE partner_id = %(account)s AND company_id = %(company)s AND started_at >= %(first)s"
            " AND started_at < %(before)s AND outcome <> 'denied'",
            counts=SQL(", ").join(COUNTS.values()),
            account=self.commercial_partner_id.id,
            company=self.company_id.id,
            first=first,
            before=before,
        )

    def _call_period_bounds(self):
        """First moment of the invoice's statements, and first one after them (UTC, naive)."""
        statements = self._call_statement_lines().statement_id
        zone = ZoneInfo(self.commercial_partner_id._call_timezone(self.company_id))
        days = min(statements.mapped("date_from")), max(statements.mapped("date_to"))
        return [datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None) for day in days]

    def _performance_columns(self, unit=""):
        """
        :param str unit: said behind the names of times
        """
        return [
            Column(self.env._("Campaign"), 24),
            Column(self.env._("Calls"), 8, True),
            Column(self.env._("Answered"), 12, True),
            Column(self.env._("Answered %"), 14, True),
            Column(self.env._("Average length") + unit, 17, True),
            Column(self.env._("Talk time") + unit, 12, True),
            Column(self.env._("Time to answer") + unit, 17, True),
            Column(self.env._("Agent time") + unit, 13, True),
            Column(self.env._("Beyond talk") + unit, 14, True),
        ]

    def _prepare_performance_page(self, rows):
        point = decimal_point(self.env)
        cells = [[_text(cell, point) for cell in _numbers(row, format_talk_time)] for row in rows]
        return annex.Annex(
            title=self.env._("Performance of campaigns"),
            facts=[
                (self.env._("Customer"), self.commercial_partner_id.name or ""),
                (self.env._("Period"), self._call_period_text()),
                (self.env._("Invoice"), self.name or ""),
            ],
            columns=self._performance_columns(),
            groups=[annex.AnnexGroup("", [annex.AnnexRow(row) for row in cells[:-1]])],
            total=cells[-1],
            page_label=self.env._("Page {page} / {pages}"),
        )


def _numbers(row, time_of=int):
    """A row's cells; times as `time_of` has them, seconds if it is not said."""
    share, average, after = row.answered_share, row.average, row.after
    return (
        row.campaign,
        row.calls,
        row.answered,
        None if share is None else Decimal(share) / 10,
        None if average is None else time_of(average),
        time_of(row.talk),
        time_of(row.waiting // row.answered if row.answered else 0),
        time_of(row.agent),
        None if after is None else time_of(after),
    )


def _text(cell, point):
    return "" if cell is None else str(cell).replace(".", point) if isinstance(cell, Decimal) else str(cell)
