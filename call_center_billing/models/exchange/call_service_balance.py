"""Both sides of the customer ledger: what a service says is open, and what our books say."""

from collections import Counter

from odoo import api, fields, models

from ...money import MICRO


class CallServiceBalance(models.Model):
    """A list of open items that a service sent, compared with ours whenever somebody asks."""

    _name = "call.service.balance"
    _description = "Reconciliation with a Billing Service"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    service_id = fields.Many2one("call.billing.service", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="service_id.company_id", store=True, index=True)
    date = fields.Date(required=True, readonly=True, help="Day of the list, as the service says.")
    compared_at = fields.Datetime(string="Compared", readonly=True)
    line_ids = fields.One2many("call.service.balance.line", "balance_id", readonly=True)
    line_count = fields.Integer(string="Items", compute="_compute_counts")
    difference_count = fields.Integer(string="Differences", compute="_compute_counts")

    @api.depends("service_id.name", "date")
    def _compute_name(self):
        for balance in self:
            balance.name = f"{balance.service_id.name} {balance.date}"

    @api.depends("line_ids.why")
    def _compute_counts(self):
        for balance in self:
            balance.line_count = len(balance.line_ids)
            balance.difference_count = len(balance.line_ids.filtered(lambda line: line.why != "same"))

    @api.model
    def _take(self, message):
        """Keep the list of a message, and compare it.

        :param message: of kind `balances`; its items are in its `content`
        """
        balance = self.sudo().create({"service_id": message.service_id.id, "date": message.date})
        currencies = {currency.name: currency.id for currency in self.env["res.currency"].search([])}
        lines = [
            {
                "balance_id": balance.id,
                "invoice_number": item.invoice,
                "theirs": item.amount / MICRO,
                "currency_id": currencies.get(item.currency),
                "is_listed": True,
            }
            for item in message._items()
        ]
        self.env["call.service.balance.line"].sudo().create(lines)
        balance._compare()
        return balance

    def action_compare(self):
        """Compare with what is open in our books now."""
        self.check_access("read")
        self.sudo()._compare()

    def _compare(self):
        for balance in self:
            balance.line_ids.filtered(lambda line: not line.is_listed).unlink()
            ours = balance._our_items()
            seen = Counter()
            for line in balance.line_ids:
                seen[line.invoice_number] += 1
                line._settle(ours.get(line.invoice_number), seen[line.invoice_number] > 1)
            missing = [move for number, move in ours.items() if not seen[number] and move.amount_residual]
            balance.line_ids.create([balance._line_of_ours(move) for move in missing])
            balance.compared_at = fields.Datetime.now()

    def _our_items(self):
        """Posted documents that were handed to the service, by number."""
        sent = self.env["call.service.message"].search(
            [("service_id", "=", self.service_id.id), ("direction", "=", "out"), ("state", "in", ("done", "sending"))]
        )
        numbers = self.line_ids.mapped("invoice_number")
        known = self.env["account.move"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("name", "in", numbers),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ]
        )
        moves = (sent.move_id | known).filtered(lambda move: move.state == "posted")
        return {move.name: move for move in moves}

    def _line_of_ours(self, move):
        unpaid = _signed(move)
        return {
            "balance_id": self.id,
            "invoice_number": move.name,
            "move_id": move.id,
            "currency_id": move.currency_id.id,
            "ours": unpaid,
            "difference": unpaid,
            "why": "only_ours",
        }

    def action_view_lines(self):
        """The items as a list, those that differ first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_service_balance_line_action")
        context = {"search_default_different": 1}
        return action | {"domain": [("balance_id", "=", self.id)], "context": context}


class CallServiceBalanceLine(models.Model):
    """One invoice on both sides. Amounts are below 0 where the customer has credit."""

    _name = "call.service.balance.line"
    _description = "Item of a Reconciliation"
    _order = "balance_id desc, why, invoice_number, id"

    balance_id = fields.Many2one("call.service.balance", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="balance_id.company_id", store=True)
    invoice_number = fields.Char(readonly=True)
    move_id = fields.Many2one(
        "account.move", string="Invoice", readonly=True, index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one(related="move_id.commercial_partner_id", string="Customer", store=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    ours = fields.Monetary(readonly=True)
    theirs = fields.Monetary(readonly=True)
    difference = fields.Monetary(readonly=True, help="Ours less theirs.")
    why = fields.Selection(
        [
            ("amount", "Amounts differ"),
            ("currency", "Currencies differ"),
            ("only_ours", "Only ours"),
            ("only_theirs", "Only theirs"),
            ("twice", "Listed twice"),
            ("same", "The same"),
        ],
        string="Result",
        readonly=True,
    )
    is_listed = fields.Boolean(readonly=True)

    def _settle(self, move, is_again):
        """Note what our side says to what theirs does."""
        self.ensure_one()
        ours = _signed(move) if move and not is_again else 0.0
        currency = self.currency_id
        if is_again:
            why = "twice"
        elif not move:
            why = "only_theirs"
        elif move.currency_id != currency:
            why, ours = "currency", 0.0
        else:
            why = "same" if not currency.compare_amounts(ours, self.theirs) else "amount"
            if why == "amount" and not ours:
                why = "only_theirs"
        self.write({"move_id": move and move.id, "ours": ours, "difference": ours - self.theirs, "why": why})


def _signed(move):
    """What is open on a document, as the customer owes it."""
    return move.amount_residual if move.move_type == "out_invoice" else -move.amount_residual
