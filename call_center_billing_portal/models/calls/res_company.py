"""How much customers may download from the portal."""

from odoo import fields, models


class ResCompany(models.Model):
    """Limits for each user of the portal."""

    _inherit = "res.company"

    call_portal_exports_hour = fields.Integer(
        string="Downloads an Hour",
        default=20,
        help="So many lists may each user of the portal download within an hour.",
    )
    call_portal_exports_day = fields.Integer(
        string="Downloads a Day", default=60, help="So many lists may each user of the portal download within a day."
    )

    _call_portal_exports = models.Constraint(
        "CHECK (call_portal_exports_hour BETWEEN 1 AND 1000 AND call_portal_exports_day BETWEEN 1 AND 10000)",
        "A user of the portal may download from 1 to 1000 lists an hour, and from 1 to 10,000 a day.",
    )
