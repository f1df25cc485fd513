"""Billing runs: who is billed when, what it comes to, and what came of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...fields import Micro

#: a run that is not over
UNDER_WAY = ("draft", "looked", "running")


class CallBillingRun(models.Model):
    """One run over the accounts of a company: looked at first, then billed.

    A line is an account's period. What keeps one account from being billed stays on its line, and the others are billed.
    """

    _name = "call.billing.run"
    _description = "Billing Run"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, default=lambda self: self.env.company
    )
    cause = fields.Selection(
        [("cycle", "Periods over"), ("demand", "On demand")],
        string="Because",
        default="demand",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("looked", "Dry Run"),
            ("running", "Running"),
            ("done", "Done"),
            ("exceptions", "Done With Exceptions"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    day = fields.Date(
        string="Periods Over By",
        default=fields.Date.context_today,
        required=True,
        help="Bills periods that ended on this day or before, by each customer's own clock.",
    )
    before_end = fields.Boolean(
        string="Also Periods Under Way", help="Bill what there is of periods that are not over, too."
    )
    invoice_date = fields.Date(help="Of the invoices. Empty: the day on which they are made.")
    partner_ids = fields.Many2many("res.partner", string="Only Customers", help="Empty: all.")
    group_ids = fields.Many2many("call.customer.group", string="Only Customer Groups", help="Empty: all.")
    campaign_ids = fields.Many2many(
        "call.campaign",
        string="Only Campaigns",
        help="Customers who have calls of one of these campaigns; all their calls are billed. Empty: all.",
    )
    automatic = fields.Boolean(readonly=True, help="Nobody is asked between dry run and bills.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
        help="Has an activity for each account that could not be billed.",
    )
    line_ids = fields.One2many("call.billing.run.line", "run_id", string="Accounts")
    looked_at = fields.Datetime(string="Dry Run At", readonly=True, copy=False)
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    ended_at = fields.Datetime(string="Ended", readonly=True, copy=False)
    line_count = fields.Integer(string="Periods", compute="_compute_counts")
    ready_count = fields.Integer(string="To Bill", compute="_compute_counts")
    billed_count = fields.Integer(string="Billed", compute="_compute_counts")
    aside_count = fields.Integer(string="Set Aside", compute="_compute_counts")
    odd_count = fields.Integer(string="Odd", compute="_compute_counts")
    amount = Micro(compute="_compute_counts", help="Without tax, in the company's currency only.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    progress = fields.Float(string="Billed (%)", compute="_compute_counts")
    late = fields.Boolean(compute="_compute_late", help="It ought to have ended by now.")

    @api.depends("cause", "day", "company_id")
    def _compute_name(self):
        for run in self:
            if run.cause == "cycle":
                run.name = self.env._("Periods over by %(day)s", day=run.day)
            else:
                run.name = self.env._("On demand, %(day)s", day=run.day)

    def _compute_counts(self):
        groups = self.env["call.billing.run.line"]._read_group(
            [("run_id", "in", self.ids)],
            ["run_id", "state", "chosen", "odd", "currency_id"],
            ["__count", "amount:sum"],
        )
        for run in self:
            own = [group for group in groups if group[0] == run]
            counts = {}
            for _run, state, chosen, odd, currency, count, amount in own:
                key = "left" if state == "ready" and not chosen else state
                counts[key] = counts.get(key, 0) + count
                counts["odd"] = counts.get("odd", 0) + (count if odd else 0)
                if currency == run.currency_id and key in ("ready", "billed"):
                    counts["amount"] = counts.get("amount", 0) + amount
            run._set_counts(counts, sum(group[5] for group in own))

    def _set_counts(self, counts, lines):
        self.line_count = lines
        self.ready_count = counts.get("ready", 0)
        self.billed_count = counts.get("billed", 0)
        self.aside_count = counts.get("aside", 0) + counts.get("failed", 0)
        self.odd_count = counts.get("odd", 0)
        self.amount = counts.get("amount", 0)
        due = self.ready_count + self.billed_count
        self.progress = 100 * self.billed_count / due if due else 0

    def action_cancel(self):
        """Give up a run of which nothing has been billed yet."""
        for run in self:
            if run.state not in ("draft", "looked"):
                raise UserError(self.env._("%(run)s has begun. Invoices are cancelled one by one.", run=run.name))
            run.line_ids.activity_unlink(["mail.mail_activity_data_warning"])
            run.state = "cancelled"

    def action_view_lines(self):
        """The accounts of the run; a kind of them if the context says so."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_billing_run_line_action")
        context = {"search_default_" + self.env.context["line_filter"]: 1} if self.env.context.get("line_filter") else {}
        return action | {"domain": [("run_id", "=", self.id)], "context": context}

    def action_view_moves(self):
        """The invoices that the run made."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_out_invoice_type")
        moves = self.line_ids.move_id | self.line_ids.further_move_ids
        return action | {"domain": [("id", "in", moves.ids)], "context": {}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        if any(run.state in ("running", "done", "exceptions") for run in self):
            raise UserError(self.env._("A run that has begun is part of the books' history and stays."))
