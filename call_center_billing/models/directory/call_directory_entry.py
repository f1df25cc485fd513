"""The register that is our own: subscribers by number, from files."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...directory import is_e164


class CallDirectoryEntry(models.Model):
    """One subscriber. A register may have millions: no log columns."""

    _name = "call.directory.entry"
    _description = "Entry of a Register"
    _inherit = ["call.directory.subscriber"]
    _log_access = False
    _rec_name = "number"
    _rec_names_search = ["number", "name"]
    _order = "number"

    directory_id = fields.Many2one(
        "call.directory", string="Register", required=True, ondelete="cascade", domain=[("kind", "=", "register")]
    )
    company_id = fields.Many2one(related="directory_id.company_id")
    number = fields.Char(required=True, help="With country code: +46701740605.")

    _one_each = models.UniqueIndex("(directory_id, number)", "This register has an entry for this number.")

    @api.constrains("number", "name", "secret")
    def _check_entry(self):
        for entry in self:
            if not is_e164(entry.number or ""):
                raise ValidationError(
                    self.env._("Write the number with its country code and without blanks: +46701740605.")
                )
            if not (entry.name or entry.secret):
                raise ValidationError(self.env._("A subscriber has a name, or is secret."))
