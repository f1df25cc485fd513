"""Discounts for volume: of which usage, from how much on."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...plan.volume import Tier, rebate
from ..tariff.call_destination import DESTINATION_CLASSES

#: what is counted of which service, as SQL
MEASURES = {
    "minute": ("voice", SQL("COALESCE(sum(billed_seconds), 0) / 60.0")),
    "call": ("voice", SQL("count(*)")),
    "text": ("message", SQL("COALESCE(sum(quantity), 0)")),
    "megabyte": ("data", SQL("COALESCE(sum(quantity), 0) / 1000000.0")),
}
#: parts of a unit that are told apart
FINE = 1_000


class CallPlanVolume(models.Model):
    """A scale of discounts on what an account uses in a period; items of plans name it, and it is the same for all.

    It is settled when the period is over, as a credit on the period's statement.
    """

    _name = "call.plan.volume"
    _description = "Volume Discount"
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    measure = fields.Selection(
        [("minute", "Minutes of calls"), ("call", "Calls"), ("text", "Texts"), ("megabyte", "Megabytes")],
        required=True,
        default="minute",
        help="What is counted, and what the discount is on. Minutes are those charged for.",
    )
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", help="Empty: all classes.")
    destination_ids = fields.Many2many("call.destination", string="Destinations", help="Empty: all of the class.")
    mode = fields.Selection(
        [("step", "By step"), ("whole", "Whole volume")],
        required=True,
        default="step",
        help="By step: each part of the volume has the discount of its step, at the mean price of all of it. Whole "
        "volume: the discount of the step that is reached is on all of it.",
    )
    tier_ids = fields.One2many("call.plan.volume.tier", "volume_id", string="Steps", copy=True)
    item_ids = fields.One2many("call.plan.item", "volume_id", string="Plan Items")
    active = fields.Boolean(default=True)

    def write(self, vals):
        """
        :raise UserError: published plans have it
        """
        if vals.keys() - {"name", "active"}:
            self._check_unsold()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sold(self):
        self._check_unsold()

    def _check_unsold(self):
        sold = self.sudo().item_ids.version_id.filtered(lambda version: version.state != "draft")
        if sold:
            raise UserError(
                self.env._(
                    "%(versions)s are sold with this discount, which never changes. Make a copy for a new version.",
                    versions=", ".join(sold.mapped("display_name")),
                )
            )

    def _credit(self, account, company, currency, moments):
        """What is taken off for a period, exact micro-units.

        :param tuple moments: first moment and end of the period, UTC and naive
        """
        self.ensure_one()
        volume, amount = self._usage(account, company, currency, moments)
        tiers = [Tier(tier.above * FINE, tier.discount) for tier in self.tier_ids]
        return rebate(tiers, self.mode, volume, amount)

    def _usage(self, account, company, currency, moments):
        """What counts: thousandths of units, and what was charged for them, corrections included."""
        service, measured = MEASURES[self.measure]
        parts = [SQL("COALESCE(service, 'voice') = %s", service)]
        if self.destination_class:
            parts.append(SQL("destination_class = %s", self.destination_class))
        if self.destination_ids:
            parts.append(SQL("destination_id = ANY(%s)", self.destination_ids.ids))
        query = SQL(
            """SELECT round(%s * %s)::bigint, COALESCE(sum(amount + COALESCE(adjusted, 0)), 0)::bigint
                 FROM call_record_store
                WHERE partner_id = %s AND company_id = %s AND currency_id = %s AND state = 'rated'
                  AND statement_id IS NOT NULL AND started_at >= %s AND started_at < %s AND %s""",
            FINE,
            measured,
            account.id,
            company.id,
            currency.id,
            *moments,
            SQL(" AND ").join(parts),
        )
        return self.env.execute_query(query)[0]


class CallPlanVolumeTier(models.Model):
    """From how much on how many per cent."""

    _name = "call.plan.volume.tier"
    _description = "Step of a Volume Discount"
    _order = "volume_id, above"

    volume_id = fields.Many2one("call.plan.volume", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="volume_id.company_id", store=True)
    above = fields.Integer(required=True, aggregator=None, help="The discount begins with the first unit above.")
    percent = fields.Float(string="Discount (%)", required=True, digits=(7, 4), aggregator=None)
    discount = fields.Integer(compute="_compute_discount", help="Parts per million.")

    _above = models.Constraint("CHECK (above >= 0)", "A step cannot begin below nothing.")
    _percent = models.Constraint("CHECK (percent > 0 AND percent <= 100)", "A discount is more than 0, at most 100 %.")
    _once = models.UniqueIndex("(volume_id, above)", "Two steps begin at the same volume.")

    @api.depends("percent")
    def _compute_discount(self):
        for tier in self:
            tier.discount = round(tier.percent * 10_000)

    @api.model_create_multi
    def create(self, vals_list):
        """
        :raise UserError: published plans have the discount
        """
        tiers = super().create(vals_list)
        tiers.volume_id._check_unsold()
        return tiers

    def write(self, vals):
        """
        :raise UserError: published plans have the discount
        """
        self.volume_id._check_unsold()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sold(self):
        self.volume_id._check_unsold()


class CallPlanItem(models.Model):
    """Items that take something off."""

    _inherit = "call.plan.item"

    volume_id = fields.Many2one(
        "call.plan.volume",
        string="Volume Discount",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('company_id', '=', company_id)]",
        help="The scale by which usage of the period is discounted when the period is over.",
    )

    @api.constrains("kind", "volume_id")
    def _check_volume(self):
        for item in self:
            if (item.kind == "volume") != bool(item.volume_id):
                raise ValidationError(self.env._("An item for volume needs its discount, and no other has one."))
            if item.volume_id and not item.volume_id.tier_ids:
                raise ValidationError(self.env._("%(volume)s has no steps.", volume=item.volume_id.name))
            if item.volume_id and item.volume_id.company_id != item.company_id:
                raise ValidationError(self.env._("%(volume)s is another company's.", volume=item.volume_id.name))
