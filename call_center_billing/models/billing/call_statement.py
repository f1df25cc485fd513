"""Statements: the open account of a customer's calls in one period."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...billing import Period, period_name
from ...fields import Micro


class CallStatement(models.Model):
    """A customer's calls of one period and currency, summed as they come in; orders are made of its lines.

    The period is that of the account's billing cycle when the first call of it came, and stays, see `billing.placing`.
    One that is billed before it is over, as when an account reaches its limit, goes on with another statement.

    Calls point here from the moment they are stored, so billing closes one record and touches no call.
    """

    _name = "call.statement"
    _description = "Call Statement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, partner_id, sequence"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Before", required=True, help="First day that no longer belongs to the statement.")
    period_name = fields.Char(string="Period", compute="_compute_period_name", help="A month, or first and last day.")
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
        help="Open: calls are still added, although days or calls may have their orders. Ordered: sales orders were "
        "made of all of it, later calls go to another statement. Invoiced: the invoices of its orders are posted.",
    )
    closed = fields.Boolean(readonly=True, copy=False, help="No calls are added any more.")
    order_ids = fields.One2many("sale.order", "call_statement_id", string="Orders", readonly=True)
    order_count = fields.Integer(string="Number of Orders", compute="_compute_order_count")
    order_id = fields.Many2one(
        "sale.order", string="Last Order", compute="_compute_order_id", store=True, index="btree_not_null"
    )
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
    # statements of one period may be several, but no day lies in two periods
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, currency_id WITH =,"
        " daterange(date_from, date_to) WITH &&,"
        " (((date_from - '2000-01-01'::date) * 65536::bigint) + (date_to - date_from)) WITH <>)",
        "The customer has a statement of another period with some of these days.",
    )

    # accounts with other periods than calendar months, of which there are few: imports ask for them
    _uneven = models.Index(
        "(company_id, partner_id)"
        " WHERE NOT (EXTRACT(day FROM date_from) = 1 AND date_to = (date_from + interval '1 month')::date)"
    )

    @api.depends("partner_id.name", "date_from", "date_to", "sequence")
    def _compute_name(self):
        for statement in self:
            number = f" ({statement.sequence})" if statement.sequence > 1 else ""
            statement.name = f"{statement.partner_id.name} {statement._period_text()}{number}"

    @api.depends("date_from", "date_to")
    def _compute_period_name(self):
        for statement in self:
            statement.period_name = statement._period_text()

    def _period_text(self):
        if not (self.date_from and self.date_to):
            return ""
        return period_name(Period(self.date_from, self.date_to))

    @api.depends("order_ids.state")
    def _compute_order_id(self):
        for statement in self:
            statement.order_id = statement._live_orders().sorted("id")[-1:]

    def _compute_order_count(self):
        for statement in self:
            statement.order_count = len(statement.order_ids)

    def _live_orders(self):
        """Those of the statements' orders that are not cancelled."""
        return self.order_ids.filtered(lambda order: order.state != "cancel")

    @api.depends("closed", "order_ids.state", "order_ids.invoice_ids.state")
    def _compute_state(self):
        for statement in self:
            orders = statement._live_orders()
            if not statement.closed or not orders:
                statement.state = "open"
            elif all("posted" in order.sudo().invoice_ids.mapped("state") for order in orders):
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
        """The orders that were made of the statement."""
        self.ensure_one()
        return self.order_ids._get_records_action(name=self.env._("Orders"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        if self.env["call.record"].sudo().search_count([("statement_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("A statement with calls cannot be deleted."))
