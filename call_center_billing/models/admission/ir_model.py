"""What the database computes for admission goes with it."""

from odoo import models


class IrModel(models.Model):
    """Odoo drops the tables of models that are uninstalled, and knows nothing of functions."""

    _inherit = "ir.model"

    def _drop_table(self):
        """Override of `base`: the functions that read facts and balances, too."""
        result = super()._drop_table()
        if "call.hold" in self.mapped("model"):
            self.env.cr.execute(
                "DROP FUNCTION IF EXISTS call_admission_facts, call_admission_signals, call_balance_parts,"
                " call_sub_account_facts, call_sub_account_spent, call_reseller_facts, call_reseller_lock"
            )
        return result
