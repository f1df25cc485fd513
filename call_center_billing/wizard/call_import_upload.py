"""Import a file from the clerk's own computer."""

import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError


class CallImportUpload(models.TransientModel):
    """Choose the source and the file."""

    _name = "call.import.upload"
    _description = "Import Call Records"

    source_id = fields.Many2one(
        "call.source",
        required=True,
        default=lambda self: self.env["call.source"].search([("company_id", "=", self.env.company.id)], limit=1),
        help="The switch that wrote the file.",
    )
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()

    def action_import(self):
        """Import, and show what became of each line."""
        self.ensure_one()
        try:
            raw = base64.b64decode(self.file or b"")
        except binascii.Error as error:
            raise UserError(self.env._("The file did not arrive whole. Choose it again.")) from error
        batch = self.source_id._import_bytes(self.filename or self.env._("upload"), raw)
        return batch.with_env(self.env)._get_records_action()
