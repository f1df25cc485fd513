"""Prices of a rate that differ from its ordinary one: in a time band, or from some second of the call on."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Micro


class CallRateTier(models.Model):
    """What a rate costs in a time band, or from a moment of the call on, or both."""

    _name = "call.rate.tier"
    _description = "Price by Band or Step"
    _inherit = ["call.rate.draft.mixin"]
    _order = "rate_id, band_id, start"

    rate_id = fields.Many2one("call.rate", required=True, index=True, ondelete="cascade")
    version_id = fields.Many2one(related="rate_id.version_id", store=True, index=True)
    company_id = fields.Many2one(related="rate_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="rate_id.currency_id")
    band_id = fields.Many2one(
        "call.rate.band",
        string="Time Band",
        index=True,
        ondelete="cascade",
        domain="[('version_id', '=', version_id)]",
        help="Empty: outside all bands.",
    )
    start = fields.Integer(
        string="From Second",
        default=0,
        help="The price holds from this second (or unit) of the call on; 0: from its beginning.",
    )
    price = Micro(help="Per minute, or whatever the rate's unit is, without tax.")
    has_fee = fields.Boolean(
        string="Own Fee", help="Calls that begin in the band have the connection fee given here, not the rate's."
    )
    connection_fee = Micro()
    first_increment = fields.Integer(string="First Seconds", help="0: as the rate has it.")
    next_increment = fields.Integer(string="Then Steps of", help="0: as the rate has it.")

    _key = models.UniqueIndex(
        "(rate_id, COALESCE(band_id, 0), start)", "The rate has a price for this band and second already."
    )
    _not_negative = models.Constraint(
        "CHECK (start >= 0 AND price >= 0 AND COALESCE(connection_fee, 0) >= 0 AND COALESCE(first_increment, 0) >= 0"
        " AND COALESCE(next_increment, 0) >= 0)",
        "Prices, fees, seconds and steps cannot be negative.",
    )

    @api.constrains("band_id", "start", "rate_id", "has_fee", "first_increment")
    def _check_place(self):
        for tier in self:
            if tier.band_id and tier.band_id.version_id != tier.rate_id.version_id:
                raise ValidationError(
                    self.env._(
                        "%(rate)s: band %(band)s belongs to another version.",
                        rate=tier.rate_id.display_name,
                        band=tier.band_id.name,
                    )
                )
            if not tier.band_id and not tier.start:
                raise ValidationError(
                    self.env._(
                        "%(rate)s: choose a band, or the second from which the price holds. From the first second, "
                        "outside all bands, the rate's own price holds.",
                        rate=tier.rate_id.display_name,
                    )
                )
            if tier.start and (tier.has_fee or tier.first_increment):
                raise ValidationError(
                    self.env._(
                        "%(rate)s: a fee and first seconds belong to the beginning of a call, not to second %(start)s.",
                        rate=tier.rate_id.display_name,
                        start=tier.start,
                    )
                )
