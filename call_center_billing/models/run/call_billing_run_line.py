"""One account's period in a billing run."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import Micro
from . import findings


class CallBillingRunLine(models.Model):
    """What an account would be billed for a period, how that compares, and what came of it.

    The database lets a statement be billed by one line only, whatever runs there are.
    """

    _name = "call.billing.run.line"
    _description = "Account in a Billing Run"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "run_id desc, severity desc, id"
    _rec_name = "statement_id"

    run_id = fields.Many2one("call.billing.run", required=True, index=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    statement_id = fields.Many2one("call.statement", required=True, index=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    date_from = fields.Date(related="statement_id.date_from", string="From")
    date_to = fields.Date(related="statement_id.date_to", string="Before")
    part = fields.Integer(readonly=True, aggregator=None, help="Lines of a part are billed together.")
    chosen = fields.Boolean(string="Bill", default=True, help="Accounts without a tick are left out of this run.")
    state = fields.Selection(
        [
            ("ready", "To Bill"),
            ("aside", "Set Aside"),
            ("empty", "Nothing to Bill"),
            ("billed", "Billed"),
            ("failed", "Failed"),
            ("gone", "Billed Elsewhere"),
            ("undone", "Cancelled Since"),
        ],
        default="ready",
        required=True,
        readonly=True,
        index=True,
    )
    call_count = fields.Integer(string="Calls", readonly=True)
    amount = Micro(readonly=True, help="Without tax, each line of the invoice rounded.")
    tax = Micro(readonly=True)
    total = Micro(readonly=True, help="Tax included.")
    usual = Micro(readonly=True, aggregator=None, help="Average of the last three periods before, without tax.")
    change = fields.Integer(
        string="Change (%)", readonly=True, aggregator=None, help="Against what is usual for the account."
    )
    finding = fields.Selection(findings.FINDINGS, readonly=True, help="The weightiest thing that is odd.")
    finding_codes = fields.Char(readonly=True)
    finding_text = fields.Char(string="What Is Odd", compute="_compute_finding_text")
    severity = fields.Integer(readonly=True, aggregator=None, help="2: cannot be billed. 1: odd. 0: in order.")
    odd = fields.Boolean(compute="_compute_odd", store=True)
    error = fields.Text(readonly=True, help="What kept the account from being billed.")
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True, index="btree_not_null")
    further_move_ids = fields.Many2many(
        "account.move", string="Further Invoices", readonly=True, help="Of campaigns that are invoiced apart."
    )
    move_state = fields.Selection(related="move_id.state", string="Invoice State")
    call_review = fields.Selection(related="move_id.call_review")

    _billed_once = models.UniqueIndex("(statement_id) WHERE state = 'billed'", "This period was billed before.")
    _once_a_run = models.UniqueIndex("(run_id, statement_id)", "The run has this period already.")

    @api.depends("severity")
    def _compute_odd(self):
        for line in self:
            line.odd = line.severity > 0

    @api.depends("finding_codes")
    @api.depends_context("lang")
    def _compute_finding_text(self):
        labels = dict(self._fields["finding"]._description_selection(self.env))
        for line in self:
            line.finding_text = ", ".join(labels[code] for code in (line.finding_codes or "").split())

    def write(self, vals):
        """People choose; all else is written by the run.

        :raise AccessError: another value, by a person
        """
        if not self.env.su and vals.keys() - {"chosen", "activity_ids"}:
            raise AccessError(self.env._("Only the tick of an account can be changed by hand."))
        return super().write(vals)

    def action_view_statement(self):
        """The account's statement of the period."""
        self.ensure_one()
        return self.statement_id._get_records_action()

    def action_view_move(self):
        """The invoice."""
        self.ensure_one()
        return (self.move_id | self.further_move_ids)._get_records_action()

    def action_leave_out(self):
        """Do not bill these in their run."""
        self._choose(False)

    def action_take_in(self):
        """Bill these in their run after all."""
        self._choose(True)

    def _choose(self, chosen):
        if any(line.run_id.state != "looked" for line in self):
            raise UserError(self.env._("Accounts are chosen between the dry run and its bills."))
        self.filtered(lambda line: line.state == "ready").chosen = chosen
