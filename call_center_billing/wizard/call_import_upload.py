"""Import files from the clerk's own computer."""

from pathlib import Path

from odoo import fields, models
from odoo.exceptions import UserError

#: bytes up to which one file is read at once, in about a second; larger ones, and packed ones, are read by a job
AT_ONCE = 1024 * 1024
PACKED = b"\x1f\x8b"


class CallImportUpload(models.TransientModel):
    """Choose the source and the files."""

    _name = "call.import.upload"
    _description = "Import Call Records"

    source_id = fields.Many2one(
        "call.source",
        required=True,
        default=lambda self: self.env["call.source"].search([("company_id", "=", self.env.company.id)], limit=1),
        help="The switch that wrote the files.",
    )
    file_ids = fields.Many2many("ir.attachment", string="Files", bypass_search_access=True)

    def action_import(self):
        """Import, and show what became of each line, or how far it has come."""
        self.ensure_one()
        if not self.file_ids:
            raise UserError(self.env._("Choose the files to import, and wait until they have been uploaded."))
        if len(self.file_ids) == 1 and self._is_small(self.file_ids):
            batches = self.source_id._import_bytes(self.file_ids.name, self.file_ids.raw)
        else:
            batches = self.env["call.import"].browse()
            for file in self.file_ids:
                batches |= self.source_id._import_later(file.name, self._content(file))
        # each import keeps its own
        self.file_ids.filtered(lambda file: file.res_model == self._name).unlink()
        return batches.with_env(self.env)._get_records_action(name=self.env._("Imports"))

    @staticmethod
    def _is_small(file):
        return file.file_size < AT_ONCE and not file.raw.startswith(PACKED)

    @staticmethod
    def _content(file):
        """The file's path where Odoo keeps it on disk, so that it need not be in memory."""
        path = Path(file._full_path(file.store_fname)) if file.store_fname else None
        return path if path and path.is_file() else file.raw
