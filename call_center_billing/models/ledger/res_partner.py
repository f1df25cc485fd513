"""From an account's page to its statement of account."""

from odoo import models


class ResPartner(models.Model):
    """OCA's statements, for the whole account."""

    _inherit = "res.partner"

    def action_call_outstanding(self):
        """What the account has to pay, as a document."""
        return self._call_statement_action("outstanding.statement.wizard", self.env._("Outstanding Items"))

    def _call_statement_action(self, model, name):
        self.ensure_one()
        account = self.commercial_partner_id
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"active_model": "res.partner", "active_ids": account.ids, "active_id": account.id},
        }
