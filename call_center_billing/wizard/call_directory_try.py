"""Try a directory: what does it answer, and what is understood of it?"""

from odoo import fields, models
from odoo.exceptions import UserError

from ..directory import Region


class CallDirectoryTry(models.TransientModel):
    """One number, asked now; it costs what any look-up costs."""

    _name = "call.directory.try"
    _description = "Try a Directory"

    directory_id = fields.Many2one(
        "call.directory", required=True, ondelete="cascade", default=lambda self: self.env.context.get("active_id")
    )
    number = fields.Char(required=True)
    lookup_id = fields.Many2one("call.directory.lookup", readonly=True)
    outcome = fields.Selection(related="lookup_id.outcome")
    reason = fields.Selection(related="lookup_id.reason")
    request = fields.Char(related="lookup_id.request")
    status = fields.Integer(related="lookup_id.status")
    duration_ms = fields.Integer(related="lookup_id.duration_ms")
    answer = fields.Text(related="lookup_id.answer")
    name = fields.Char(related="lookup_id.name")
    street = fields.Char(related="lookup_id.street")
    zip = fields.Char(related="lookup_id.zip")
    city = fields.Char(related="lookup_id.city")
    country_id = fields.Many2one(related="lookup_id.country_id")
    org_number = fields.Char(related="lookup_id.org_number")
    is_company = fields.Boolean(related="lookup_id.is_company")

    def action_try(self):
        """Ask, and show both what came and what it means."""
        self.ensure_one()
        self.directory_id.check_access("write")
        number = Region(self.directory_id._region()).e164(self.number)
        if not number:
            raise UserError(self.env._("“%(number)s” is no telephone number.", number=self.number))
        directory = self.directory_id.sudo()
        self.number = number
        self.lookup_id = directory._ask(number, directory.timeout, trial=True)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try %(directory)s", directory=self.directory_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
