"""What was sent of an invoice and when, and what the client said to it."""

from datetime import UTC, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import format_date, format_datetime

#: words for what became of a message; what was switched off was not meant to be told
TOLD = ("queued", "letter", "sent", "failed", "skipped")


class Event(NamedTuple):
    """One line of the history: `at` sorts it (UTC, naive), `when`, `what` and `how` are read, `url` leads on."""

    at: datetime
    when: str
    what: str
    how: str
    url: str = ""


class AccountMove(models.Model):
    """Read with all rights; only what the customer was told or has done itself."""

    _inherit = "account.move"

    def _prepare_portal_history(self, timezone):
        """The history of the invoice, the newest first: [Event].

        :param str timezone: IANA name of the zone to show times in
        """
        self.ensure_one()
        payments = self._get_reconciled_payments()
        events = [
            self._portal_day_event(self.invoice_date, self.env._("Dated"), ""),
            *self._portal_told(payments, timezone),
            *self._portal_reminded(),
            *self._portal_paid(payments),
            *self._portal_questioned(timezone),
            *self._portal_credited(),
        ]
        if self.call_answer == "accepted":
            who = self.call_answer_by_id.name or ""
            events.append(self._portal_event(self.call_answer_at, timezone, self.env._("Accepted"), who))
        return sorted(events, key=lambda event: event.at, reverse=True)

    def _portal_event(self, moment, timezone, what, how, url=""):
        return Event(moment, format_datetime(self.env, moment, tz=timezone, dt_format="short"), what, how, url)

    def _portal_day_event(self, day, what, how, url=""):
        zone = ZoneInfo(self.commercial_partner_id._call_timezone(self.company_id))
        moment = datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
        return Event(moment, format_date(self.env, day), what, how, url)

    def _portal_told(self, payments, timezone):
        """Messages about the invoice and about what paid it."""
        notices = self.env["call.notice"].search(
            [
                ("partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "in", TOLD),
                *("|", "&", ("res_model", "=", "account.move"), ("res_id", "=", self.id)),
                *("&", ("res_model", "=", "account.payment"), ("res_id", "in", payments.ids)),
            ]
        )
        channels, states = dict(notices._channels()), self._portal_notice_states()
        for notice in notices:
            parts = (channels.get(notice.channel), notice.recipients, states[notice.state])
            how = ", ".join(part for part in parts if part)
            moment = notice.sent_at or notice.made_at or notice.create_date
            yield self._portal_event(moment, timezone, notice.event_id.name, how)

    def _portal_notice_states(self):
        return {
            "queued": self.env._("on its way"),
            "letter": self.env._("being printed"),
            "sent": self.env._("sent"),
            "failed": self.env._("did not arrive"),
            "skipped": self.env._("we have no address for it"),
        }

    def _portal_reminded(self):
        """Reminders that were sent."""
        domain = [("invoice_id", "=", self.id), ("state", "in", ("sent", "email_error"))]
        lines = self.env["credit.control.line"].search(domain)
        channels = dict(lines._fields["channel"]._description_selection(self.env))
        for line in lines:
            asked = line.currency_id or self.currency_id
            how = self.env._(
                "%(channel)s, for %(amount)s",
                channel=channels.get(line.channel) or "",
                amount=asked.format(line.balance_due),
            )
            if line.state == "email_error":
                how = f"{how}, {self._portal_notice_states()['failed']}"
            yield self._portal_day_event(line.date_sent or line.date, line.policy_level_id.name or "", how)

    def _portal_paid(self, payments):
        for payment in payments:
            amount = payment.currency_id.format(payment.amount)
            url = f"/my/receipts/{payment.id}/pdf" if payment.state in ("in_process", "paid") else ""
            yield self._portal_day_event(payment.date, self.env._("Payment of %(amount)s", amount=amount), "", url)

    def _portal_questioned(self, timezone):
        for dispute in self.call_dispute_ids:
            url = f"/my/disputes/{dispute.id}"
            yield self._portal_event(dispute.create_date, timezone, self.env._("Questioned"), "", url)
            if dispute.closed_at:
                yield self._portal_event(dispute.closed_at, timezone, self.env._("Question answered"), "", url)

    def _portal_credited(self):
        for note in self.reversal_move_ids.filtered(lambda move: move.state == "posted"):
            amount = note.currency_id.format(note.amount_total)
            what = self.env._("Credit note of %(amount)s", amount=amount)
            yield self._portal_day_event(note.invoice_date or note.date, what, note.name, f"/my/invoices/{note.id}")
