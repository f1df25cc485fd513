"""Billing services: who sends our invoices and keeps the customer ledger for us."""

from markupsafe import Markup

from odoo import api, fields, models

from ..account.credit import MANAGER

WARNING = "mail.mail_activity_data_warning"
OPEN = ("waiting", "sending")


class CallBillingService(models.Model):
    """How to reach a service, and in which books what it tells is booked.

    Each kind of service has a file of its own with `_deliver_<kind>` and `_try_<kind>`.
    """

    _name = "call.billing.service"
    _description = "Billing Service"
    _inherit = ["call.server.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [("folder", "Files in a folder"), ("sftp", "Files on an SFTP server"), ("http", "Webhook")],
        required=True,
        default="folder",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user.filtered("active"),
        domain=[("share", "=", False)],
        tracking=True,
        help="Gets an activity when something waits for a person.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        string="Payments In",
        domain=[("type", "in", ("bank", "cash"))],
        check_company=True,
        tracking=True,
        help="Payments that the service reports are booked in this journal.",
    )
    write_off_account_id = fields.Many2one(
        "account.account",
        string="Write-offs To",
        check_company=True,
        tracking=True,
        help="The account of losses on what customers owe.",
    )
    write_off_journal_id = fields.Many2one(
        "account.journal",
        string="Write-offs In",
        domain=[("type", "=", "general")],
        check_company=True,
        help="Empty: the first journal of miscellaneous entries.",
    )
    write_off_limit = fields.Monetary(
        string="Write-offs Up To",
        tracking=True,
        help="A manager has to agree to what is written off above it. 0: to all of it.",
    )
    last_error = fields.Text(string="Trouble", readonly=True, copy=False)
    last_contact = fields.Datetime(readonly=True, copy=False, help="When it last took or said something.")
    exchange_ids = fields.One2many("call.service.message", "service_id", string="Messages of the Service")
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    aside_count = fields.Integer(string="For a Person", compute="_compute_counts")
    done_count = fields.Integer(string="Done", compute="_compute_counts")

    _limit = models.Constraint("CHECK (COALESCE(write_off_limit, 0) >= 0)", "The sum for write-offs is 0 or more.")

    def _compute_counts(self):
        groups = self.env["call.service.message"]._read_group(
            [("service_id", "in", self.ids)], ["service_id", "state"], ["__count"]
        )
        counts = {(service.id, state): count for service, state, count in groups}
        for service in self:
            waiting, aside = OPEN, ("aside", "approval")
            service.waiting_count = sum(counts.get((service.id, state), 0) for state in waiting)
            service.aside_count = sum(counts.get((service.id, state), 0) for state in aside)
            service.done_count = counts.get((service.id, "done"), 0)

    @api.model
    def _tell_trouble(self, record, summary, note):
        """An activity on a record for who looks after its service; what is there to do already is not said again."""
        service = record if record._name == self._name else record.service_id
        user = service.user_id.filtered("active")
        if user and not record.activity_search([WARNING], user_id=user.id):
            record.activity_schedule(WARNING, summary=summary, note=Markup("<p>%s</p>") % note, user_id=user.id)

    def action_try(self):
        """Try the connection without handing anything over, and say what came of it."""
        self.ensure_one()
        self.check_access("write")
        service = self.sudo()
        failure = service._attempt(getattr(service, f"_try_{service.kind}"))
        if failure:
            return self._notice("danger", failure)
        return self._notice("success", self.env._("It works: %(name)s can be reached and used.", name=self.name))

    def _notice(self, kind, text):
        following = {"type": "ir.actions.client", "tag": "soft_reload"}
        told = {"type": kind, "message": text, "sticky": kind == "danger", "next": following}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": told}

    def action_view_waiting(self):
        """What is on its way."""
        return self._view([("state", "in", OPEN)])

    def action_view_aside(self):
        """What waits for a person."""
        return self._view([("state", "in", ("aside", "approval"))])

    def action_view_done(self):
        """What was handed over or booked."""
        return self._view([("state", "=", "done")])

    def _view(self, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_service_message_action")
        return action | {"domain": [("service_id", "in", self.ids), *domain], "context": {}}

    def action_view_balances(self):
        """The lists of balances that the service sent."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_service_balance_action")
        return action | {"domain": [("service_id", "in", self.ids)], "context": {}}

    secret = fields.Char(
        string="Secret for Sending",
        groups=MANAGER,
        copy=False,
        exportable=False,
        help="What we post to the service is signed with it.",
    )
    secret_in = fields.Char(
        string="Secret for Receiving",
        groups=MANAGER,
        copy=False,
        exportable=False,
        help="The service signs with it what it posts to us. Without it, it can post nothing.",
    )
    post_url = fields.Char(string="Address to Post To", compute="_compute_post_url", help="Where the service posts.")

    _secrets_long = models.Constraint(
        "CHECK (LENGTH(secret) >= 16 AND LENGTH(secret_in) >= 16 AND secret <> secret_in)",
        "A secret has 16 characters at least, and there is another one for each direction.",
    )

    def _compute_post_url(self):
        for service in self:
            service.post_url = f"{service.get_base_url()}/call_center/v1/service/{service.id}" if service.id else False
