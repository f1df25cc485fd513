"""What goes to a billing service, and what comes from it: one queue, each message once."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..account.credit import CLERK, MANAGER

OUT_KINDS = [("invoice", "Invoice"), ("credit_note", "Credit note"), ("sie", "Journal (SIE 4)")]
IN_KINDS = [
    ("payment", "Payment"),
    ("reminder", "Reminder"),
    ("write_off", "Write-off"),
    ("balances", "List of balances"),
    ("unknown", "Unreadable"),
]
#: what people may change of a message that was set aside
CORRECTABLE = {"move_id", "date"}
#: letters of a field that are shown as they came
SHOWN = 2000
OF_THREADS = ("message_", "activity_", "website_message_", "rating_")


class CallServiceMessage(models.Model):
    """A document handed to a service, or something that it said.

    Its key is what makes it one: what comes again under the same key is the same message.
    """

    _name = "call.service.message"
    _description = "Message of a Billing Service"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "key"
    _check_company_auto = True

    service_id = fields.Many2one("call.billing.service", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="service_id.company_id", store=True, index=True)
    direction = fields.Selection([("out", "To the service"), ("in", "From the service")], required=True, readonly=True)
    kind = fields.Selection(OUT_KINDS + IN_KINDS, required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="Tells a message from all others of the service.")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sending", "Being sent"),
            ("aside", "Set aside"),
            ("approval", "To approve"),
            ("done", "Done"),
            ("dismissed", "Dismissed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        tracking=True,
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'), ('company_id', '=', company_id)]",
    )
    partner_id = fields.Many2one(related="move_id.commercial_partner_id", string="Customer", store=True, index=True)
    date = fields.Date(help="Of the document; of what the service did.")
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(readonly=True)
    attempts = fields.Integer(readonly=True, copy=False)
    next_try = fields.Datetime(readonly=True, copy=False)
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    error = fields.Text(string="Why", readonly=True, copy=False)
    # of what comes in
    invoice_number = fields.Char(readonly=True, help="As the service wrote it.")
    reference = fields.Char(readonly=True)
    text = fields.Char(string="Remark", readonly=True)
    level = fields.Integer(string="Reminder Level", readonly=True)
    fee = fields.Monetary(string="Reminder Fee", readonly=True, help="What the service charges the customer, as told.")
    content = fields.Json(readonly=True, copy=False)
    content_text = fields.Text(string="As It Came", compute="_compute_content_text")
    payment_id = fields.Many2one("account.payment", readonly=True, copy=False, index="btree_not_null")
    entry_id = fields.Many2one("account.move", string="Write-off Entry", readonly=True, copy=False)
    balance_id = fields.Many2one("call.service.balance", string="Reconciliation", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _once = models.UniqueIndex("(service_id, direction, key)", "This message is there already.")
    _due = models.Index("(service_id, direction, next_try) WHERE state IN ('waiting', 'sending')")

    @api.depends("kind", "key", "move_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for message in self:
            message.display_name = f"{kinds[message.kind]} {message.move_id.name or message.key}"

    @api.depends("content")
    def _compute_content_text(self):
        for message in self:
            content = message.content or {}
            message.content_text = "\n".join(f"{name}: {value[:SHOWN]}" for name, value in content.items())

    def write(self, vals):
        """People correct what was set aside, and nothing else."""
        names = {name for name in vals if not name.startswith(OF_THREADS)}
        if not self.env.su and names:
            if names - CORRECTABLE:
                raise AccessError(self.env._("Messages of a service are not changed by hand."))
            if self.filtered(lambda message: message.direction != "in" or message.state != "aside"):
                raise UserError(self.env._("Only messages of the service that were set aside can be corrected."))
        return super().write(vals)

    def action_retry(self):
        """Send again, or book again, what was set aside or waits for its next attempt."""
        self._check_clerk()
        messages = self.sudo().filtered(lambda message: message.state in ("waiting", "sending", "aside"))
        if not messages:
            raise UserError(self.env._("None of these messages waits or was set aside."))
        if messages.filtered(lambda message: message.kind == "unknown"):
            raise UserError(self.env._("What cannot be read cannot be booked. Ask the service to send it again."))
        messages.activity_unlink(["mail.mail_activity_data_warning"])
        messages.write({"state": "waiting", "next_try": False, "attempts": 0, "error": False})
        inbound = messages.filtered(lambda message: message.direction == "in").sorted("id")
        for message in inbound:
            message._book_safely()
        (messages - inbound).service_id._let_a_job_work()

    def action_dismiss(self):
        """Nothing is to be done about these any more."""
        self._check_clerk()
        messages = self.sudo().filtered(lambda message: message.state in ("waiting", "aside", "approval"))
        if not messages:
            raise UserError(self.env._("Only what waits or was set aside can be dismissed."))
        messages.activity_unlink(["mail.mail_activity_data_warning"])
        messages.write({"state": "dismissed", "next_try": False})

    def action_approve(self):
        """A manager agrees to what is written off."""
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("A manager agrees to what is written off."))
        messages = self.sudo().filtered(lambda message: message.state == "approval")
        if not messages:
            raise UserError(self.env._("None of these messages waits for approval."))
        messages.activity_unlink(["mail.mail_activity_data_warning"])
        messages.write({"approved_by_id": self.env.uid, "state": "waiting"})
        for message in messages:
            message._book_safely()

    def _check_clerk(self):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks and managers look after messages of services."))

    def _set_aside(self, reason):
        """A person has to look at it."""
        self.ensure_one()
        self.write({"state": "aside", "error": reason, "next_try": False})
        summary = self.env._("%(message)s was set aside", message=self.display_name)
        self.env["call.billing.service"]._tell_trouble(self, summary, reason)

    def _finish(self, **vals):
        self.ensure_one()
        self.write({"state": "done", "error": False, "next_try": False, "done_at": fields.Datetime.now(), **vals})
        self.activity_unlink(["mail.mail_activity_data_warning"])
