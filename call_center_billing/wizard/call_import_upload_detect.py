"""A look at files before they are imported: are they the source's?"""

from odoo import api, fields, models

from ..models.mediation.call_source_detect import LOOKED_AT


class CallImportUpload(models.TransientModel):
    """Warns of files that look like another switch's; the clerk may import them all the same."""

    _inherit = "call.import.upload"

    doubt = fields.Text(compute="_compute_doubt", help="Which of the files may not be of this source, and why.")

    @api.depends("source_id", "file_ids")
    def _compute_doubt(self):
        for upload in self:
            source = upload.source_id
            files = upload.file_ids if source else ()
            doubts = [source._doubt(file.name, (file.raw or b"")[:LOOKED_AT]) for file in files if file.raw]
            upload.doubt = "\n".join(filter(None, doubts)) or False
