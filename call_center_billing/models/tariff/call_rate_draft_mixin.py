"""What a version's prices consist of changes only while the version is a draft."""

from odoo import api, models


class CallRateDraftMixin(models.AbstractModel):
    """Guards the parts of a version: a model that inherits it has a field `version_id`."""

    _name = "call.rate.draft.mixin"
    _description = "Part of a Draft Version"

    @api.model_create_multi
    def create(self, vals_list):
        """Only into drafts.

        :raise UserError: a version is published
        """
        parts = super().create(vals_list)
        parts.version_id._check_draft()
        return parts

    def write(self, vals):
        """Only in drafts; nor may a part be moved into a published version.

        :raise UserError: a version is published
        """
        self.version_id._check_draft()
        result = super().write(vals)
        self.version_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_id._check_draft()
