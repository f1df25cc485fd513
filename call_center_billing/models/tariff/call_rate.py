"""One line of a rate card's version."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Micro
from .call_rate_unit import MEASURES, SERVICES, UNITS

LONGEST_PREFIX = 15


class CallRate(models.Model):
    """What a call costs whose number begins with `prefix`. The longest prefix wins."""

    _name = "call.rate"
    _description = "Rate"
    _inherit = ["call.rate.draft.mixin"]
    _order = "version_id, prefix, valid_from, id"
    _rec_name = "prefix"

    version_id = fields.Many2one("call.rate.version", required=True, index=True, ondelete="cascade")
    card_id = fields.Many2one(related="version_id.card_id", store=True, index=True)
    company_id = fields.Many2one(related="version_id.company_id", store=True, index=True)
    state = fields.Selection(related="version_id.state")
    prefix = fields.Char(
        help="First digits of the called number, country code first, without +: 4670. Empty: all numbers with a "
        "country code. A short code that is dialled as it is begins with =: =112.",
    )
    destination_id = fields.Many2one("call.destination", required=True, index=True, ondelete="restrict")
    destination_class = fields.Selection(related="destination_id.destination_class")
    caller_class_id = fields.Many2one(
        "call.caller.class",
        string="Callers",
        index="btree_not_null",
        ondelete="restrict",
        help="Only for calls from these numbers. Empty: for all callers that no other rate of the prefix names.",
    )
    unit = fields.Selection(UNITS, default="minute", required=True, help="What the price is for.")
    service = fields.Selection(SERVICES, compute="_compute_service", store=True, help="What is priced; by the unit.")
    price = Micro(
        help="For one minute, call, message or megabyte, as the unit says, in the card's currency, without tax."
    )
    connection_fee = Micro(help="Charged once for each answered call, without tax.")
    free_seconds = fields.Integer(help="Seconds (or units) at the beginning of each call that cost nothing.")
    minimum_seconds = fields.Integer(help="A call that has anything to charge counts as at least so many seconds.")
    first_increment = fields.Integer(
        string="First Seconds", default=1, help="Every call is charged for at least this many seconds."
    )
    next_increment = fields.Integer(
        string="Then Steps of", default=1, help="What exceeds the first seconds is charged in steps of this many."
    )
    minimum_charge = Micro(help="A call that has anything to charge costs at least this, without tax.")
    maximum_charge = Micro(help="A call costs at most this, without tax; 0: there is no limit.")
    maximum_rule = fields.Selection(
        [("free", "Then free"), ("disconnect", "Then disconnect")],
        string="Past the Maximum",
        default="free",
        required=True,
        help="Then free: the rest of the call costs nothing. Then disconnect: the switch is told to end the call; "
        "one that went on all the same is charged for.",
    )
    valid_from = fields.Datetime(
        help="Only calls that begin from this moment on. Empty: from the version's first moment."
    )
    valid_to = fields.Datetime(
        help="Only calls that begin before this moment. Empty: as long as the version is in force."
    )
    tier_ids = fields.One2many("call.rate.tier", "rate_id", string="Prices by Band and Step")
    tier_count = fields.Integer(compute="_compute_tier_count")
    currency_id = fields.Many2one(related="version_id.currency_id")

    _key = models.UniqueIndex(
        "(version_id, service, prefix, COALESCE(caller_class_id, 0), COALESCE(valid_from, '-infinity'::timestamp))",
        "The version has a rate for this prefix already.",
    )
    _increments = models.Constraint(
        "CHECK (first_increment > 0 AND next_increment > 0)", "First seconds and steps must be at least 1 second."
    )
    _not_negative = models.Constraint(
        "CHECK (price >= 0 AND connection_fee >= 0 AND free_seconds >= 0 AND minimum_charge >= 0"
        " AND maximum_charge >= 0 AND COALESCE(minimum_seconds, 0) >= 0)",
        "Prices, fees, limits and seconds cannot be negative.",
    )
    _validity = models.Constraint("CHECK (valid_from < valid_to)", "A rate's validity must end after it begins.")

    @api.depends("unit")
    def _compute_service(self):
        for rate in self:
            rate.service = MEASURES[rate.unit].service if rate.unit else False

    @api.depends("tier_ids")
    def _compute_tier_count(self):
        counts = dict(self.env["call.rate.tier"]._read_group([("rate_id", "in", self.ids)], ["rate_id"], ["__count"]))
        for rate in self:
            rate.tier_count = counts.get(rate._origin, 0)

    @api.constrains("prefix")
    def _check_prefix(self):
        for rate in self:
            prefix = rate.prefix or ""
            digits = prefix.removeprefix("=")
            allowed = "0123456789*#" if prefix.startswith("=") else "0123456789"
            if digits.strip(allowed) or len(digits) > LONGEST_PREFIX or prefix == "=":
                raise ValidationError(
                    self.env._(
                        "Prefix “%(prefix)s” of %(destination)s must be 1 to 15 digits, as in 4670, or a short code, "
                        "as in =112.",
                        prefix=prefix,
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

    @api.constrains("valid_from", "valid_to", "prefix", "caller_class_id", "unit")
    def _check_overlap(self):
        """Two rates for one prefix cannot hold at the same time."""
        self.flush_recordset()
        self.env.cr.execute(
            """SELECT one.id, other.id FROM call_rate one JOIN call_rate other
                   ON other.version_id = one.version_id AND other.service = one.service AND other.id <> one.id
                  AND other.prefix = one.prefix
                  AND other.caller_class_id IS NOT DISTINCT FROM one.caller_class_id
                  AND tsrange(other.valid_from, other.valid_to) && tsrange(one.valid_from, one.valid_to)
                WHERE one.id = ANY(%s) LIMIT 1""",
            (self.ids,),
        )
        if found := self.env.cr.fetchone():
            one, other = self.browse(found)
            raise ValidationError(
                self.env._(
                    "%(rate)s: %(version)s has another rate for this prefix (%(other)s) at the same time.",
                    rate=one.display_name,
                    version=one.version_id.display_name,
                    other=other.display_name,
                )
            )

    @api.depends("prefix", "destination_id")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.prefix or '*'} {rate.destination_id.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Take prefixes with or without +.

        :raise ValidationError: a rate without a price: what costs nothing says so with a 0
        """
        for vals in vals_list:
            self._strip_prefix(vals)
            if vals.get("price") is None or vals.get("price") is False:
                raise ValidationError(
                    self.env._(
                        "The rate for prefix %s has no price. What costs nothing has 0.", vals.get("prefix") or "*"
                    )
                )
        return super().create(vals_list)

    def write(self, vals):
        """Take prefixes with or without +."""
        self._strip_prefix(vals)
        return super().write(vals)

    @staticmethod
    def _strip_prefix(vals):
        if "prefix" in vals:
            # '' and not NULL, which no unique index would tell apart
            vals["prefix"] = (vals["prefix"] or "").strip().removeprefix("+").removeprefix("00")
