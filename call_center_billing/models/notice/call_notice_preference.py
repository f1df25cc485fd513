"""What one customer wants otherwise."""

from odoo import api, fields, models


class CallNoticePreference(models.Model):
    """An account's own choice for one event. Without one, what the company has chosen holds."""

    _name = "call.notice.preference"
    _description = "Choice of Notifications"
    _order = "partner_id, event_id"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    event_id = fields.Many2one("call.notice.event", required=True, ondelete="cascade", index=True)
    choice = fields.Selection([("on", "On"), ("off", "Off")], required=True, default="off")
    channel = fields.Selection(selection="_channels", help="Empty: as the company has it.")

    _once = models.UniqueIndex(
        "(partner_id, event_id, company_id)", "The customer has a choice for this event already: change that one."
    )

    @api.model
    def _channels(self):
        return self.env["call.notice.event"]._channels()

    @api.model_create_multi
    def create(self, vals_list):
        """Let the commercial partner carry the choice."""
        partners = self.env["res.partner"]
        for vals in vals_list:
            if vals.get("partner_id"):
                vals["partner_id"] = partners.browse(vals["partner_id"]).commercial_partner_id.id
        return super().create(vals_list)
