"""Callers whom no directory could name: a work list for clerks."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...directory import missing

CLERK = "call_center_billing.call_center_billing_group_clerk"
#: what a look-up can fill in
KNOWN = ("name", "street", "zip", "city", "country_id", "org_number", "is_company")
#: what only the rules of this file change
OURS = {
    "number",
    "company_id",
    "source_id",
    "state",
    "reason",
    "call_count",
    "first_call",
    "last_call",
    "lookup_ids",
    "dismissed_for",
    "quiet_until",
    "closed_at",
    "closed_by_id",
}
REASONS = [
    ("incomplete", "Address incomplete"),
    ("secret", "Secret number"),
    ("foreign", "Not in our country"),
    ("none", "In no directory"),
    ("unreachable", "No directory answered"),
    ("no_directory", "No directory to ask"),
    ("failed", "Account could not be opened"),
]


class CallDirectoryTask(models.Model):
    """One number that called, was sent to customer service, and waits for somebody to find out whose it is."""

    _name = "call.directory.task"
    _description = "Unknown Caller"
    _inherit = ["mail.thread", "mail.activity.mixin", "call.directory.subscriber"]
    _rec_name = "number"
    _order = "last_call desc, id desc"

    number = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    source_id = fields.Many2one("call.source", readonly=True, ondelete="set null", help="The switch that asked last.")
    state = fields.Selection(
        [("open", "Open"), ("done", "Completed"), ("dismissed", "Dismissed")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    reason = fields.Selection(REASONS, string="Why", required=True, readonly=True)
    call_count = fields.Integer(string="Calls", readonly=True, default=1, help="Calls that asked since the first.")
    first_call = fields.Datetime(readonly=True, required=True, default=lambda self: fields.Datetime.now())
    last_call = fields.Datetime(readonly=True, required=True, default=lambda self: fields.Datetime.now())
    missing = fields.Char(compute="_compute_missing", help="What an invoice needs and nobody knows yet.")
    user_id = fields.Many2one(
        "res.users", string="Clerk", tracking=True, domain=[("share", "=", False)], index="btree_not_null"
    )
    lookup_ids = fields.One2many("call.directory.lookup", "task_id", string="Look-Ups", readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        tracking=True,
        ondelete="set null",
        index="btree_not_null",
        help="Choose one if the number belongs to somebody who is a customer already. Empty: a new one.",
    )
    issue_pin = fields.Boolean(
        string="Issue a PIN", help="For callers whose number is secret: with it they may call from any telephone."
    )
    dismissed_for = fields.Char(string="Dismissed Because", readonly=True, tracking=True)
    quiet_until = fields.Date(readonly=True, help="Calls until then make no new task.")
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="set null")

    _one_open = models.UniqueIndex(
        "(company_id, number) WHERE state = 'open'", "There is an open task for this number already."
    )
    _closed = models.Index("(company_id, closed_at) WHERE state != 'open'")

    @api.depends("name", "street", "zip", "city")
    def _compute_missing(self):
        labels = self.fields_get(["name", "street", "zip", "city"], ["string"])
        for task in self:
            task.missing = ", ".join(labels[field]["string"] for field in missing(task._listing()))

    def write(self, vals):
        """A clerk fills in what is known, as long as the task is open, and nothing else."""
        if not self.env.su and vals.keys() & OURS:
            raise AccessError(self.env._("Complete or dismiss the task instead."))
        if (
            not self.env.su
            and self.filtered(lambda task: task.state != "open")
            and vals.keys() & {*KNOWN, "partner_id"}
        ):
            raise UserError(self.env._("This task is closed."))
        return super().write(vals)

    def action_complete(self):
        """Give the number to the customer chosen, or to a new account with this address; issue a PIN if wanted."""
        self.ensure_one()
        self._check_clerk()
        if self.state != "open":
            raise UserError(self.env._("This task is closed."))
        customer = self.partner_id
        if customer:
            self._add_number(customer)
        else:
            customer = self._open_account()
        if self.issue_pin:
            pin, whole = self.env["call.pin"].with_company(self.company_id)._issue(customer)
            return pin._show(whole)
        return True

    def _open_account(self):
        if self.missing:
            raise UserError(self.env._("Fill in what an invoice needs: %(fields)s.", fields=self.missing))
        country = self.country_id or self.company_id.country_id
        vals = self._partner_vals(self.company_id) | {"country_id": country.id}
        return self.env["res.partner"]._call_open(self.company_id, vals, self.number, "manual")

    def _add_number(self, customer):
        self.env["call.number"].create(
            {"number": self.number, "partner_id": customer.id, "company_id": self.company_id.id}
        )

    def _complete(self, customer):
        """The number has an owner now, however it came by one."""
        self.sudo().write(
            {
                "state": "done",
                "partner_id": customer.id,
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )

    def _dismiss(self, reason, days):
        """Nobody needs to know whose number it is."""
        self._check_clerk()
        self.check_access("write")
        if self.filtered(lambda task: task.state != "open"):
            raise UserError(self.env._("This task is closed."))
        self.sudo().write(
            {
                "state": "dismissed",
                "dismissed_for": reason,
                "quiet_until": fields.Date.today() + timedelta(days=days),
                "closed_at": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
            }
        )

    def action_reopen(self):
        """Take a dismissed task up again."""
        self._check_clerk()
        self.check_access("write")
        for task in self.filtered(lambda task: task.state == "dismissed"):
            open_one = [("number", "=", task.number), ("company_id", "=", task.company_id.id), ("state", "=", "open")]
            if self.search_count(open_one, limit=1):
                raise UserError(self.env._("There is an open task for this number already."))
            task.sudo().write(
                {
                    "state": "open",
                    "dismissed_for": False,
                    "quiet_until": False,
                    "closed_at": False,
                    "closed_by_id": False,
                }
            )

    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks complete and dismiss these tasks."))
