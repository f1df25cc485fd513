"""Rules of billing on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_billing = fields.Boolean(related="company_id.call_billing", readonly=False)
    call_cycle_id = fields.Many2one(related="company_id.call_cycle_id", readonly=False)
    call_order_policy = fields.Selection(related="company_id.call_order_policy", readonly=False)

    def action_view_call_rule_changes(self):
        """Who changed which rule of the company."""
        return self.company_id.action_view_rule_changes()
