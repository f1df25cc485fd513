"""When two people must agree to a correction."""

from odoo import fields, models


class ResCompany(models.Model):
    """Rules of corrections."""

    _inherit = "res.company"

    call_correction_second_above = fields.Monetary(
        string="Second Person for Corrections Above",
        default=0,
        help="Nobody changes charged calls by more than this alone: a manager who did not compute it must agree. "
        "0: one manager is enough.",
    )

    _call_correction_second = models.Constraint(
        "CHECK (COALESCE(call_correction_second_above, 0) >= 0)", "The sum for a second person is 0 or more."
    )
