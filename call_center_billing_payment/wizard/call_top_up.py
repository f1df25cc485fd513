"""A clerk tops an account up for the customer."""

import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: ways that are booked at once, and the kind of journal and the payment method that each wants
BOOKED = {"cash": ("cash", "manual"), "cheque": ("bank", "call_cheque"), "transfer": ("bank", "manual")}


class CallTopUp(models.TransientModel):
    """How much, and how is it paid? One dialogue makes one top-up, however often its button is pressed."""

    _name = "call.top.up"
    _description = "Top Up"

    key = fields.Char(required=True, readonly=True, default=lambda self: uuid.uuid4().hex)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Company's Currency")
    currency_ids = fields.Many2many("res.currency", string="Currencies", compute="_compute_currency_ids")
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.company.currency_id)
    available = fields.Monetary(
        string="Available Now", related="partner_id.call_available", currency_field="company_currency_id"
    )
    suggestions = fields.Char(compute="_compute_suggestions")
    amount = fields.Monetary(required=True)
    way = fields.Selection(
        [
            ("card", "Saved card"),
            ("cash", "Cash"),
            ("cheque", "Cheque"),
            ("transfer", "Bank transfer"),
            ("link", "Send a payment link"),
        ],
        required=True,
        default="transfer",
    )
    token_ids = fields.Many2many("payment.token", compute="_compute_token_ids")
    token_id = fields.Many2one("payment.token", string="Card", domain="[('id', 'in', token_ids)]")
    journal_id = fields.Many2one(
        "account.journal",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id), ('type', '=', journal_type)]",
    )
    journal_type = fields.Char(compute="_compute_journal_type")
    cheque_number = fields.Char()
    memo = fields.Char(string="Reference")
    channel = fields.Selection(
        [("email", "E-mail"), ("sms", "SMS"), ("copy", "A text to copy")], string="Send By", default="email"
    )
    may_ask_invoice = fields.Boolean(compute="_compute_may_ask_invoice")
    invoice = fields.Boolean(string="Invoice Wanted")

    @api.depends("partner_id")
    def _compute_currency_ids(self):
        for wizard in self:
            wizard.currency_ids = wizard._account()._call_top_up_currencies()

    @api.depends("company_id")
    def _compute_suggestions(self):
        for wizard in self:
            sums = wizard.company_id._call_top_up_sums()
            wizard.suggestions = ", ".join(wizard.company_id.currency_id.format(each) for each in sums)

    @api.depends("company_id")
    def _compute_may_ask_invoice(self):
        for wizard in self:
            multi = wizard.company_id.call_top_up_treatment == "multi"
            wizard.may_ask_invoice = multi and wizard.company_id.call_top_up_invoice == "request"

    @api.depends("partner_id")
    def _compute_token_ids(self):
        for wizard in self:
            wizard.token_ids = wizard.sudo()._tokens()

    @api.depends("way")
    def _compute_journal_type(self):
        for wizard in self:
            wizard.journal_type = BOOKED.get(wizard.way, (False,))[0]

    @api.depends("way")
    def _compute_journal_id(self):
        journals = self.env["account.journal"]
        for wizard in self:
            domain = [("company_id", "=", wizard.company_id.id), ("type", "=", wizard.journal_type)]
            wizard.journal_id = wizard.journal_type and journals.search(domain, limit=1)

    def _account(self):
        return self.partner_id.commercial_partner_id.with_company(self.company_id)

    def _tokens(self):
        """The cards that the customer has saved with gateways that work."""
        domain = [
            ("partner_id", "child_of", self.partner_id.commercial_partner_id.id),
            *(("company_id", "=", self.company_id.id), ("provider_id.state", "in", ("enabled", "test"))),
        ]
        return self.env["payment.token"].search(domain)

    def action_top_up(self):
        """Do it, and show what came of it.

        :raise UserError: the rules refuse it, or something is missing
        """
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers top accounts up."))
        if done := self._done():
            return self._show(done)
        self._account()._call_check_top_up(self.amount, self.currency_id)
        if self.way == "card":
            return self._charge()
        if self.way == "link":
            return self._send_link()
        return self._show(self._book())

    def _done(self):
        """The payment that this dialogue made already."""
        return self.env["account.payment"].search([("call_top_up_key", "=", self.key)])

    def _book(self):
        """Enter money that is there."""
        if self.way == "cheque" and not self.cheque_number:
            raise UserError(self.env._("Write down the number of the cheque: the bank's statement has it."))
        lines = self.journal_id.inbound_payment_method_line_ids
        line = lines.filtered(lambda each: each.code == BOOKED[self.way][1])[:1]
        if not line:
            raise UserError(
                self.env._(
                    "No journal takes money this way. Add a journal of the kind, or the payment method to the journal, "
                    "in the settings of Invoicing."
                )
            )
        payment = self.env["account.payment"].create(self._prepare_payment(line))
        payment.action_post()
        return payment

    def _prepare_payment(self, line):
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.commercial_partner_id.id,
            "company_id": self.company_id.id,
            "journal_id": self.journal_id.id,
            "payment_method_line_id": line.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "memo": self.memo,
            "call_cheque_number": self.cheque_number if self.way == "cheque" else False,
            "call_top_up": True,
            "call_top_up_key": self.key,
            "call_top_up_wanted": self.invoice,
        }

    def _send_link(self):
        """Make the link, send it, and show it."""
        link = self.env["call.top.up.link"].sudo().search([("key", "=", self.key)])
        if not link:
            days = self.company_id.call_top_up_link_days
            link = link.create(
                {
                    "key": self.key,
                    "partner_id": self.partner_id.id,
                    "company_id": self.company_id.id,
                    "amount": self.amount,
                    "currency_id": self.currency_id.id,
                    "channel": self.channel or "copy",
                    "invoice": self.invoice,
                    "expires_at": fields.Datetime.now() + timedelta(days=days),
                }
            )
            link._send()
        return self._show(link.sudo(False))

    def _show(self, record):
        return record._get_records_action(target="current")
