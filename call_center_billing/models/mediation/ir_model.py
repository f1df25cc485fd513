"""The call store goes with its model."""

from odoo import models
from odoo.tools import SQL

from .store_names import SEQUENCE, STORE


class IrModel(models.Model):
    """Odoo drops the tables of models that are uninstalled, and knows nothing of what is behind a view."""

    _inherit = "ir.model"

    def _drop_table(self):
        """Override of `base`: the months behind the view, too."""
        result = super()._drop_table()
        if "call.record" in self.mapped("model"):
            self.env.cr.execute(SQL("DROP TABLE IF EXISTS %s CASCADE", SQL.identifier(STORE)))
            self.env.cr.execute(SQL("DROP SEQUENCE IF EXISTS %s", SQL.identifier(SEQUENCE)))
        return result
