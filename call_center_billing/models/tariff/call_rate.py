"""One line of a rate card."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...fields import Micro

#: a change of these makes other prices
PRICING_FIELDS = {
    "card_id",
    "prefix",
    "price",
    "connection_fee",
    "first_increment",
    "next_increment",
    "destination_id",
}


class CallRate(models.Model):
    """What a call costs whose number begins with `prefix`. The longest prefix wins."""

    _name = "call.rate"
    _description = "Rate"
    _order = "card_id, prefix"
    _rec_name = "prefix"

    card_id = fields.Many2one("call.rate.card", string="Rate Card", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="card_id.company_id", store=True, index=True)
    prefix = fields.Char(required=True, help="First digits of the called number, country code first, without +: 4670.")
    destination_id = fields.Many2one("call.destination", required=True, index=True, ondelete="restrict")
    destination_class = fields.Selection(related="destination_id.destination_class")
    price = Micro(string="Price per Minute", help="In the card's currency, without tax.")
    connection_fee = Micro(help="Charged once for each answered call, without tax.")
    first_increment = fields.Integer(
        string="First Seconds", default=1, help="Every call is charged for at least this many seconds."
    )
    next_increment = fields.Integer(
        string="Then Steps of", default=1, help="What exceeds the first seconds is charged in steps of this many."
    )
    currency_id = fields.Many2one(related="card_id.currency_id")

    _prefix_unique = models.Constraint("UNIQUE (card_id, prefix)", "The rate card has a rate for this prefix already.")
    _increments = models.Constraint(
        "CHECK (first_increment > 0 AND next_increment > 0)", "First seconds and steps must be at least 1 second."
    )
    _not_negative = models.Constraint(
        "CHECK (price >= 0 AND connection_fee >= 0)", "Prices and connection fees cannot be negative."
    )

    @api.constrains("prefix")
    def _check_prefix(self):
        for rate in self:
            if not (rate.prefix.isascii() and rate.prefix.isdigit()) or len(rate.prefix) > 15:
                raise ValidationError(
                    self.env._(
                        "Prefix “%(prefix)s” of %(destination)s must be 1 to 15 digits, as in 4670.",
                        prefix=rate.prefix,
                        destination=rate.destination_id.name,
                    )
                )

    @api.depends("prefix", "destination_id")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.prefix} {rate.destination_id.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Take prefixes with or without +, and let workers forget the compiled card."""
        for vals in vals_list:
            self._strip_prefix(vals)
        rates = super().create(vals_list)
        self.env.registry.clear_cache()
        return rates

    def write(self, vals):
        """Take prefixes with or without +, and let workers forget the compiled card."""
        self._strip_prefix(vals)
        result = super().write(vals)
        if vals.keys() & PRICING_FIELDS:
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Let workers forget the compiled card."""
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        used = self.env["call.record"].sudo().search([("rate_id", "in", self.ids)], limit=1).rate_id
        if used:
            raise UserError(
                self.env._("Calls were priced by rate %(rate)s: change it or archive its card.", rate=used.display_name)
            )

    @staticmethod
    def _strip_prefix(vals):
        if vals.get("prefix"):
            vals["prefix"] = vals["prefix"].strip().removeprefix("+").removeprefix("00")
