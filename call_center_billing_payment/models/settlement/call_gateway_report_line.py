"""A line of a gateway's report, and what of ours it is about."""

from odoo import api, fields, models

KINDS = [
    ("payment", "Payment"),
    ("refund", "Refund"),
    ("chargeback", "Chargeback"),
    ("fee", "Fee"),
    ("payout", "Payout"),
    ("adjustment", "Adjustment"),
]
DIFFERENCES = [
    ("missing_here", "Missing here"),
    ("missing_there", "Missing there"),
    ("amount", "Amount differs"),
    ("currency", "Currency differs"),
    ("double", "Double"),
    ("state", "State differs"),
]


class CallGatewayReportLine(models.Model):
    """Signs are ours: what a customer pays is positive, what leaves the gateway (refund, payout) negative, and a fee
    that we pay is positive. So `net` is `gross` less `fee`, and what the line does to our money at the gateway.

    A payment of ours that the gateway does not mention has a line too, with `side` "ours" and no sums of the gateway.
    """

    _name = "call.gateway.report.line"
    _description = "Line of a Gateway Report"
    _inherit = ["mail.thread"]
    _order = "report_id desc, date, id"
    _rec_name = "gateway_ref"
    _check_company_auto = True

    report_id = fields.Many2one("call.gateway.report", required=True, readonly=True, index=True, ondelete="cascade")
    provider_id = fields.Many2one(related="report_id.provider_id", store=True, index=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True, index=True)
    side = fields.Selection([("gateway", "Gateway"), ("ours", "Ours")], required=True, readonly=True, default="gateway")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    gateway_ref = fields.Char(string="Gateway's Number", required=True, readonly=True, index=True)
    reference = fields.Char(string="Our Reference", readonly=True, index=True, help="As the gateway repeats it.")
    date = fields.Date(required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True, help="In which the gateway settles.")
    gross = fields.Monetary(readonly=True)
    fee = fields.Monetary(readonly=True)
    net = fields.Monetary(readonly=True)
    paid_amount = fields.Monetary(
        string="Paid by the Customer",
        currency_field="paid_currency_id",
        readonly=True,
        help="Where the gateway changed it into another currency; else 0.",
    )
    paid_currency_id = fields.Many2one("res.currency", string="Customer's Currency", readonly=True)
    text = fields.Char(readonly=True, help="What else the gateway says.")
    row = fields.Integer(string="Line of the File", readonly=True)
    transaction_id = fields.Many2one("payment.transaction", index="btree_not_null", readonly=True)
    payment_id = fields.Many2one("account.payment", index="btree_not_null", readonly=True, check_company=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", help="Whose money it is; to be chosen where the payment is missing here."
    )
    our_amount = fields.Monetary(string="Ours", currency_field="our_currency_id", readonly=True)
    our_currency_id = fields.Many2one("res.currency", string="Our Currency", readonly=True)
    double_of_id = fields.Many2one("call.gateway.report.line", readonly=True, index="btree_not_null")
    difference = fields.Selection(DIFFERENCES, readonly=True, index="btree_not_null")
    advice = fields.Char(string="What to Do", compute="_compute_advice")
    account_id = fields.Many2one(
        "account.account", check_company=True, help="Where an adjustment is booked; to be chosen."
    )
    state = fields.Selection(
        [("open", "Difference"), ("clear", "Clear"), ("accepted", "Accepted"), ("booked", "Booked")],
        required=True,
        readonly=True,
        default="open",
        index=True,
        tracking=True,
    )
    note = fields.Char(string="Why Accepted", readonly=True)
    accepted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    move_id = fields.Many2one("account.move", string="Entry", readonly=True, index="btree_not_null", copy=False)

    _once = models.UniqueIndex(
        "(provider_id, gateway_ref, kind) WHERE side = 'gateway' AND double_of_id IS NULL",
        "This line of the gateway is in a report already.",
    )
    _missing_once = models.UniqueIndex(
        "(transaction_id) WHERE side = 'ours'", "That the gateway does not mention this payment is told already."
    )

    @api.depends("difference", "kind", "state", "double_of_id")
    def _compute_advice(self):
        for line in self:
            line.advice = line._advice() if line.state == "open" else False

    def _advice(self):
        return {
            "missing_here": self.env._("Choose the customer and book it; or accept it with a note."),
            "missing_there": self.env._("Ask the gateway. It may be in the next report: match again then."),
            "amount": self.env._("Look at the transaction. What the gateway settled is what there is."),
            "currency": self.env._("Look at the transaction: it was settled in another currency."),
            "double": self.env._("Nothing is booked twice. Refund it if the customer paid twice, and accept it."),
            "state": self.env._("Ask the gateway, so that the transaction follows; then match again."),
        }.get(self.difference, "")
