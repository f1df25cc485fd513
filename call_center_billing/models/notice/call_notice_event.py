"""What customers are told of."""

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError

#: what people change of an event, each for the company at work
CHANGEABLE = frozenset({"choice", "on", "channel", "audience", "template_id"})
#: events that a company switches on and off with a field of its own
SWITCHES = {"payment": "call_confirm_payments"}


class CallNoticeEvent(models.Model):
    """An event of which customers are told, and how each company wants it told.

    Events come with the add-on, for the programs know their codes. What is told, and how, is each company's own.
    """

    _name = "call.notice.event"
    _description = "Event of Notifications"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True, help="By which programs know the event.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    summary = fields.Char(string="When", required=True, translate=True)
    optional = fields.Boolean(
        string="Customers Choose", help="Customers may switch it off in the portal. Clerks may always, on the account."
    )
    usual = fields.Boolean(string="Usually On", help="Whether it is on where a company has chosen nothing.")
    standard_template_id = fields.Many2one("mail.template", string="Standard Text", ondelete="restrict")
    choice = fields.Selection([("on", "On"), ("off", "Off")], company_dependent=True, help="Empty: as usual.")
    on = fields.Boolean(compute="_compute_on", inverse="_inverse_on", help="Whether customers of the company are told.")
    channel = fields.Selection(
        selection="_channels", company_dependent=True, help="Of customers who have none of their own."
    )
    audience = fields.Selection(
        [("invoice", "Invoice address"), ("contacts", "Contacts for notifications")],
        string="Sent To",
        company_dependent=True,
        help="Contacts for notifications are marked on the contact; where none is, the invoice address gets it.",
    )
    template_id = fields.Many2one(
        "mail.template",
        string="Own Text",
        company_dependent=True,
        domain="[('model', '=', 'call.notice')]",
        help="Of the company, instead of the standard text.",
    )

    _code = models.UniqueIndex("(code)", "Each event is there once.")

    @api.depends("choice", "usual")
    @api.depends_context("company")
    def _compute_on(self):
        for event in self:
            event.on = event._is_on()

    def _inverse_on(self):
        for event in self:
            if event.code in SWITCHES:
                self.env.company.sudo()[SWITCHES[event.code]] = event.on
            else:
                event.choice = "on" if event.on else "off"

    def write(self, vals):
        """Events are what they are; people choose for their company how they are told."""
        if not self.env.su and vals.keys() - CHANGEABLE:
            raise AccessError(self.env._("Events come with the add-on. Choose whether, how and to whom they are told."))
        return super().write(vals)

    @api.model
    def _channels(self):
        """The ways in which customers can be told here: [(key, name)]."""
        found = [("email", self.env._("E-mail")), ("letter", self.env._("Letter"))]
        return found + [("sms", self.env._("SMS"))] if "sms.sms" in self.env else found

    @api.model
    def _of(self, code):
        """The event of a code, in the company at work.

        :raise ValueError: there is none
        """
        key = self._id_of(code)
        if not key:
            raise ValueError(f"No event of notifications has the code {code!r}.")
        return self.sudo().browse(key)

    @tools.ormcache("code")
    def _id_of(self, code):
        return self.sudo().search([("code", "=", code)], limit=1).id

    def _is_on(self):
        """Whether the company at work has its customers told."""
        self.ensure_one()
        if self.code in SWITCHES:
            return self.env.company.sudo()[SWITCHES[self.code]]
        return self.choice == "on" if self.choice else self.usual

    def _template(self):
        """The text: the company's own, or the standard one."""
        return self.template_id or self.standard_template_id

    def action_view_notices(self):
        """What was told of the event."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_notice_action")
        return action | {"domain": [("event_id", "=", self.id)], "context": {}}
