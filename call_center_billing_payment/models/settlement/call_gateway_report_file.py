"""Reports that come as files: good lines are taken in, others wait to be mended."""

import hashlib

from odoo import fields, models
from odoo.exceptions import UserError

from ...settlement import Fault, FileRefused, Mapping, read, read_row


class CallGatewayReport(models.Model):
    """What is kept of a file, so that single lines of it can be read again."""

    _inherit = "call.gateway.report"

    digest = fields.Char(readonly=True, copy=False)
    layout = fields.Char(readonly=True, copy=False, help="How the file was read.")
    header = fields.Char(readonly=True, copy=False)
    delimiter = fields.Char(readonly=True, copy=False)
    mapping = fields.Json(readonly=True, copy=False)
    reject_ids = fields.One2many("call.gateway.reject", "report_id", string="Lines Not Read")
    reject_count = fields.Integer(string="Not Read", compute="_compute_reject_count")

    _one_file = models.UniqueIndex("(provider_id, digest) WHERE digest IS NOT NULL", "This file was read already.")

    def _compute_reject_count(self):
        domain = [("report_id", "in", self.ids), ("state", "=", "open")]
        counts = dict(self.env["call.gateway.reject"]._read_group(domain, ["report_id"], ["__count"]))
        for report in self:
            report.reject_count = counts.get(report, 0)

    def _read_file(self, provider, name, data, mapping=None):
        """A report made of a file.

        :param bytes data: the file
        :param dict mapping: columns of a file of no known layout, by fields of `Mapping`
        :raise UserError: the file is of no use, or was read before
        """
        digest = hashlib.sha256(data).hexdigest()
        known = self.search([("provider_id", "=", provider.id), ("digest", "=", digest)])
        if known:
            raise UserError(self.env._("This file was read already: %(name)s.", name=known.name))
        currency = provider.journal_id.currency_id or provider.company_id.currency_id
        try:
            reading = read(data, Mapping(**mapping) if mapping else None, currency.name)
        except FileRefused as error:
            raise UserError(self._refusal(error.reason)) from error
        days = [row.date for row in reading.rows] or [fields.Date.context_today(self)]
        report = self.create(
            {
                "name": name,
                "provider_id": provider.id,
                "currency_id": self._currency_of(reading.rows, currency).id,
                "date": max(days),
                "digest": digest,
                "layout": reading.layout,
                "header": reading.header,
                "delimiter": reading.delimiter,
                "mapping": mapping or False,
            }
        )
        report._take_rows(reading.rows)
        self.env["call.gateway.reject"].create([report._reject_vals(fault) for fault in reading.faults])
        return report

    def _currency_of(self, rows, usual):
        """The currency of most rows."""
        codes = [row.currency for row in rows]
        most = max(set(codes), key=codes.count, default=usual.name)
        return self.env["res.currency"].search([("name", "=", most)], limit=1) or usual

    def _take_rows(self, rows):
        """Take rows in; those whose currency is not used here wait to be mended."""
        known = set(self.env["res.currency"].search([("active", "=", True)]).mapped("name"))
        good = [row for row in rows if row.currency in known]
        for row in rows:
            if row.currency not in known:
                fault = Fault(row.line, "", row.currency, "unused", row.raw)
                self.env["call.gateway.reject"].create(self._reject_vals(fault))
        self._take(
            [
                {
                    "kind": row.kind,
                    "gateway_ref": row.gateway_ref,
                    "reference": row.reference,
                    "date": row.date,
                    "gross": float(row.gross),
                    "fee": float(row.fee),
                    "currency": row.currency,
                    "text": row.text,
                    "row": row.line,
                }
                for row in good
            ]
        )

    def _reject_vals(self, fault):
        return {
            "report_id": self.id,
            "line": fault.line,
            "field": fault.field,
            "value": fault.value,
            "reason": self.env["call.gateway.reject"]._in_words(fault),
            "raw": fault.raw,
        }

    def _read_again(self, raw, line):
        """A row, a fault, or None: what a line says that a person has mended."""
        mapping = Mapping(**self.mapping) if self.mapping else None
        return read_row(self.layout, self.header, self.delimiter, raw, line, mapping, self.currency_id.name)

    def _refusal(self, reason):
        return {
            "empty": self.env._("The file is empty."),
            "binary": self.env._("This is no text file. Save the report as CSV."),
        }.get(
            reason,
            self.env._(
                "No line of the file names columns that are known: neither PayPal's settlement report or list of "
                "activities, nor CCAvenue's settlement. Name the columns yourself, as the file calls them."
            ),
        )
