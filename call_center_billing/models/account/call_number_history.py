"""A customer's history tells which numbers it got and gave up."""

from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_datetime


class CallNumber(models.Model):
    """Said on the account's page; the number's own page has the details."""

    _inherit = "call.number"

    @api.model_create_multi
    def create(self, vals_list):
        """Tell the owners."""
        numbers = super().create(vals_list)
        texts = {}
        for number in numbers:
            texts.setdefault(number.partner_id, []).append(
                self.env._("%(number)s added, from %(moment)s.", number=number.number, moment=number._at("valid_from"))
            )
        self._tell_owners(texts)
        return numbers

    def write(self, vals):
        """Tell the owners when a number is no longer theirs."""
        former = {number: number.valid_to for number in self}
        result = super().write(vals)
        texts = {}
        for number in self.filtered(lambda number: number.valid_to and number.valid_to != former[number]):
            texts.setdefault(number.partner_id, []).append(
                self.env._("%(number)s ends %(moment)s.", number=number.number, moment=number._at("valid_to"))
            )
        self._tell_owners(texts)
        return result

    def _at(self, name):
        return format_datetime(self.env, self[name], dt_format="short")

    def _tell_owners(self, texts):
        """Log what happened, {res.partner: [text, …]}, unless histories are off or the move of a number tells it."""
        if texts and not (self.env.context.get("tracking_disable") or self.env.context.get("call_moving")):
            partners = self.env["res.partner"].union(*texts).sudo()
            partners._message_log_batch(
                bodies={partner.id: Markup("<br>").join(texts[partner]) for partner in partners}
            )
