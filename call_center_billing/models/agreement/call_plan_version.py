"""What a plan charges, in words."""

from odoo import models

from ...money import format_micro
from ..tariff.price_text import decimal_point

ONCE = ("setup", "one_time", "did_setup")


class CallPlanVersion(models.Model):
    """As quotations and agreements tell it."""

    _inherit = "call.plan.version"

    def _price_texts(self):
        """One text for each item, in the reader's language."""
        self.ensure_one()
        kinds = dict(self.env["call.plan.item"]._fields["kind"]._description_selection(self.env))
        return [self._price_text(item, kinds[item.kind]) for item in self.item_ids]

    def _price_text(self, item, kind):
        price = f"{format_micro(item.price or 0, separator=decimal_point(self.env))} {self.currency_id.name}"
        if item.kind in ONCE:
            return self.env._("%(kind)s: %(price)s, once", kind=kind, price=price)
        if item.kind == "agent_hour":
            return self.env._("%(kind)s: %(price)s", kind=kind, price=price)
        return self.env._("%(kind)s: %(price)s for each period", kind=kind, price=price)
