"""What a refund would do, said before anybody agrees to it."""

from markupsafe import Markup

from odoo import api, fields, models

from odoo.addons.call_center_billing.money import MICRO


class CallRefund(models.Model):
    """Worked out from the books as they are, by the same order in which the money is taken back."""

    _inherit = "call.refund"

    balance_after = fields.Monetary(
        string="Available Afterwards",
        currency_field="company_currency_id",
        compute="_compute_consequences",
        help="What the account could use for calls after this refund.",
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the Company")
    under_limit = fields.Boolean(compute="_compute_consequences")
    consequences = fields.Html(compute="_compute_consequences", sanitize=False)

    @api.depends("payment_id", "amount", "way", "state", "currency_id")
    def _compute_consequences(self):
        for refund in self:
            refund.balance_after, refund.under_limit, refund.consequences = 0, False, False
            if refund.payment_id and refund.amount > 0 and refund.state in ("draft", "waiting"):
                refund._say_consequences()

    def _say_consequences(self):
        company, today = self.company_id, fields.Date.context_today(self)
        gone = 0 if self.way == "balance" else self.amount
        moved = self.currency_id._convert(gone, company.currency_id, company, today)
        available = self.partner_id.sudo()._call_balance(company).available
        said = []
        if available is None:
            said.append(self.env._("The account is unlimited: it may go on calling."))
        else:
            after = available / MICRO - moved
            self.balance_after, self.under_limit = after, company.currency_id.compare_amounts(after, 0) < 0
            said.append(
                self.env._(
                    "Available for calls: %(now)s now, %(after)s afterwards.",
                    now=company.currency_id.format(available / MICRO),
                    after=company.currency_id.format(after),
                )
            )
        if self.under_limit:
            said.append(self.env._("The account would be beyond its limit: its calls are refused until it has paid."))
        said += self._say_reopened()
        if self.way == "balance":
            said.append(self.env._("Nothing moves: the money stays on the account, and the customer is told so."))
        self.consequences = Markup("<ul>%s</ul>") % Markup().join(Markup("<li>%s</li>") % text for text in said)

    def _say_reopened(self):
        today = fields.Date.context_today(self)
        for invoice, amount in self._reopened():
            words = {
                "invoice": invoice.name,
                "amount": invoice.currency_id.format(amount),
                "date": invoice.invoice_date_due,
            }
            if invoice.invoice_date_due and invoice.invoice_date_due < today:
                yield self.env._("%(invoice)s is open again with %(amount)s, overdue since %(date)s.", **words)
            else:
                yield self.env._("%(invoice)s is open again with %(amount)s, due on %(date)s.", **words)

    def _reopened(self):
        """The invoices that open again and by how much: [(account.move, amount)]."""
        if self.way == "balance":
            return []
        payment, found = self.payment_id.sudo(), {}
        rest = self.amount - payment._call_receipt_unused()
        for partial in payment._call_used_for():
            if self.currency_id.compare_amounts(rest, 0) <= 0:
                break
            part = min(partial.credit_amount_currency, rest)
            move = partial.debit_move_id.move_id
            found[move] = found.get(move, 0) + part
            rest -= part
        return list(found.items())
