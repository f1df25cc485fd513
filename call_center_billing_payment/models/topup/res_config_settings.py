"""Top-ups on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_top_up_accounts = fields.Selection(related="company_id.call_top_up_accounts", readonly=False, required=True)
    call_top_up_minimum = fields.Monetary(related="company_id.call_top_up_minimum", readonly=False)
    call_top_up_maximum = fields.Monetary(related="company_id.call_top_up_maximum", readonly=False)
    call_top_up_day_maximum = fields.Monetary(related="company_id.call_top_up_day_maximum", readonly=False)
    call_top_up_suggestions = fields.Char(related="company_id.call_top_up_suggestions", readonly=False)
    call_top_up_invoice = fields.Selection(related="company_id.call_top_up_invoice", readonly=False, required=True)
    call_top_up_account_id = fields.Many2one(
        related="company_id.call_top_up_account_id",
        readonly=False,
        domain="[('account_type', '=', 'liability_current'), ('company_ids', 'in', company_id)]",
    )
    call_top_up_treatment = fields.Selection(related="company_id.call_top_up_treatment", readonly=False, required=True)
    call_top_up_tax_id = fields.Many2one(
        related="company_id.call_top_up_tax_id",
        readonly=False,
        domain="[('type_tax_use', '=', 'sale'), ('price_include', '=', True), ('company_id', 'parent_of', company_id)]",
    )
    call_top_up_vat_account_id = fields.Many2one(
        related="company_id.call_top_up_vat_account_id",
        readonly=False,
        domain="[('account_type', '=', 'asset_current'), ('company_ids', 'in', company_id)]",
    )
    call_top_up_link_days = fields.Integer(related="company_id.call_top_up_link_days", readonly=False)
