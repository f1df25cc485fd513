"""What holds for a company's unknown callers."""

from odoo import api, fields, models


class ResCompany(models.Model):
    """Whose addresses will do, and how long it is kept who was looked up."""

    _inherit = "res.company"

    call_home_country_ids = fields.Many2many(
        "res.country",
        "res_company_call_home_country_rel",
        string="Home Countries",
        help="An unknown caller with a complete address in one of these gets an account at once. Empty: the company's.",
    )
    call_lookup_days = fields.Integer(
        string="Keep Look-Ups For",
        default=365,
        help="Days after which look-ups lose number, answer and name, and closed tasks are removed. 0: never.",
    )

    _call_lookup = models.Constraint("CHECK (call_lookup_days >= 0)", "Days are counted from 0.")

    @api.model_create_multi
    def create(self, vals_list):
        """A new company has a register of its own."""
        companies = super().create(vals_list)
        self.env["call.directory"].sudo()._make_registers()
        return companies

    def _call_home_countries(self):
        """The countries whose addresses will do."""
        return self.call_home_country_ids or self.country_id
