"""What a customer was told, or should have been."""

from odoo import api, fields, models
from odoo.exceptions import UserError

INSERT = """
INSERT INTO call_notice (company_id, partner_id, event_id, key, channel, state, res_model, res_id, values,
                         create_uid, create_date, write_uid, write_date)
VALUES (%(company)s, %(partner)s, %(event)s, %(key)s, %(channel)s, %(state)s, %(model)s, %(record)s, %(values)s,
        %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC')
ON CONFLICT DO NOTHING RETURNING id
"""


class CallNotice(models.Model):
    """One event, told to one customer once. The index sees to that, whoever tries again and however many at once."""

    _name = "call.notice"
    _description = "Notification"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    event_id = fields.Many2one("call.notice.event", required=True, readonly=True, ondelete="restrict", index=True)
    key = fields.Char(required=True, readonly=True, help="Which one of the customer's events of this kind.")
    channel = fields.Selection(selection="_channels", required=True, readonly=True)
    state = fields.Selection(
        [
            ("queued", "On its way"),
            ("letter", "Letter to print"),
            ("sent", "Sent"),
            ("failed", "Not sent"),
            ("skipped", "No address"),
            ("off", "Switched off"),
        ],
        required=True,
        readonly=True,
        default="queued",
    )
    error = fields.Char(string="Why Not", readonly=True)
    made_at = fields.Datetime(string="Written", readonly=True)
    sent_at = fields.Datetime(string="Sent on", readonly=True)
    carried = fields.Boolean(
        string="With Its Document", readonly=True, help="The document's own e-mail or letter told it, as an invoice's."
    )
    recipients = fields.Char(readonly=True)
    subject = fields.Char(readonly=True)
    body = fields.Html(readonly=True, sanitize=False)
    over_at = fields.Datetime(string="Over Since", readonly=True, help="When the account's balance had risen again.")
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(string="Record", model_field="res_model", readonly=True)
    values = fields.Json(string="Words", readonly=True)

    _once = models.UniqueIndex("(partner_id, event_id, key, company_id)", "The customer was told of that already.")
    _queue = models.Index("(id) WHERE state = 'queued' AND made_at IS NULL")

    @api.model
    def _channels(self):
        return self.env["call.notice.event"]._channels()

    @api.depends("event_id", "partner_id")
    def _compute_display_name(self):
        for notice in self:
            notice.display_name = f"{notice.event_id.name}: {notice.partner_id.display_name}"

    def action_open_record(self):
        """What it is about."""
        self.ensure_one()
        if not self._about():
            raise UserError(self.env._("What this notification is about is not there any more."))
        return self.env[self.res_model].browse(self.res_id).get_formview_action()
