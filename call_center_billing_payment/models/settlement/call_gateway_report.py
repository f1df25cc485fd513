"""What a gateway says it did with our customers' money: one report for each payout, or for a period."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: sums of a report: the field, and the kind of lines that it adds up
TOTALS = {
    "payment_total": "payment",
    "refund_total": "refund",
    "chargeback_total": "chargeback",
    "adjustment_total": "adjustment",
    "payout_total": "payout",
}


class CallGatewayReport(models.Model):
    """A report is read or fetched, matched with our payments, and booked as far as both sides say the same.

    Reading is `_take`, matching `_match`, booking `_book`: each in a file of its own, each may be done again.
    """

    _name = "call.gateway.report"
    _description = "Gateway Report"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, help="The payout's number at the gateway, or the file's name.")
    provider_id = fields.Many2one("payment.provider", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(related="provider_id.company_id", store=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.company.currency_id)
    gateway_ref = fields.Char(
        string="Payout", readonly=True, copy=False, help="The payout's identity at the gateway, if it is of one payout."
    )
    date = fields.Date(required=True, default=fields.Date.context_today, help="Of the payout, or the last day.")
    date_from = fields.Date(
        string="From",
        help="With both days, payments of ours that were made on these days (UTC) and are not in the report are told.",
    )
    date_to = fields.Date(string="To")
    line_ids = fields.One2many("call.gateway.report.line", "report_id", string="Lines")
    line_count = fields.Integer(compute="_compute_totals")
    payment_total = fields.Monetary(string="Payments", compute="_compute_totals")
    refund_total = fields.Monetary(string="Refunds", compute="_compute_totals")
    chargeback_total = fields.Monetary(string="Chargebacks", compute="_compute_totals")
    adjustment_total = fields.Monetary(string="Adjustments", compute="_compute_totals")
    payout_total = fields.Monetary(string="Paid Out", compute="_compute_totals")
    fee_total = fields.Monetary(string="Fees", compute="_compute_totals")
    net_total = fields.Monetary(
        string="Left at the Gateway",
        compute="_compute_totals",
        help="All lines together: 0 if what came in is what was paid out.",
    )
    difference_count = fields.Integer(string="Differences", compute="_compute_totals", search="_search_differences")
    state = fields.Selection(
        [("open", "To book"), ("partly", "Booked in part"), ("booked", "Booked")],
        compute="_compute_state",
        store=True,
        tracking=True,
    )

    _one_payout = models.UniqueIndex(
        "(provider_id, gateway_ref) WHERE gateway_ref IS NOT NULL", "There is a report of this payout already."
    )

    @api.depends("line_ids.state", "line_ids.gross", "line_ids.fee", "line_ids.net", "line_ids.kind")
    def _compute_totals(self):
        for report in self:
            told = report.line_ids.filtered(lambda line: line.side == "gateway" and not line.double_of_id)
            own = told.filtered(lambda line, report=report: line.currency_id == report.currency_id)
            for field, kind in TOTALS.items():
                report[field] = sum(own.filtered(lambda line, kind=kind: line.kind == kind).mapped("gross"))
            report.payout_total = -report.payout_total
            report.fee_total = sum(own.mapped("fee"))
            report.net_total = sum(own.mapped("net"))
            report.line_count = len(told)
            report.difference_count = len(report.line_ids.filtered(lambda line: line.state == "open"))

    def _search_differences(self, operator, value):
        if operator not in ("=", ">") or value not in (0, False):
            return NotImplemented
        with_some = [("line_ids", "any", [("state", "=", "open")])]
        return with_some if operator == ">" else ["!", *with_some]

    @api.depends("line_ids.state")
    def _compute_state(self):
        for report in self:
            states = set(report.line_ids.mapped("state"))
            if not states - {"booked", "accepted"} and "booked" in states:
                report.state = "booked"
            else:
                report.state = "partly" if "booked" in states else "open"

    def action_match(self):
        """Compare with our payments again."""
        self._check_clerk()
        self.sudo()._match()

    def action_view_lines(self):
        """All lines, with filters."""
        return self._view_lines({})

    def action_view_differences(self):
        """What is not the same on both sides."""
        return self._view_lines({"search_default_open": 1})

    def _view_lines(self, context):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "call_center_billing_payment.call_gateway_report_line_action"
        )
        return action | {"domain": [("report_id", "in", self.ids)], "context": context}

    def _check_clerk(self):
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks and managers look after reports of gateways."))
