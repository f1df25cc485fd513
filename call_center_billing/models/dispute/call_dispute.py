"""What a customer questions: calls, lines of a statement or of an invoice; everything about it in one thread."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import Micro
from ..account.credit import CLERK

#: states in which nothing is decided, and reminders for the disputed part pause
OPEN = ("new", "review")


class CallDispute(models.Model):
    """A dispute. What is not disputed of an invoice stays payable, and is reminded of."""

    _name = "call.dispute"
    _description = "Dispute"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "deadline, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    state = fields.Selection(
        [
            ("new", "New"),
            ("review", "In Review"),
            ("settled", "Settled"),
            ("rejected", "Rejected"),
            ("withdrawn", "Withdrawn"),
        ],
        default="new",
        required=True,
        readonly=True,
        tracking=True,
        help="New, in review: reminders for the disputed amount pause. Settled: something was credited. Rejected: the "
        "customer was told why not. Withdrawn: the customer no longer questions it.",
    )
    reason = fields.Selection(
        [
            ("not_mine", "Calls I did not make"),
            ("price", "Wrong price"),
            ("duration", "Wrong duration"),
            ("quality", "Bad connection"),
            ("duplicate", "Charged twice"),
            ("other", "Something else"),
        ],
        required=True,
        readonly=True,
        tracking=True,
    )
    description = fields.Text(string="The Customer's Words", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True, index=True)
    deadline = fields.Date(required=True, tracking=True, help="The customer is answered by then.")
    overdue = fields.Boolean(compute="_compute_overdue", search="_search_overdue", help="Not answered in time.")
    line_ids = fields.One2many("call.dispute.line", "dispute_id", string="What Is Disputed", readonly=True)
    call_count = fields.Integer(string="Calls", compute="_compute_call_count", store=True)
    amount_disputed = Micro(
        string="Disputed", compute="_compute_amount_disputed", store=True, help="As it was charged then, without tax."
    )
    amount_credited = Micro(string="Given Back", compute="_compute_amount_credited", help="Without tax.")
    move_ids = fields.Many2many(
        "account.move", string="Invoices", compute="_compute_move_ids", groups="account.group_account_invoice"
    )
    correction_ids = fields.One2many("call.correction", "dispute_id", string="Corrections", readonly=True)
    answer = fields.Text(string="Answer to the Customer", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("partner_id.name", "create_date")
    def _compute_name(self):
        for dispute in self:
            number = dispute._origin.id
            dispute.name = f"{dispute.partner_id.name} #{number}" if number else dispute.partner_id.name

    @api.depends("deadline", "state")
    def _compute_overdue(self):
        today = fields.Date.context_today(self)
        for dispute in self:
            dispute.overdue = dispute.state in OPEN and bool(dispute.deadline) and dispute.deadline < today

    def _search_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [("state", "in", OPEN), ("deadline", "<", fields.Date.context_today(self))]
        return late if True in value else ["!", "&", *late]

    @api.depends("line_ids.call_id")
    def _compute_call_count(self):
        for dispute in self:
            dispute.call_count = len(dispute.line_ids.filtered("call_id"))

    @api.depends("line_ids.amount")
    def _compute_amount_disputed(self):
        for dispute in self:
            dispute.amount_disputed = sum(dispute.line_ids.mapped("amount"))

    @api.depends("correction_ids.state", "correction_ids.difference", "correction_ids.goodwill")
    def _compute_amount_credited(self):
        for dispute in self:
            done = dispute.sudo().correction_ids.filtered(lambda correction: correction.state == "done")
            dispute.amount_credited = sum(correction._given_back() for correction in done)

    def _compute_move_ids(self):
        found = self.line_ids._invoice_lines()
        for dispute in self:
            items = [found[line] for line in dispute.line_ids.ids if line in found]
            dispute.move_ids = self.env["account.move.line"].sudo().concat(*items).move_id

    def action_review(self):
        """Somebody looks into it."""
        self._check_open()
        for dispute in self:
            dispute.user_id = dispute.user_id or self.env.user
        self.sudo().write({"state": "review"})
        return True

    def action_withdraw(self):
        """The customer no longer questions it."""
        self._check_open()
        return self._close("withdrawn", self.env._("The dispute was withdrawn."))

    def action_reopen(self):
        """Look at it again."""
        self._check_clerk()
        if any(dispute.state in OPEN for dispute in self):
            raise UserError(self.env._("The dispute is open."))
        self.sudo().write({"state": "review", "closed_at": False, "closed_by_id": False})
        for dispute in self:
            dispute._plan()
        return True

    def action_view_calls(self):
        """The disputed calls; those of disputed lines, too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": [("id", "in", self._disputed_calls().ids)], "context": {}}

    def action_view_moves(self):
        """The invoices that charge what is disputed."""
        return self.move_ids._get_records_action(name=self.env._("Invoices"))

    def action_view_corrections(self):
        """What was given back."""
        return self.correction_ids._get_records_action(name=self.env._("Corrections"))

    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks decide on disputes."))
        self.check_access("write")

    def _check_open(self):
        self._check_clerk()
        if any(dispute.state not in OPEN for dispute in self):
            raise UserError(self.env._("The dispute is closed. Reopen it first."))

    def _close(self, state, text):
        """Decide, and tell the customer."""
        now = {"closed_at": fields.Datetime.now(), "closed_by_id": self.env.uid}
        for dispute in self.sudo():
            dispute.write({"state": state, "answer": text, **now})
            dispute.activity_unlink(["mail.mail_activity_data_todo"])
            dispute._tell_customer(text)
        return True

    def _tell_customer(self, text):
        """A message that the customer, who follows the thread, gets."""
        self.message_post(
            body=text, message_type="comment", subtype_xmlid="mail.mt_comment", partner_ids=self.partner_id.ids
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A dispute stays on record. Withdraw it instead."))
