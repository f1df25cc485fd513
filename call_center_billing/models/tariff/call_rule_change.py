"""Who changed which rule of pricing, when, from what to what."""

from odoo import fields, models
from odoo.exceptions import UserError


class CallRuleChange(models.Model):
    """A field that decides prices, before and after. `call.rule.mixin` writes it; nobody has the right to change it."""

    _name = "call.rule.change"
    _description = "Rule Change"
    _order = "date desc, id desc"
    _rec_name = "record_name"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="Changed by", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", readonly=True, index=True, ondelete="cascade")
    model_id = fields.Many2one("ir.model", string="Kind of Record", required=True, readonly=True, ondelete="cascade")
    model = fields.Char(related="model_id.model")
    res_id = fields.Many2oneReference(string="Record ID", model_field="model", readonly=True)
    record_name = fields.Char(string="Record", readonly=True)
    event = fields.Selection(
        [("create", "Made"), ("write", "Changed"), ("unlink", "Deleted")], required=True, readonly=True
    )
    field_id = fields.Many2one("ir.model.fields", string="Rule", readonly=True, ondelete="cascade")
    old_value = fields.Char(string="Before", readonly=True)
    new_value = fields.Char(string="After", readonly=True)

    _record = models.Index("(model_id, res_id)")

    def action_view_record(self):
        """Open the record that was changed.

        :raise UserError: it has been deleted since
        """
        self.ensure_one()
        record = self.env[self.model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("%s has been deleted.", self.record_name))
        return record._get_records_action()
