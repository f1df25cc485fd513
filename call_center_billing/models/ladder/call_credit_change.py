"""Why an account's credit limit is what it is."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..account.credit import MANAGER

ACTIVITY = "call_center_billing.mail_activity_type_credit"


class CallCreditChange(models.Model):
    """A step of an account's credit limit, and who or what took it; above a company's sum two agree to it."""

    _name = "call.credit.change"
    _description = "Change of a Credit Limit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    old_limit = fields.Monetary(string="From Limit", required=True)
    new_limit = fields.Monetary(string="To Limit", required=True)
    cause = fields.Selection([("paid", "Invoice paid"), ("manual", "Proposed")], required=True, default="manual")
    invoice_id = fields.Many2one("account.move", index="btree_not_null", ondelete="set null", check_company=True)
    reason = fields.Text(required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
        required=True,
        default="done",
        tracking=True,
        help="Waiting: for a manager who did not propose it to agree.",
    )
    proposed_by_id = fields.Many2one("res.users", required=True, ondelete="restrict")
    decided_by_id = fields.Many2one("res.users", ondelete="restrict")
    decided_at = fields.Datetime(string="Decided")

    _one_an_invoice = models.UniqueIndex(
        "(invoice_id) WHERE invoice_id IS NOT NULL", "This invoice has raised a limit."
    )

    @api.depends("partner_id", "old_limit", "new_limit")
    def _compute_display_name(self):
        for change in self:
            change.display_name = f"{change.partner_id.display_name}: {change._amount(change.new_limit)}"

    @api.model
    @api.private
    def _propose(self, partner, new_limit, reason, **vals):
        """Change an account's limit in the company at work, or ask a second person to agree.

        :param res.partner partner: a commercial partner
        :param float new_limit: in the company's currency
        :return: the change, done or waiting
        """
        company = self.env.company
        alone = company.call_second_person_above
        second = bool(alone) and new_limit > alone and new_limit > partner.call_credit_limit
        change = self.sudo().create(
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "old_limit": partner.call_credit_limit,
                "new_limit": new_limit,
                "reason": reason,
                "state": "waiting" if second else "done",
                "proposed_by_id": self.env.uid,
                **vals,
            }
        )
        change._ask() if second else change._apply()
        return change

    def action_approve(self):
        """A manager who did not propose it agrees."""
        for change in self:
            change._check_decider()
            if change.proposed_by_id == self.env.user:
                raise UserError(self.env._("You proposed this limit. Another manager has to agree."))
            if change.partner_id.sudo().call_credit_limit != change.old_limit:
                raise UserError(
                    self.env._(
                        "The limit is no longer %(limit)s. Propose it anew.", limit=change._amount(change.old_limit)
                    )
                )
            change._decide("done")
            change._apply()

    def action_refuse(self):
        """The limit stays as it is."""
        for change in self:
            change._check_decider()
            change._decide("refused")
            text = self.env._("Credit limit stays %(old)s: %(user)s refused %(new)s. %(reason)s", **change._words())
            change.partner_id.sudo().message_post(body=text)

    def _check_decider(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Managers decide on credit limits."))
        if self.state != "waiting":
            raise UserError(self.env._("This change is decided already."))

    def _decide(self, state):
        self.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_at": fields.Datetime.now()})
        self.sudo().activity_feedback([ACTIVITY])

    def _apply(self):
        """Write the limit, and tell the account's history why."""
        account = self.partner_id.sudo().with_company(self.company_id)
        by_rule = self.cause == "paid"
        account.with_context(call_limit_by_rule=by_rule, mail_notrack=True).call_credit_limit = self.new_limit
        text = self.env._("Credit limit %(old)s → %(new)s. %(reason)s", **self._words())
        if self.decided_by_id:
            text += " " + self.env._("Agreed to by %(user)s.", user=self.decided_by_id.name)
        account.message_post(body=text)

    def _ask(self):
        """Managers who did not propose it have an activity each."""
        managers = self.env.ref(MANAGER).sudo().all_user_ids - self.proposed_by_id
        for user in managers.filtered(lambda user: user.active and user.id != SUPERUSER_ID):
            summary = self.env._("Agree to a credit limit of %(new)s?", new=self._amount(self.new_limit))
            self.activity_schedule(ACTIVITY, summary=summary, note=self.reason, user_id=user.id)
        text = self.env._("Credit limit %(new)s waits for a second person. %(reason)s", **self._words())
        self.partner_id.sudo().message_post(body=text)

    def _words(self):
        return {
            "old": self._amount(self.old_limit),
            "new": self._amount(self.new_limit),
            "reason": self.reason,
            "user": self.env.user.name,
        }

    def _amount(self, amount):
        return self.currency_id.format(amount or 0)
