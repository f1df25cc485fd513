"""Documents on their way to a service."""

import logging
import re
from datetime import timedelta

from odoo import fields, models

from ...exchange import Document, SieFault, as_csv, as_json, sie
from ...money import MICRO
from .outcome import ATTEMPTS, TOLD_AFTER, Refused, Unreached, delay
from .sie_journal import journal_of

_logger = logging.getLogger(__name__)


class CallServiceMessage(models.Model):
    """An attempt is noted before it is made: who is killed on the way is seen to have tried."""

    _inherit = "call.service.message"

    file_ids = fields.Many2many("ir.attachment", string="Files", readonly=True, copy=False)

    def _begin_attempt(self):
        """Note that it is being sent. If nothing more is heard of it, it is sent again after the usual wait."""
        attempts = self.attempts + 1
        following = fields.Datetime.now() + timedelta(seconds=delay(attempts))
        self.write({"state": "sending", "attempts": attempts, "next_try": following})

    def _send(self):
        """Make one attempt, and keep what came of it.

        :return: whether the service can be asked to take something else now
        """
        service = self.service_id
        try:
            if self.kind != "sie" and self.move_id.state != "posted":
                self.write({"state": "dismissed", "next_try": False})
                self.error = self.env._("%(invoice)s is not posted any more.", invoice=self.move_id.name)
                return True
            with service._troubles():
                getattr(service, f"_deliver_{service.kind}")(self._idempotency_key(), *self._parcel())
        except Refused as refused:
            self._set_aside(str(refused))
            return True
        except Unreached as trouble:
            self._later(trouble)
            return not trouble.is_down
        except Exception as error:  # whatever it is, what comes after it is to go out
            _logger.info("Message %s could not be sent", self.id, exc_info=True)
            self._set_aside(f"{type(error).__name__}: {error}")
            return True
        self._finish()
        service.write({"last_error": False, "last_contact": fields.Datetime.now()})
        return True

    def _later(self, trouble):
        if self.attempts >= ATTEMPTS:
            self._set_aside(
                self.env._("Given up after %(count)s attempts. %(text)s", count=self.attempts, text=trouble)
            )
            return
        wait = max(delay(self.attempts), trouble.wait)
        following = fields.Datetime.now() + timedelta(seconds=wait)
        self.write({"state": "waiting", "error": str(trouble), "next_try": following})
        self.service_id.last_error = str(trouble)
        if self.attempts >= TOLD_AFTER:
            summary = self.env._("%(name)s takes nothing", name=self.service_id.name)
            self.service_id._tell_trouble(self.service_id, summary, str(trouble))

    def _idempotency_key(self):
        """The same at each attempt, and of no other message of any database."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{uuid}-{self.id}"

    def _parcel(self):
        """What goes: files as pairs of name and content, and the body for a webhook.

        Made once and kept, so that each attempt says the same.
        """
        if not self.file_ids:
            files = self._make_sie() if self.kind == "sie" else self._make_documents()
            vals = [
                {"name": name, "raw": content, "res_model": self._name, "res_id": self.id} for name, content in files
            ]
            self.file_ids = self.env["ir.attachment"].create(vals)
        files = [(file.name, file.raw) for file in self.file_ids.sorted("id")]
        if self.kind == "sie":
            return files, b""
        document = self._document(*files)
        return [*files, (f"{self._base_name()}.csv", as_csv(document))], as_json(document)

    def _base_name(self):
        return f"{re.sub(r'[^A-Za-z0-9]+', '_', self.move_id.name)}-{self.id}"

    def _make_documents(self):
        move = self.move_id.with_company(self.company_id)
        xml, faults = self.env["account.edi.xml.ubl_bis3"]._export_invoice(move)
        if faults:
            text = self.env._("The invoice cannot be written as UBL: %(faults)s", faults=" ".join(sorted(faults)))
            raise Refused(text)
        made = move._get_invoice_legal_documents("pdf") if move.invoice_pdf_report_id else None
        pdf = made["content"] if made else self._render(move)
        return [(f"{self._base_name()}.xml", xml), (f"{self._base_name()}.pdf", pdf), *self._make_annexes(move)]

    def _make_annexes(self, move):
        """The list of calls and the report that the account wants beside its invoices."""
        files = enumerate(move._call_annex_files(), 1)
        return [
            (f"{self._base_name()}-{number}.{name.rpartition('.')[2]}", content)
            for number, (name, content, _kind) in files
        ]

    def _render(self, move):
        report = self.env["ir.actions.report"]
        content, _kind = report._render_qweb_pdf("account.account_invoices", move.ids)
        return content

    def _make_sie(self):
        try:
            content = sie.write(journal_of(self.company_id, None, self.date), checksum=True)
        except SieFault as fault:
            raise Refused(self._sie_texts(fault)) from fault
        return [(f"journal-{self.date}-{self.id}.se", content)]

    def _document(self, ubl, pdf, *annexes):
        move, currency = self.move_id, self.move_id.currency_id
        return Document(
            key=self._idempotency_key(),
            kind=self.kind,
            number=move.name,
            day=move.invoice_date,
            due=move.invoice_date_due or move.invoice_date,
            customer=move.commercial_partner_id.display_name,
            customer_number=move.commercial_partner_id.ref or str(move.commercial_partner_id.id),
            currency=currency.name,
            total=round(move.amount_total * MICRO),
            # not what is open now: each attempt says the same
            unpaid=round(self.amount * MICRO),
            reference=move.payment_reference or "",
            credited=move.reversed_entry_id.name or "",
            ubl=ubl,
            pdf=pdf,
            annexes=annexes,
        )
