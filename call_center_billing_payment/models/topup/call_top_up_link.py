"""A link by which somebody pays a sum into an account, without logging in."""

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

MAIL = "call_center_billing_payment.call_top_up_link_mail_template"


class CallTopUpLink(models.Model):
    """What it is for stands in the database, so nothing of it can be altered; it is paid once, and ends."""

    _name = "call.top.up.link"
    _description = "Payment Link"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    key = fields.Char(readonly=True, copy=False, help="The dialogue that it was made in.")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    token = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: secrets.token_urlsafe(24), groups=CLERK
    )
    invoice = fields.Boolean(string="Invoice Wanted", readonly=True)
    expires_at = fields.Datetime(string="Valid Until", required=True, readonly=True, tracking=True)
    channel = fields.Selection([("email", "E-mail"), ("sms", "SMS"), ("copy", "Copied")], required=True, readonly=True)
    sent_to = fields.Char(readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("paid", "Paid"), ("withdrawn", "Withdrawn")],
        required=True,
        default="open",
        readonly=True,
        tracking=True,
    )
    expired = fields.Boolean(compute="_compute_expired")
    transaction_ids = fields.One2many("payment.transaction", "call_top_up_link_id", string="Transactions")
    url = fields.Char(string="Link", compute="_compute_url", groups=CLERK)
    text = fields.Char(compute="_compute_text", groups=CLERK)

    _amount = models.Constraint("CHECK (amount > 0)", "A payment link is for more than nothing.")

    _key = models.UniqueIndex("(key) WHERE key IS NOT NULL", "This payment link is there already.")

    def _compute_display_name(self):
        for link in self:
            link.display_name = f"{link.partner_id.display_name} {link.currency_id.format(link.amount)}"

    def _compute_expired(self):
        now = fields.Datetime.now()
        for link in self:
            link.expired = link.state == "open" and link.expires_at <= now

    def _compute_url(self):
        for link in self:
            link.url = f"{link.company_id.get_base_url()}{link._path()}" if link.id else False

    def _compute_text(self):
        for link in self:
            link.text = link.id and link._text()

    def _path(self):
        """The page where it is paid."""
        return f"/top-up/{self.id}/{self.sudo().token}"

    @api.model
    def _find(self, link_id, token):
        """The link of this number, if the token is its own; else an empty recordset."""
        link = self.browse(link_id).exists() if 0 < link_id < 2**31 else self.browse()
        return link if link and secrets.compare_digest(link.token.encode(), token.encode()) else self.browse()

    def _begun(self, provider_id, method_id, flow):
        """The transaction that another window has begun just now in the same way: gateways charge it once."""
        since = fields.Datetime.now() - timedelta(minutes=30)
        return self.transaction_ids.filtered(
            lambda tx: (
                tx.state == "draft"
                and tx.create_date > since
                and (tx.provider_id.id, tx.payment_method_id.id) == (provider_id, method_id)
                and tx.operation == f"online_{flow}"
            )
        )[:1]

    def _why_not(self):
        """Why it cannot be paid, in words for the customer; None if it can."""
        self.ensure_one()
        states = set(self.transaction_ids.mapped("state"))
        if self.state == "paid" or "done" in states:
            return self.env._("This has been paid. Thank you.")
        if states & {"pending", "authorized"}:
            return self.env._("Your payment is on its way: we wait for an answer from your bank.")
        if self.state == "withdrawn":
            return self.env._("We have withdrawn this payment link. Ask us for a new one.")
        if self.expired:
            return self.env._("This payment link has expired. Ask us for a new one.")
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        return account._call_top_up_problem(self.amount, self.currency_id)

    def _call_paid(self):
        """The money is there."""
        self.filtered(lambda link: link.state != "paid").state = "paid"

    def _send(self):
        """Tell the customer, in the way that was chosen."""
        for link in self:
            if link.channel == "email":
                link._send_email()
            elif link.channel == "sms":
                link._send_sms()

    def _send_email(self):
        address = self.partner_id.email or self.partner_id.commercial_partner_id.email
        if not address:
            raise UserError(self.env._("%(name)s has no e-mail address.", name=self.partner_id.display_name))
        self.sent_to = address
        self.env.ref(MAIL).send_mail(self.id, email_values={"email_to": address})

    def _send_sms(self):
        number = self.partner_id._call_sms_number()
        if not number:
            raise UserError(
                self.env._(
                    "%(name)s has no telephone number, or Odoo's SMS module is not installed: copy the text instead.",
                    name=self.partner_id.display_name,
                )
            )
        self.sent_to = number
        self.env["sms.sms"].sudo().create({"number": number, "body": self._text(), "partner_id": self.partner_id.id})

    def _text(self):
        """What is sent by SMS, or copied, in the customer's language."""
        link = self.with_context(lang=self.partner_id.lang or self.company_id.partner_id.lang)
        return link.env._(
            "%(company)s: top up your account with %(amount)s here, until %(day)s: %(url)s",
            company=link.company_id.name,
            amount=link.currency_id.format(link.amount),
            day=fields.Datetime.context_timestamp(link, link.expires_at).date(),
            url=link.sudo().url,
        )

    def action_withdraw(self):
        """It can no longer be paid."""
        self._check_clerk()
        if self.filtered(lambda link: link.state == "paid"):
            raise UserError(self.env._("This link has been paid."))
        self.sudo().state = "withdrawn"

    def action_send_again(self):
        """Send it again, as when an address was mended."""
        self._check_clerk()
        if self.filtered(lambda link: link.state != "open" or link.expired):
            raise UserError(self.env._("Only links that can be paid are sent again."))
        self.sudo()._send()

    def _check_clerk(self):
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers send payment links."))
