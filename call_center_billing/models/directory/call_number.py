"""A number that gets an owner needs no clerk any longer."""

from odoo import api, fields, models
from odoo.fields import Domain


class CallNumber(models.Model):
    """However a number comes by an owner: the task of whoever called from it is done."""

    _inherit = "call.number"

    @api.model_create_multi
    def create(self, vals_list):
        """Close the tasks of numbers that are owned from now on."""
        numbers = super().create(vals_list)
        numbers._close_tasks()
        return numbers

    def _close_tasks(self):
        now = fields.Datetime.now()
        owned = self.filtered(
            lambda number: (
                number.kind != "account" and number.valid_from <= now and (not number.valid_to or number.valid_to > now)
            )
        )
        if not owned:
            return
        mine = Domain("number", "in", owned.mapped("number")) & Domain("company_id", "in", owned.company_id.ids)
        owners = {(number.company_id, number.number): number.partner_id for number in owned}
        for task in self.env["call.directory.task"].sudo().search(mine & Domain("state", "=", "open")):
            if owner := owners.get((task.company_id, task.number)):
                task.with_user(self.env.user)._complete(owner)
