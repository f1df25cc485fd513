"""Secrets that are shown to whoever made them, and kept nowhere."""

from odoo import fields, models


class CallShownOnce(models.AbstractModel):
    """Has no table, so that nothing can be kept."""

    _name = "call.shown.once"
    _description = "Shown Once"

    # an onchange, by which the form gets its values, asks for it
    id = fields.Id()

    def web_save(self, vals, specification, next_id=None):
        """Override of `web`: whoever leaves the page while the dialogue is open has the browser save it.

        Without a table that would fail, and the database's log would show the secret.
        """
        return []
