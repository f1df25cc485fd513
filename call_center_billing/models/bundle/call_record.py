"""What included units paid for of a call."""

from odoo import fields, models

from ...fields import Big
from .bundle_text import units_text


class CallRecord(models.Model):
    """`bundle_units` are units of the call itself: seconds, octets, texts."""

    _inherit = "call.record"

    bundle_units = Big(
        string="Included Units", readonly=True, help="Units of the call that bundles of the customer paid for."
    )
    bundle_use_ids = fields.One2many("call.bundle.use", "call_id", string="Bundles Used", readonly=True)

    def _free_units(self):
        """Override: what bundles paid for."""
        return super()._free_units() + (self.bundle_units or 0)

    def _explain(self):
        """Override: which bundle gave how much."""
        uses = self.sudo().bundle_use_ids.sorted("id")
        lines = [self._bundle_text(use) for use in uses]
        return "\n".join([super()._explain(), *lines])

    def _bundle_text(self, use):
        bundle = use.bundle_id.with_env(self.env(su=True))
        names = {
            "bundle": bundle.name,
            "units": units_text(self.env, use.units, bundle.unit),
            "begin": use.grant_id.date_from,
        }
        if use.period_id:
            return self.env._("Bundle “%(bundle)s” gave %(units)s, carried over from %(begin)s.", **names)
        return self.env._("Bundle “%(bundle)s” gave %(units)s.", **names)
