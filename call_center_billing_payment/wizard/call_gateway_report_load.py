"""A gateway's report comes in: from a file, or fetched from the gateway."""

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: fields of the wizard that name columns: those of `Mapping`
COLUMNS = ("gateway_ref", "date", "gross", "reference", "kind", "fee", "currency")


class CallGatewayReportLoad(models.TransientModel):
    """Known layouts are told by their columns; of other files a person names them, once for each gateway."""

    _name = "call.gateway.report.load"
    _description = "Load a Gateway's Report"

    provider = fields.Selection(selection="_providers", required=True)
    way = fields.Selection(
        [("file", "From a file"), ("fetch", "Fetch from the gateway")], required=True, default="file"
    )
    file = fields.Binary(attachment=False, help="CSV as the gateway gives it out.")
    filename = fields.Char()
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    whole = fields.Boolean(
        string="The File Is Whole",
        help="All that happened on these days is in it: payments of ours that it does not mention are told.",
    )
    own_columns = fields.Boolean(string="Name the Columns", help="For files of no layout that is known.")
    column_gateway_ref = fields.Char(string="Gateway's Number")
    column_date = fields.Char(string="Date")
    column_gross = fields.Char(string="Amount")
    column_reference = fields.Char(string="Our Reference")
    column_kind = fields.Char(string="Kind", help="Empty: money in is a payment, money out a refund.")
    column_fee = fields.Char(string="Fee")
    column_currency = fields.Char(string="Currency")

    @api.model
    def _providers(self):
        """Gateways of the company at work; clerks may not read more of them than their names."""
        providers = self.env["payment.provider"].sudo().with_context(active_test=False)
        found = providers.search([("company_id", "=", self.env.company.id), ("state", "!=", "disabled")])
        return [(str(provider.id), provider.name) for provider in found]

    @api.onchange("provider")
    def _onchange_provider(self):
        mapping = self._chosen().call_report_mapping or {}
        for name in COLUMNS:
            self[f"column_{name}"] = mapping.get(name) or False
        self.own_columns = bool(mapping)

    def _chosen(self):
        return self.env["payment.provider"].sudo().browse(int(self.provider or 0)).exists()

    def action_load(self):
        """Load it, and show what came of it."""
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers load reports of gateways."))
        provider = self._chosen()
        if provider.company_id not in self.env.companies:
            raise AccessError(self.env._("This gateway is another company's."))
        if self.way == "fetch":
            reports = provider._call_fetch_report(self.date_from, self.date_to)
        else:
            reports = self._load_file(provider)
        if not reports:
            raise UserError(self.env._("%(name)s has no payouts on these days.", name=provider.name))
        return reports.sudo(False)._get_records_action(name=self.env._("Gateway Reports"))

    def _load_file(self, provider):
        data = base64.b64decode(self.with_context(bin_size=False).file or b"")
        if not data:
            raise UserError(self.env._("Choose a file."))
        mapping = self._mapping() if self.own_columns else None
        reports = self.env["call.gateway.report"].sudo().with_company(provider.company_id)
        report = reports._read_file(provider, self.filename or self.env._("File"), data, mapping)
        if mapping:
            provider.call_report_mapping = mapping
        if self.whole:
            days = report.line_ids.mapped("date") or [report.date]
            report.write({"date_from": self.date_from or min(days), "date_to": self.date_to or max(days)})
            report._match()
        return report

    def _mapping(self):
        mapping = {name: (self[f"column_{name}"] or "").strip() for name in COLUMNS}
        if not all(mapping[name] for name in ("gateway_ref", "date", "gross")):
            raise UserError(self.env._("Name at least the columns of the gateway's number, the date and the amount."))
        return mapping
