"""Invoices are printed with their calls."""

import io

from odoo import models

from ...report import annex


class IrActionsReport(models.Model):
    """Puts the calls behind the invoice."""

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Override of `base` to append the annex; a PDF that was kept has it already."""
        streams = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        if not self._is_invoice_report(report_ref):
            return streams
        for move in self.env["account.move"].browse(res_id for res_id in streams if res_id):
            entry = streams[move.id]
            if not entry["attachment"] and entry["stream"] and move._has_call_annex():
                whole = annex.append(entry["stream"].getvalue(), move._call_annex_pdf())
                entry["stream"] = io.BytesIO(whole)
        return streams
