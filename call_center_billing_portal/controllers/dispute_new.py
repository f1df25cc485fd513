"""A dispute is opened on the portal."""

import re
import secrets

from psycopg2.errors import UniqueViolation
from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from .dispute_choice import DisputeChoice
from .page import PAGE, SEND

#: what keys of forms are made of
KEY = re.compile(r"[A-Za-z0-9_-]{32}")


class DisputeNew(DisputeChoice):
    """First what, then why; without JavaScript, ticks of other pages travel in the form."""

    @route("/my/disputes/new", call_role="bills", **PAGE)
    def dispute_new(self, place=None, **form):
        """`?calls=1`: tick calls. `?call=…`: write about these. `?invoice=…`: about lines of this invoice."""
        if form.get("invoice"):
            return self._write_page(invoice_sudo=self._own_invoice(form["invoice"]))
        ticked = request.httprequest.args.getlist("call")
        picking = bool(form.get("calls")) and not form.get("write")
        if (ticked or picking) and not request.env.user._call_portal_may("calls"):
            return self._page("portal_role_missing", "call_dispute_new", status=403)
        calls_sudo = self._chosen_calls(ticked)
        if picking or (form.get("calls") and not calls_sudo):
            return self._pick_page(calls_sudo, place, form)
        if calls_sudo:
            return self._write_page(calls_sudo=calls_sudo)
        return self._page("portal_dispute_begin", "call_dispute_new", invoices=self._latest_invoices())

    @route("/my/disputes/new", call_role="bills", **SEND)
    def dispute_open(self, **form):
        """What was chosen and written."""
        invoice = self._sent_text("invoice")
        invoice_sudo = self._own_invoice(invoice) if invoice else None
        if not invoice_sudo and not request.env.user._call_portal_may("calls"):
            raise NotFound()
        key = self._sent_text("key")
        key = key if KEY.fullmatch(key) else secrets.token_urlsafe(24)
        disputes_sudo = request.env["call.dispute"].sudo()
        known = disputes_sudo._customer_domain(self._account()) & Domain("portal_key", "=", key)
        if sent_before := disputes_sudo.search(known, limit=1):
            return request.redirect(f"/my/disputes/{sent_before.id}")
        calls_sudo, items_sudo = self._sent_charges(invoice_sudo)
        words = {"reason": self._sent_text("reason"), "text": self._sent_text("text"), "files": self._sent_files()}
        try:
            with request.env.cr.savepoint():
                dispute_sudo = disputes_sudo._open_by_customer(self._contact(), calls_sudo, items_sudo, words, key)
        except UserError as error:
            told = {"problem": str(error.args[0]), "typed": words, "key": key}
            return self._write_page(invoice_sudo, calls_sudo, ticked=items_sudo.ids, status=422, **told)
        except UniqueViolation:
            # the same form, sent twice at the same moment
            return request.redirect("/my/disputes")
        return request.redirect(f"/my/disputes/{dispute_sudo.id}")

    def _sent_charges(self, invoice_sudo):
        """The calls, or the lines of the invoice, that were ticked."""
        calls_sudo, items_sudo = request.env["call.record"].sudo(), request.env["account.move.line"].sudo()
        if invoice_sudo:
            return calls_sudo, self._chosen_lines(invoice_sudo, request.httprequest.form.getlist("line"))
        return self._chosen_calls(request.httprequest.form.getlist("call")), items_sudo

    def _pick_page(self, calls_sudo, place, form):
        chosen, domain = self._read_filter(form)
        if form.get("show"):
            place = None
        page, rows = self._choice_page(domain, place)
        here = {row["id"] for row in rows}
        return self._page(
            "portal_dispute_pick",
            "call_dispute_new",
            page=page,
            rows=rows,
            ticked=calls_sudo.ids,
            elsewhere=[call_id for call_id in calls_sudo.ids if call_id not in here],
            chosen=chosen,
            timezone=self._timezone(),
            nothing_ticked=bool(form.get("write")),
        )

    def _write_page(self, invoice_sudo=None, calls_sudo=None, ticked=(), status=200, **told):
        """The form; what was typed stays in it, only files have to be chosen again."""
        calls_sudo = request.env["call.record"].sudo() if calls_sudo is None else calls_sudo
        disputes = request.env["call.dispute"]
        values = {"problem": "", "typed": {"reason": "", "text": "", "files": []}, "key": secrets.token_urlsafe(24)}
        return self._page(
            "portal_dispute_write",
            "call_dispute_new",
            status=status,
            bill=invoice_sudo,  # by the name `invoice`, Odoo's breadcrumbs would show it
            lines=self._line_rows(invoice_sudo) if invoice_sudo else [],
            calls_url=self._calls_url(invoice_sudo) if invoice_sudo else "",
            calls=self._call_rows(calls_sudo),
            ticked=ticked,
            reasons=disputes._fields["reason"]._description_selection(request.env),
            **{**values, **told},
        )
