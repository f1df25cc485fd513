"""Statements: the open account of a customer's calls in one period."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...fields import Micro


class CallStatement(models.Model):
    """A customer's calls of one month and currency, summed as they come in; an order is made of its lines.

    A month that is billed before it is over, as when an account reaches its limit, goes on with another statement.

    Calls point here from the moment they are stored, so billing closes one record and touches no call.
    """

    _name = "call.statement"
    _description = "Call Statement"
    _inherit = ["mail.thread"]
    _order = "date_from desc, partner_id, sequence"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Before", required=True, help="First day that no longer belongs to the statement.")
    sequence = fields.Integer(
        string="Number in Period",
        default=1,
        required=True,
        help="2 and more: the calls of a period that were made after the one before was billed.",
    )
    state = fields.Selection(
        [("open", "Open"), ("ordered", "Ordered"), ("invoiced", "Invoiced")],
        compute="_compute_state",
        store=True,
        tracking=True,
        help="Open: calls are still added. Ordered: a sales order was made of it, later calls go to another "
        "statement. Invoiced: its invoice is posted.",
    )
    order_id = fields.Many2one("sale.order", readonly=True, copy=False, check_company=True)
    line_ids = fields.One2many("call.statement.line", "statement_id", string="Lines", readonly=True)
    call_count = fields.Integer(string="Calls", compute="_compute_totals", store=True)
    talk_seconds = fields.Integer(string="Talk Time", compute="_compute_totals", store=True)
    amount = Micro(compute="_compute_totals", store=True, help="Sum of the calls' prices, without tax.")
    unrated_count = fields.Integer(string="Calls Without Price", compute="_compute_unrated_count")

    _one_a_period = models.Constraint(
        "UNIQUE (company_id, partner_id, currency_id, date_from, sequence)",
        "There is a statement of this period already.",
    )
    _period = models.Constraint("CHECK (date_to > date_from)", "A period must end after it begins.")

    @api.depends("partner_id.name", "date_from", "sequence")
    def _compute_name(self):
        for statement in self:
            number = f" ({statement.sequence})" if statement.sequence > 1 else ""
            statement.name = f"{statement.partner_id.name} {statement.date_from:%Y-%m}{number}"

    @api.depends("order_id.state", "order_id.invoice_ids.state")
    def _compute_state(self):
        for statement in self:
            order = statement.order_id
            if not order or order.state == "cancel":
                statement.state = "open"
            elif "posted" in order.sudo().invoice_ids.mapped("state"):
                statement.state = "invoiced"
            else:
                statement.state = "ordered"

    @api.depends("line_ids.call_count", "line_ids.talk_seconds", "line_ids.amount")
    def _compute_totals(self):
        for statement in self:
            statement.call_count = sum(statement.line_ids.mapped("call_count"))
            statement.talk_seconds = sum(statement.line_ids.mapped("talk_seconds"))
            statement.amount = sum(statement.line_ids.mapped("amount"))

    def _compute_unrated_count(self):
        counts = dict(
            self.env["call.record"]._read_group(
                [("statement_id", "in", self.ids), ("state", "=", "unrated")], ["statement_id"], ["__count"]
            )
        )
        for statement in self:
            statement.unrated_count = counts.get(statement, 0)

    def action_view_calls(self):
        """The statement's calls; those without a price if the context says so."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        domain = [("statement_id", "=", self.id)]
        if self.env.context.get("call_state"):
            domain.append(("state", "=", self.env.context["call_state"]))
        return action | {"domain": domain, "context": {}}

    def action_view_order(self):
        """The order that was made of the statement."""
        self.ensure_one()
        return self.order_id._get_records_action()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        if self.env["call.record"].sudo().search_count([("statement_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A statement with calls cannot be deleted."))
