"""A customer's own data, as one file to take along."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, html2plaintext, split_every

from odoo.addons.call_center_billing.deck.guard import guarded
from odoo.addons.call_center_billing.models.document.account_move_calls import CHUNK, CallReader
from odoo.addons.call_center_billing.money import format_micro

from ..access.roles import ROLES

#: the latest calls that go into one file: more would take a worker longer than a page may take
MOST_CALLS = 200_000
CONTACT = ("name", "email", "phone", "function", "street", "street2", "zip", "city", "vat", "website", "lang", "tz")


class ResPartner(models.Model):
    """Reads with all rights for the user's own contact and account; what a role hides is left out."""

    _inherit = "res.partner"

    def _call_write_own_data(self, user, output):
        """Write a ZIP: the contact for everybody; what concerns the account for those who manage its users.

        :param res.users user: for whom
        :param output: a binary file, written from where it is
        :return: how many rows it has
        """
        self.ensure_one()
        rows = 0
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("contact.json", _json(user.partner_id.sudo()._call_own_contact(user)))
            rows += _write(archive, "messages.csv", *user.partner_id.sudo()._call_own_messages())
            for name, role, table in self._call_own_tables():
                if user._call_portal_may("users") and user._call_portal_may(role):
                    rows += _write(archive, f"{name}.csv", *table())
        return rows

    def _call_own_tables(self):
        """[(name of the file, role that it wants, function that gives the titles and the rows)]"""
        return [
            ("users", "users", self._call_own_users),
            ("numbers", "order", self._call_own_numbers),
            ("plans", "order", self._call_own_plans),
            ("requests", "order", self._call_own_requests),
            ("calls", "calls", self._call_own_calls),
            ("invoices", "bills", self._call_own_invoices),
            ("payments", "bills", self._call_own_payments),
            ("disputes", "bills", self._call_own_disputes),
            ("notifications", "bills", self._call_own_notices),
        ]

    def _call_own_contact(self, user):
        own = {name: self[name] or "" for name in CONTACT}
        own |= {"country": self.country_id.name or "", "account": self.commercial_partner_id.name or ""}
        own |= {"login": user.login, "login_since": user.create_date, "last_sign_in": user.login_date or ""}
        return own | {"may": [role for role in ROLES if user._call_portal_may(role)]}

    def _call_own_messages(self):
        """What the contact wrote to us, and we to it; never what clerks note for themselves."""
        mine = Domain("author_id", "=", self.id) | Domain("partner_ids", "in", self.ids)
        told = Domain("is_internal", "=", False) & Domain("subtype_id.internal", "=", False)
        messages = self.env["mail.message"].search(mine & told, order="id")
        rows = (
            (each.date, each.author_id.name, each.subject or each.record_name, html2plaintext(each.body or ""))
            for each in messages
            if each.body
        )
        return ("date", "from", "subject", "text"), rows

    def _call_own_users(self):
        people = self.search(self._call_people_domain(), order="id")
        rows = (
            (each.name, each.email, each._call_portal_user().login_date, each._call_roles_text()) for each in people
        )
        return ("name", "email", "last_sign_in", "may"), rows

    def _call_own_numbers(self):
        numbers = self.env["call.number"].search([("partner_id", "=", self.id)], order="id")
        return ("number", "label", "from", "until"), (
            (each.number, each.label, each.valid_from, each.valid_to) for each in numbers
        )

    def _call_own_plans(self):
        own = self.env["call.subscription"].search([("partner_id", "=", self.id)], order="id")
        states = dict(own._fields["state"]._description_selection(self.env))
        return ("plan", "state", "from", "until"), (
            (each.plan_id.name, states[each.state], each.date_start, each.date_end) for each in own
        )

    def _call_own_requests(self):
        own = self.env["call.plan.request"].search([("partner_id", "=", self.id)], order="id")
        return ("asked", "what", "words", "answer"), (
            (each.create_date, each.name, each.note, each.answer) for each in own
        )

    def _call_own_calls(self):
        """The latest calls, with called numbers as the account sees them everywhere."""
        calls = self.env["call.record"]
        calls.flush_model()
        query = calls._search(calls._get_portal_domain(self), order="started_at desc, id desc", limit=MOST_CALLS)
        ids = [key for (key,) in self.env.execute_query(query.select(SQL.identifier(query.table, "id")))]
        reader = CallReader(self.env, self, self.env.company)
        titles = ("start", "from", "label", "to", "destination", "campaign", "service", "quantity", "used", "price")
        return titles, (
            (
                *(call.start, call.payer, call.label, call.number, call.destination, call.campaign),
                *(call.service, call.quantity, call.used, format_micro(call.amount, 2)),
            )
            for some in split_every(CHUNK, ids)
            for call in reader.billed(some)
        )

    def _call_own_invoices(self):
        moves = self.env["account.move"].search(
            [
                *(("commercial_partner_id", "=", self.id), ("state", "=", "posted")),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
            ],
            order="invoice_date, id",
        )
        rows = (
            (each.name, each.invoice_date, each.invoice_date_due, *_sums(each, "amount_total", "amount_residual"))
            for each in moves
        )
        return ("invoice", "date", "due", "total", "open", "currency"), rows

    def _call_own_payments(self):
        own = [("partner_id.commercial_partner_id", "=", self.id), ("state", "in", ("in_process", "paid"))]
        payments = self.env["account.payment"].search([*own, ("partner_type", "=", "customer")], order="date, id")
        kinds = dict(payments._fields["payment_type"]._description_selection(self.env))
        rows = (
            (each.name, each.date, kinds[each.payment_type], each.memo, *_sums(each, "amount")) for each in payments
        )
        return ("payment", "date", "kind", "reference", "amount", "currency"), rows

    def _call_own_disputes(self):
        own = self.env["call.dispute"].search([("partner_id", "=", self.id)], order="id")
        states = dict(own._fields["state"]._description_selection(self.env))
        reasons = dict(own._fields["reason"]._description_selection(self.env))
        rows = (
            (each.create_date, reasons[each.reason], states[each.state], each.description, each.answer) for each in own
        )
        return ("asked", "reason", "state", "words", "answer"), rows

    def _call_own_notices(self):
        own = self.env["call.notice"].search([("partner_id", "=", self.id), ("state", "=", "sent")], order="id")
        return ("sent", "event", "by"), ((each.sent_at, each.event_id.name, each.channel) for each in own)


def _sums(record, *names):
    digits = record.currency_id.decimal_places
    return (*(f"{record[name]:.{digits}f}" for name in names), record.currency_id.name)


def _write(archive, name, titles, rows):
    """A table that no spreadsheet takes for formulas; each row is written when it is made. Returns how many."""
    count = 0
    with archive.open(name, "w", force_zip64=True) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(titles)
        for row in rows:
            writer.writerow([guarded(_text(cell)) for cell in row])
            count += 1
        text.flush()
        text.detach()
    return count


def _text(cell):
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None or cell is False else str(cell)


def _json(values):
    return json.dumps(values, ensure_ascii=False, indent=1, default=_text)
