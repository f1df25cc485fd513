"""One line of a rate card's version."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ... import rating
from ...fields import Micro


class CallRate(models.Model):
    """What a call costs whose number begins with `prefix`. The longest prefix wins."""

    _name = "call.rate"
    _description = "Rate"
    _order = "version_id, prefix"
    _rec_name = "prefix"

    version_id = fields.Many2one("call.rate.version", required=True, index=True, ondelete="cascade")
    card_id = fields.Many2one(related="version_id.card_id", store=True, index=True)
    company_id = fields.Many2one(related="version_id.company_id", store=True, index=True)
    state = fields.Selection(related="version_id.state")
    prefix = fields.Char(required=True, help="First digits of the called number, country code first, without +: 4670.")
    destination_id = fields.Many2one("call.destination", required=True, index=True, ondelete="restrict")
    destination_class = fields.Selection(related="destination_id.destination_class")
    price = Micro(string="Price per Minute", help="In the card's currency, without tax.")
    connection_fee = Micro(help="Charged once for each answered call, without tax.")
    free_seconds = fields.Integer(help="Seconds at the beginning of each call that cost nothing.")
    first_increment = fields.Integer(
        string="First Seconds", default=1, help="Every call is charged for at least this many seconds."
    )
    next_increment = fields.Integer(
        string="Then Steps of", default=1, help="What exceeds the first seconds is charged in steps of this many."
    )
    minimum_charge = Micro(help="A call that has anything to charge costs at least this, without tax.")
    maximum_charge = Micro(help="A call costs at most this, without tax; 0: there is no limit.")
    currency_id = fields.Many2one(related="version_id.currency_id")

    _prefix_unique = models.Constraint("UNIQUE (version_id, prefix)", "The version has a rate for this prefix already.")
    _increments = models.Constraint(
        "CHECK (first_increment > 0 AND next_increment > 0)", "First seconds and steps must be at least 1 second."
    )
    _not_negative = models.Constraint(
        "CHECK (price >= 0 AND connection_fee >= 0 AND free_seconds >= 0 AND minimum_charge >= 0"
        " AND maximum_charge >= 0)",
        "Prices, fees, limits and free seconds cannot be negative.",
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

    @api.constrains("minimum_charge", "maximum_charge")
    def _check_charges(self):
        for rate in self:
            if 0 < rate.maximum_charge < rate.minimum_charge:
                raise ValidationError(
                    self.env._("%(rate)s: the least a call costs is above the most.", rate=rate.display_name)
                )

    @api.depends("prefix", "destination_id")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.prefix} {rate.destination_id.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Take prefixes with or without +; only into drafts."""
        for vals in vals_list:
            self._strip_prefix(vals)
        rates = super().create(vals_list)
        rates.version_id._check_draft()
        return rates

    def write(self, vals):
        """Take prefixes with or without +; only in drafts."""
        self.version_id._check_draft()
        self._strip_prefix(vals)
        result = super().write(vals)
        self.version_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.version_id._check_draft()

    def _as_engine_rate(self):
        """The row as the pure engine wants it.

        :rtype: rating.Rate
        """
        return rating.Rate(
            key=self.id,
            prefix=self.prefix,
            destination=self.destination_id.name or "",
            price=self.price,
            connection_fee=self.connection_fee,
            free_units=self.free_seconds,
            first_increment=self.first_increment,
            next_increment=self.next_increment,
            minimum_charge=self.minimum_charge,
            maximum_charge=self.maximum_charge or None,
            destination_class=self.destination_class or "",
        )

    @staticmethod
    def _strip_prefix(vals):
        if vals.get("prefix"):
            vals["prefix"] = vals["prefix"].strip().removeprefix("+").removeprefix("00")
