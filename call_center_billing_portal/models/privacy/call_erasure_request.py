"""What customers ask to have erased: decided by a clerk, carried out once, and answered in words."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: states in which nothing is decided
OPEN = ("asked", "held")
ACTIVITY = "mail.mail_activity_data_todo"


class CallErasureRequest(models.Model):
    """A request. What stands against it is worked out anew whenever somebody looks."""

    _name = "call.erasure.request"
    _description = "Request for Erasure"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Of",
        required=True,
        index=True,
        ondelete="restrict",
        help="An account with all its contacts, or one contact of it.",
    )
    is_account = fields.Boolean(string="Whole Account", compute="_compute_is_account")
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    asked_by_id = fields.Many2one("res.partner", readonly=True, ondelete="restrict")
    note = fields.Text(string="The Customer's Words")
    state = fields.Selection(
        [
            ("asked", "Asked"),
            ("held", "Held"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="asked",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
        help="Held: something must be settled first. Done: what may be erased was erased.",
    )
    holds = fields.Text(string="Stands Against It", compute="_compute_holds")
    stays = fields.Text(readonly=True, copy=False, help="What the law keeps, as it was told.")
    answer = fields.Text(string="Answer to the Customer", copy=False)
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True, domain=[("share", "=", False)])
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    decided_at = fields.Datetime(string="Decided On", readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(partner_id) WHERE state IN ('asked', 'held')", "Erasure of these data was asked for already."
    )

    @api.depends("partner_id.name", "create_date")
    def _compute_name(self):
        for request in self:
            number = f" #{request._origin.id}" if request._origin.id else ""
            request.name = f"{request.partner_id.name or ''}{number}"

    @api.depends("partner_id.commercial_partner_id")
    def _compute_is_account(self):
        for request in self:
            request.is_account = request.partner_id == request.partner_id.commercial_partner_id

    @api.depends("partner_id", "state")
    def _compute_holds(self):
        for request in self:
            held = request._holds() if request.partner_id and request.state in OPEN else []
            request.holds = "\n".join(held) or False

    def _holds(self):
        return self.partner_id.sudo().with_company(self.company_id)._call_erasure_holds()

    @api.model_create_multi
    def create(self, vals_list):
        """Somebody is to decide each request."""
        requests = super().create(vals_list)
        for request in requests:
            if request._holds():
                request.sudo().state = "held"
            user = request.user_id or request.company_id.sudo()._call_billing_responsible()
            theirs = request.sudo().with_context(lang=user.lang)
            theirs.activity_schedule(ACTIVITY, summary=theirs.env._("Decide on the erasure"), user_id=user.id)
        return requests

    @api.model
    def _ask(self, partner, note):
        """Ask for the erasure of an account or a contact of it, for the user; callers have looked whether it may.

        :raise UserError: it was asked for already
        """
        requests = self.sudo()
        if requests.search_count([("partner_id", "=", partner.id), ("state", "in", OPEN)], limit=1):
            raise UserError(self.env._("You have asked for this already. We answer as soon as we can."))
        asked_by = self.env.user.partner_id
        return requests.create({"partner_id": partner.id, "asked_by_id": asked_by.id, "note": note})

    # === DECISIONS === #

    def action_carry_out(self):
        """Erase what may be erased, tell the customer what stays, or note what stands against it."""
        self.ensure_one()
        self._check_open()
        request = self.sudo().with_company(self.company_id)
        if held := request._holds():
            request.state = "held"
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "warning",
                    "sticky": True,
                    "title": self.env._("Not erased: something stands against it"),
                    "message": " ".join(held),
                },
            }
        stays = request.partner_id._call_erasure_stays()
        # before the address is gone
        request._tell(self.env._("Your data were erased, as you asked."), stays)
        hidden = request.partner_id._call_erase()
        request.write({"note": False, "stays": "\n".join(stays)})
        request._decide("done")
        request.message_post(body=self.env._("Erased. Numbers were hidden in %(count)s calls.", count=hidden))
        return True

    def action_refuse(self):
        """Do not erase anything; the answer says why."""
        for request in self:
            request._check_open()
            if not (request.answer or "").strip():
                raise UserError(self.env._("Write in “Answer to the Customer” why the data are not erased."))
            request.sudo()._decide("refused")
            request.sudo()._tell(request.answer, [])
        return True

    def _withdraw(self):
        """The customer has thought better of it."""
        self.filtered(lambda request: request.state in OPEN)._decide("withdrawn")

    def _decide(self, state):
        self.activity_unlink([ACTIVITY])
        now = fields.Datetime.now()
        self.write({"state": state, "decided_by_id": self.env.uid, "decided_at": now})

    def _check_open(self):
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Only billing clerks decide on requests for erasure."))
        self.check_access("write")
        if self.state not in OPEN:
            raise UserError(self.env._("This request is decided already."))

    def _tell(self, text, stays):
        """Write to whoever asked; the address is put in now, for it may be gone when the mail leaves."""
        to = self.asked_by_id.email or self.partner_id.email
        if not to:
            return
        lines = [text, *([self.env._("This stays:")] if stays else []), *stays]
        company = self.company_id
        self.env["mail.mail"].create(
            {
                "subject": self.env._("Your request to erase your data"),
                "email_from": company.email_formatted or company.partner_id.email_formatted,
                "email_to": to,
                "body_html": self.env["ir.qweb"]._render("call_center_billing_portal.erasure_answer", {"lines": lines}),
                "auto_delete": True,
            }
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A request for erasure stays on record. Refuse it instead."))
