"""The journal as a SIE 4 file, to download."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..exchange import SieFault, sie
from ..models.exchange.sie_journal import journal_of


class CallSieExport(models.TransientModel):
    """For accountants: what goes to the auditor, the tax adviser or another program."""

    _name = "call.sie.export"
    _description = "SIE 4 Export"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        domain=lambda self: [("id", "in", self.env.companies.ids)],
    )
    date_from = fields.Date(
        string="From", required=True, compute="_compute_date_from", store=True, readonly=False, precompute=True
    )
    date_to = fields.Date(string="Until", required=True, default=fields.Date.context_today)
    checksum = fields.Boolean(default=True, help="A reader sees by it whether the file was changed or cut.")
    content = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.depends("company_id", "date_to")
    def _compute_date_from(self):
        for wizard in self:
            day = wizard.date_to or fields.Date.context_today(wizard)
            wizard.date_from = wizard.company_id.compute_fiscalyear_dates(day)["date_from"]

    @api.constrains("company_id")
    def _check_company_is_own(self):
        if self.company_id - self.env.user.company_ids:
            raise ValidationError(self.env._("Choose one of your companies."))

    def action_export(self):
        """Make the file and let the browser fetch it."""
        self.ensure_one()
        self.env["account.move.line"].check_access("read")
        try:
            content = sie.write(journal_of(self.company_id, self.date_from, self.date_to), checksum=self.checksum)
        except SieFault as fault:
            raise UserError(self.env["call.service.message"].sudo()._sie_texts(fault)) from fault
        name = f"{self.company_id.company_registry or self.company_id.id}-{self.date_from}-{self.date_to}.se"
        self.write({"content": base64.b64encode(content), "file_name": name.replace("/", "-")})
        address = f"/web/content/{self._name}/{self.id}/content?filename_field=file_name&download=true"
        return {"type": "ir.actions.act_url", "url": address, "target": "download"}
