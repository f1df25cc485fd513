"""How much of a called number may stand on a bill, country by country."""

from odoo import api, fields, models, tools


class CallMaskRule(models.Model):
    """What a country's law says of the numbers on itemised bills. Countries without a rule go by the company's setting.

    Whoever is called has a right to privacy against those who share the caller's line and see the bill: Directive
    2002/58/EC, article 7, leaves to each country how many digits that hides.
    """

    _name = "call.mask.rule"
    _inherit = ["call.terms.signal"]
    _description = "Numbers on Bills"
    _order = "country_id"
    _rec_name = "country_id"

    country_id = fields.Many2one("res.country", required=True, ondelete="cascade")
    digits = fields.Integer(
        string="Hidden Digits", required=True, help="So many of the last digits of a called number are hidden."
    )
    condition = fields.Char(
        string="In Full When", translate=True, help="What a customer must say before its numbers are printed in full."
    )
    source = fields.Char(string="Law", help="Where it is written.")

    _one_a_country = models.Constraint("UNIQUE (country_id)", "This country has a rule already.")
    _digits = models.Constraint(
        "CHECK (digits BETWEEN 0 AND 15)", "Between 0 and 15 digits of a called number can be hidden."
    )

    @api.model
    @tools.ormcache("country_id")
    def _digits_in(self, country_id):
        """How many digits the law of the country hides; 0 where nothing is noted."""
        return self.sudo().search([("country_id", "=", country_id)], limit=1).digits
