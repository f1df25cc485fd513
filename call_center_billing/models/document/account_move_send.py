"""What is attached when an invoice is sent."""

from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """The list of calls and the performance report go with the invoice, in every way it is sent."""

    _inherit = "account.move.send"

    @api.model
    def _link_invoice_documents(self, invoices_data):
        """Override of `account` to make the call files of invoices that have none yet."""
        result = super()._link_invoice_documents(invoices_data)
        for invoice in invoices_data:
            invoice._call_make_files()
        return result

    @api.model
    def _get_invoice_extra_attachments(self, move):
        """Override of `account`: the call files are documents of the invoice, as its PDF is."""
        return super()._get_invoice_extra_attachments(move) + move.sudo().call_attachment_ids

    @api.model
    def _get_placeholder_mail_attachments_data(self, move, **kwargs):
        """Override of `account` to announce the call files before they are made."""
        data = super()._get_placeholder_mail_attachments_data(move, **kwargs)
        if not move.sudo().call_attachment_ids:
            data += [
                {"id": f"placeholder_{name}", "name": name, "mimetype": mimetype, "placeholder": True}
                for name, mimetype in move._call_annex_names()
            ]
        return data
