"""Time bands of a version: parts of the week with prices of their own."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ... import rating

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holiday")


class CallRateBand(models.Model):
    """A part of the week, on the wall clock of the version's time zone. The first band that matches wins."""

    _name = "call.rate.band"
    _description = "Time Band"
    _inherit = ["call.rate.draft.mixin"]
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("call.rate.version", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="version_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, help="As explanations of prices call it: evening, weekend.")
    monday = fields.Boolean("Mon", default=True)
    tuesday = fields.Boolean("Tue", default=True)
    wednesday = fields.Boolean("Wed", default=True)
    thursday = fields.Boolean("Thu", default=True)
    friday = fields.Boolean("Fri", default=True)
    saturday = fields.Boolean("Sat")
    sunday = fields.Boolean("Sun")
    holiday = fields.Boolean("Holidays", help="A holiday of the version's calendar counts as this, not as its weekday.")
    hour_from = fields.Float("From", help="First moment of the band.")
    hour_to = fields.Float(
        "To",
        default=24.0,
        help="First moment after the band. Before “From”: the band holds from midnight to this, and again from “From” "
        "to midnight, on each of its days.",
    )
    percent = fields.Float(
        "Other Rates at %",
        digits=(6, 2),
        default=100.0,
        help="Rates without a price of their own in this band cost so much of their ordinary price in it.",
    )

    _name_unique = models.Constraint("UNIQUE (version_id, name)", "The version has a time band of this name already.")
    _percent = models.Constraint(
        "CHECK (percent >= 0 AND percent <= 1000)", "A band's percentage is between 0 and 1,000."
    )

    @api.constrains("hour_from", "hour_to", *DAYS)
    def _check_covers(self):
        for band in self:
            start, end = band._seconds()
            if not (0 <= start < rating.codes.DAY and 0 < end <= rating.codes.DAY) or start == end:
                raise ValidationError(
                    self.env._(
                        "Band “%(band)s” covers nothing: its hours must differ, from 00:00 to 24:00.", band=band.name
                    )
                )
            if not any(band[day] for day in DAYS):
                raise ValidationError(self.env._("Band “%(band)s” covers nothing: tick its days.", band=band.name))
        for version in self.version_id:
            version._check_bands()

    def _seconds(self):
        """First second of the day in the band, and first one after it."""
        self.ensure_one()
        return round(self.hour_from * 3600), round(self.hour_to * 3600)

    def _days(self):
        self.ensure_one()
        return frozenset(number for number, day in enumerate(DAYS) if self[day])

    def _engine_bands(self, **terms):
        """The band as the engine wants it: one that passes midnight is two there.

        :param terms: price and whatever else `rating.Band` takes
        :rtype: tuple[rating.Band, ...]
        """
        start, end = self._seconds()
        spans = [(start, end)] if start < end else [(0, end), (start, rating.codes.DAY)]
        days = self._days()
        return tuple(rating.Band(name=self.name, start=first, end=last, days=days, **terms) for first, last in spans)
