"""Files that go with an invoice: its calls as a spreadsheet, and how its campaigns did."""

from decimal import Decimal

from odoo import fields, models

from ...deck.guard import guarded
from ...money import MICRO
from ...report.annex_layout import Column
from ...report.annex_sheet import Sheet, csv_file, workbook
from ..tariff.price_text import decimal_point
from .call_sums import Sums

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: more calls make a PDF of a thousand pages; more rows no sheet has
MOST_IN_PDF, MOST_IN_XLSX = 50_000, 1_000_000


class AccountMove(models.Model):
    """They are made once, when the invoice is first sent, and kept with it."""

    _inherit = "account.move"

    call_attachment_ids = fields.Many2many(
        "ir.attachment",
        "call_move_attachment_rel",
        string="Call Files",
        copy=False,
        readonly=True,
        help="Sent with the invoice: its calls as a file, the performance report.",
    )

    def _call_annex_kind(self):
        """`pdf`: on pages of the invoice; `csv` or `xlsx`: as a file; nothing: the calls are not listed.

        A list that is too long for the customer's format goes into the next one that holds it.
        """
        self.ensure_one()
        move = self.sudo()
        account, company = move.commercial_partner_id, move.company_id
        if move.move_type != "out_invoice" or account._call_invoice_detail(company) != "calls":
            return None
        if not move._call_invoice_lines():
            return None
        return move._call_fitting_kind(account._call_annex_format(company))

    def _call_fitting_kind(self, kind):
        if kind == "pdf" and self.call_count > MOST_IN_PDF:
            kind = "xlsx"
        return "csv" if kind == "xlsx" and self.call_count > MOST_IN_XLSX else kind

    def _call_annex_files(self):
        """The files that go with the invoice besides its PDF.

        :return: [(name, content, MIME type)]
        """
        self.ensure_one()
        move = self.sudo().with_context(lang=self.partner_id.lang)
        kind = move._call_annex_kind()
        files = [move._call_list_file(kind)] if kind in ("csv", "xlsx") else []
        if move._has_call_performance():
            files.append(move._call_performance_file())
        return files

    def _call_annex_names(self):
        """The names of `_call_annex_files`, without making them."""
        self.ensure_one()
        move = self.sudo().with_context(lang=self.partner_id.lang)
        kind = move._call_annex_kind()
        names = [(move._call_file_name(self.env._("Calls"), kind), TYPES[kind])] if kind in ("csv", "xlsx") else []
        if move._has_call_performance():
            names.append((move._call_performance_name(), TYPES[move._call_performance_kind()]))
        return names

    def _call_list_file(self, kind):
        """The calls as one file, whatever the customer gets otherwise.

        :return: (name, content, MIME type)
        """
        self.ensure_one()
        move = self.sudo().with_context(lang=self.partner_id.lang)
        if kind == "pdf":
            content = move._call_annex_pdf()
        else:
            sheet = Sheet(move.env._("Calls"), move._call_sheet_columns(), move._call_sheet_rows(), 6)
            if kind == "csv":
                content = csv_file(sheet.columns, sheet.rows, guarded, decimal_point(move.env))
            else:
                content = workbook([sheet])
        return move._call_file_name(move.env._("Calls"), kind), content, TYPES[kind]

    def _call_file_name(self, what, kind):
        return f"{what} {(self.name or '').replace('/', '_')}.{kind}"

    def _call_sheet_columns(self):
        labels = (
            (self.env._("From"), 14),
            (self.env._("Name"), 14),
            (self.env._("Date and time"), 18),
            (self.env._("Called number"), 16),
            (self.env._("Destination"), 20),
            (self.env._("Campaign"), 16),
            (self.env._("Service"), 10),
            (self.env._("Quantity"), 9),
            (self.env._("Used"), 9),
            (self.env._("Price (%(currency)s)", currency=self.currency_id.name), 12),
            (self.env._("Late"), 6),
        )
        return [Column(label, share) for label, share in labels]

    def _call_sheet_rows(self):
        """The calls, then what they come to beside the invoice; each row is made when it is asked for."""
        services = dict(self.env["call.record"]._fields["service"]._description_selection(self.env))
        whole = Sums()
        for call in self._billed_calls():
            whole.add(call)
            yield (
                call.payer,
                call.label,
                call.start.replace(tzinfo=None),
                call.number,
                call.destination,
                call.campaign,
                services[call.service],
                call.quantity,
                call.used,
                Decimal(call.amount) / MICRO,
                "*" if call.late else "",
            )
        total = (self.env._("All calls: %(calls)s", calls=whole.calls), whole.amount)
        for text, amount in (total, *self._call_residual_lines(whole.amount)):
            yield (text, *[None] * 8, Decimal(amount) / MICRO)

    def action_download_call_list(self):
        """The calls in the customer's format."""
        self.ensure_one()
        kind = self._call_fitting_kind(self.commercial_partner_id._call_annex_format(self.company_id))
        return {"type": "ir.actions.act_url", "url": f"/call_center_billing/invoice/{self.id}/calls.{kind}"}

    def _call_make_files(self):
        """Keep the call files with the invoice, once."""
        self.ensure_one()
        move = self.sudo()
        if move.call_attachment_ids:
            return
        vals = {"res_model": move._name, "res_id": move.id}
        move.call_attachment_ids = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    vals | {"name": name, "raw": content, "mimetype": mimetype}
                    for name, content, mimetype in move._call_annex_files()
                ]
            )
        )
