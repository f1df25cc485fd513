"""The agreement on paper."""

from odoo import models

REPORT = "call_center_billing.call_agreement_report"


class CallAgreement(models.Model):
    """As it was signed: made once, and kept."""

    _inherit = "call.agreement"

    def action_print(self):
        """The signed document, or what it would be now."""
        self.ensure_one()
        if self.document_id:
            return {"type": "ir.actions.act_url", "url": f"/web/content/{self.document_id.id}?download=1"}
        return self.env.ref(REPORT).report_action(self)

    def _attach_document(self):
        """Keep the document, and hand it to the customer with the order."""
        self.ensure_one()
        content = self._document()
        name = self.env._("Agreement %(number)s.pdf", number=self.name.replace("/", "-"))
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name,
                    "raw": content,
                    "mimetype": "application/pdf",
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
        self._step({"document_id": attachment.id})
        if self.order_id:
            self.order_id.sudo().message_post(
                body=self.env._("Service agreement %(number)s", number=self.name), attachments=[(name, content)]
            )

    def _document(self):
        """The document as PDF."""
        return self.env["ir.actions.report"].sudo()._render_qweb_pdf(REPORT, self.ids)[0]

    def _document_lang(self):
        """The language that the customer reads."""
        self.ensure_one()
        return self.partner_id.lang or self.company_id.partner_id.lang
