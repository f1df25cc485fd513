"""Bundles: units that are included in a plan or sold on top, and what they pay for."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Big, Micro
from ...plan.allowance import Cover
from ..tariff.call_destination import DESTINATION_CLASSES
from ..tariff.call_rate_unit import SERVICES

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = [("second", "Seconds"), ("call", "Calls"), ("message", "Messages"), ("octet", "Octets")]
#: what a service may be counted in
COUNTED_IN = {"voice": ("second", "call"), "agent": ("second",), "message": ("message",), "data": ("octet",)}
#: seconds of a day
DAY = 86_400


class CallBundle(models.Model):
    """What a bundle holds and which calls it pays for. The first units of a call are paid, the rest is charged."""

    _name = "call.bundle"
    _description = "Bundle of Included Units"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, help="Customers read it on their invoices.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(
        string="Priority",
        default=10,
        help="Of several bundles that cover a call, the lowest is used first.",
    )
    service = fields.Selection(SERVICES, required=True, default="voice")
    unit = fields.Selection(UNITS, string="Counted In", required=True, default="second")
    units = Big(string="Units per Period", required=True, help="Seconds, calls, messages or octets in each period.")
    increment = fields.Integer(
        string="Used in Steps Of",
        default=1,
        required=True,
        aggregator=None,
        help="1: by the unit. 60: a call uses whole minutes, and pays with them for no more than it lasted.",
    )
    scope_ids = fields.One2many("call.bundle.scope", "bundle_id", string="Pays For", copy=True)
    monday = fields.Boolean("Mon", default=True)
    tuesday = fields.Boolean("Tue", default=True)
    wednesday = fields.Boolean("Wed", default=True)
    thursday = fields.Boolean("Thu", default=True)
    friday = fields.Boolean("Fri", default=True)
    saturday = fields.Boolean("Sat", default=True)
    sunday = fields.Boolean("Sun", default=True)
    hour_from = fields.Float("From", help="A call counts by the moment at which it begins, by the customer's clock.")
    hour_to = fields.Float("To", default=24.0, help="First moment after. Before “From”: over midnight.")
    prorate = fields.Boolean(
        string="By Days", default=True, help="A first or last period that is cut gets units for its days only."
    )
    rollover_periods = fields.Integer(
        string="Carried Over For", aggregator=None, help="Periods for which unused units stay usable; 0: for none."
    )
    rollover_cap = Big(
        string="Carried Over at Most",
        aggregator=None,
        help="Most units of earlier periods that are used in one period; 0: all there are.",
    )
    cycle_id = fields.Many2one(
        "call.cycle", string="Period", check_company=True, help="Empty: that of the plan, or of the customer."
    )
    product_id = fields.Many2one(
        "product.product", string="Article", check_company=True, help="As what it is charged when it is sold alone."
    )
    price = Micro(string="Price per Period", help="Of a bundle that is sold alone; without tax.")
    entitlement_ids = fields.One2many("call.bundle.entitlement", "bundle_id", string="Customers", readonly=True)

    _increment = models.Constraint("CHECK (increment > 0)", "Units are used in steps of 1 or more.")
    _rollover = models.Constraint(
        "CHECK (COALESCE(rollover_periods, 0) >= 0 AND COALESCE(rollover_periods, 0) <= 120)",
        "Units are carried over for 0 to 120 periods.",
    )
    _price = models.Constraint("CHECK (COALESCE(price, 0) >= 0)", "A bundle's price is 0 or more.")

    @api.constrains("units", "rollover_cap")
    def _check_units(self):
        for bundle in self:
            if bundle.units <= 0:
                raise ValidationError(self.env._("Bundle “%s”: enter more than 0 units.", bundle.name))
            if bundle.rollover_cap < 0:
                raise ValidationError(
                    self.env._("Bundle “%s”: what is carried over at most is 0 or more units.", bundle.name)
                )

    @api.constrains("service", "unit", "scope_ids")
    def _check_covers(self):
        for bundle in self:
            if not bundle.scope_ids:
                raise ValidationError(
                    self.env._(
                        "Bundle “%s” pays for nothing: add a kind of calls or a destination under “Pays For”.",
                        bundle.name,
                    )
                )
            if bundle.unit not in COUNTED_IN[bundle.service]:
                units, services = dict(UNITS), dict(SERVICES)
                raise ValidationError(
                    self.env._(
                        "Bundle “%(bundle)s”: %(service)s are not counted in %(unit)s.",
                        bundle=bundle.name,
                        service=services[bundle.service],
                        unit=units[bundle.unit],
                    )
                )

    @api.constrains("hour_from", "hour_to", *DAYS)
    def _check_band(self):
        for bundle in self:
            start, end = bundle._band()
            if not (0 <= start < DAY and 0 < end <= DAY) or start == end or not any(bundle[day] for day in DAYS):
                raise ValidationError(
                    self.env._(
                        "Bundle “%s” covers no time: tick its days, and let its hours differ, from 00:00 to 24:00.",
                        bundle.name,
                    )
                )

    @api.constrains("price", "product_id")
    def _check_article(self):
        for bundle in self:
            if bundle.price and not bundle.product_id:
                raise ValidationError(
                    self.env._("Bundle “%s” has a price: choose the article as which it is charged.", bundle.name)
                )

    def write(self, vals):
        """What customers hold keeps its meaning: used units were counted in it."""
        if vals.keys() & {"unit", "service", "company_id"} and self.sudo().entitlement_ids:
            raise ValidationError(self.env._("Customers have this bundle already. Make another one, and archive this."))
        return super().write(vals)

    def _band(self):
        """First second of the day on which it pays, and first one after."""
        return round(self.hour_from * 3600), round(self.hour_to * 3600)

    def _holds_at(self, local):
        """Whether it pays for calls that begin at a moment.

        :param datetime local: by the customer's clock
        """
        self.ensure_one()
        start, end = self._band()
        second = local.hour * 3600 + local.minute * 60 + local.second
        inside = start <= second < end if start < end else second < end or second >= start
        return inside and self[DAYS[local.weekday()]]

    def _covers(self, service, unit, destination):
        """Whether it pays for calls of a rate.

        :param str service, unit: of the rate; what is priced by the call only a bundle of calls pays for
        """
        self.ensure_one()
        if service != self.service or (unit == "call" and self.unit != "call"):
            return False
        named = self.scope_ids
        return destination in named.destination_id or destination.destination_class in named.mapped("destination_class")

    def _cover(self):
        """How it pays for a call.

        :rtype: plan.allowance.Cover
        """
        return Cover(self.unit == "call", self.increment)

    def _cap(self):
        """Most units of earlier periods, None for no end."""
        return self.rollover_cap or None


class CallBundleScope(models.Model):
    """A kind of calls, or one destination, that a bundle pays for."""

    _name = "call.bundle.scope"
    _description = "What a Bundle Pays For"
    _order = "destination_class, id"

    bundle_id = fields.Many2one("call.bundle", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="bundle_id.company_id", store=True, index=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Kind of Calls")
    destination_id = fields.Many2one("call.destination", ondelete="restrict")

    _one = models.Constraint(
        "CHECK ((destination_class IS NULL) <> (destination_id IS NULL))",
        "Choose either a kind of calls or one destination on each line.",
    )

    @api.depends("destination_class", "destination_id")
    def _compute_display_name(self):
        classes = dict(self._fields["destination_class"]._description_selection(self.env))
        for scope in self:
            scope.display_name = scope.destination_id.name or classes.get(scope.destination_class, "")
