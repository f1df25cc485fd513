"""Invoices of many orders at once, with the content that Odoo's own way gives them.

Odoo makes an invoice's lines, then finds out which taxes and due amounts they come to, writes lines for those, and
checks after each whether something else is to change. Here the taxes are worked out first, by the same methods of
`account.tax`, and each invoice is created with all its lines; a test compares both ways field by field.
"""

from markupsafe import Markup

from odoo import Command, fields

#: nothing is logged or synchronised while invoices are made: they come complete
QUIET = {
    "skip_invoice_sync": True,
    "skip_invoice_line_sync": True,
    "skip_analytic_sync": True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
#: such invoices have their lines: posting need not look for others
COMPLETE = {name: True for name in QUIET if name != "skip_analytic_sync"}


def has_analytic_rules(env):
    """Whether there are rules by which lines get analytic accounts."""
    return bool(env["account.analytic.distribution.model"].sudo().search_count([], limit=1))


class InvoiceBatch:
    """Draft invoices of confirmed orders in their company's currency.

    Not a model: it lives within one transaction. What invoices have in common is looked up once.

    :param sale.order orders: of one company
    :param date invoice_date: of the invoices; None: empty until they are posted
    """

    def __init__(self, orders, invoice_date=None):
        self.env = orders.env
        self.orders = orders
        self.company = orders.company_id
        self.date = invoice_date
        self.today = fields.Date.context_today(orders)
        self.analytic = has_analytic_rules(self.env)
        self._accounts = {}

    @classmethod
    def takes(cls, order):
        """Whether an order is plain enough: all others go Odoo's way."""
        term = order.payment_term_id
        return (
            order.currency_id == order.company_id.currency_id
            and order.invoice_status == "to invoice"
            and not (term and term.early_discount)
            and not any(line.display_type or line.is_downpayment for line in order.order_line)
        )

    def make(self):
        """
        :return: {sale.order: its draft invoice}
        """
        values = [self._move_vals(order.with_company(order.company_id)) for order in self.orders]
        moves = self.env["account.move"].sudo().with_context(**QUIET).create(values)
        moves = moves.with_env(self.env)
        self._say_where_from(moves)
        return dict(zip(self.orders, moves, strict=True))

    def _say_where_from(self, moves):
        """What Odoo posts on each invoice, one by one; written for all together."""
        text = Markup("<p>%s</p>")
        bodies = {
            move.id: text % self.env._("Made of order %(order)s.", order=order.name)
            for order, move in zip(self.orders, moves, strict=True)
        }
        moves._message_log_batch(bodies=bodies)

    def _move_vals(self, order):
        if order.partner_invoice_id.lang:
            order = order.with_context(lang=order.partner_invoice_id.lang)
        vals = order._prepare_invoice()
        del vals["invoice_line_ids"]
        if self.date:
            vals["invoice_date"] = self.date
        lines = [self._line_vals(order, line, number) for number, line in enumerate(order._get_invoiceable_lines())]
        tax_lines = self._add_taxes(order, vals, lines)
        due = self._due_lines(order, vals, [*lines, *tax_lines])
        vals["line_ids"] = [Command.create(line) for line in (*lines, *tax_lines, *due)]
        return vals

    def _line_vals(self, order, line, number):
        [vals] = line._prepare_invoice_lines_vals_list(sequence=number)
        vals["account_id"] = self._income_account(line.product_id, order.fiscal_position_id).id
        if not self.analytic and not line.analytic_distribution:
            vals["analytic_distribution"] = False  # or each line searches for rules that there are none of
        return vals

    def _add_taxes(self, order, move_vals, lines):
        """Give the lines their balances, and make the lines of the taxes."""
        taxes = self.env["account.tax"]
        base_lines = [
            self._base_line(order, vals, line) for vals, line in zip(lines, order._get_invoiceable_lines(), strict=True)
        ]
        taxes._add_tax_details_in_base_lines(base_lines, self.company)
        taxes._round_base_lines_tax_details(base_lines, self.company)
        taxes._add_accounting_data_in_base_lines_tax_details(base_lines, self.company)
        results = taxes._prepare_tax_lines(base_lines, self.company)
        for vals, (_base, update) in zip(lines, results["base_lines_to_update"], strict=True):
            vals.update(update)
        return [vals | {"display_type": "tax"} for vals in results["tax_lines_to_add"]]

    def _base_line(self, order, vals, line):
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            None,
            product_id=line.product_id,
            product_uom_id=line.product_uom_id,
            tax_ids=line.tax_ids,
            price_unit=vals["price_unit"],
            quantity=vals["quantity"],
            discount=vals["discount"],
            currency_id=order.currency_id,
            rate=1.0,
            sign=-1,
            partner_id=order.partner_invoice_id.commercial_partner_id,
            account_id=self.env["account.account"].browse(vals["account_id"]),
            analytic_distribution=vals.get("analytic_distribution") or None,
            name=vals["name"],
        )

    def _due_lines(self, order, vals, lines):
        total = -sum(line["balance"] for line in lines)
        return [
            {
                "display_type": "payment_term",
                "date_maturity": date,
                "balance": balance,
                "amount_currency": balance,
            }
            for date, balance in self._terms(order, total, lines)
        ]

    def _terms(self, order, total, lines):
        date = self.date or self.today
        term = order.payment_term_id
        if not term:
            yield date, self.company.currency_id.round(total)
            return
        tax = -sum(line["balance"] for line in lines if line["display_type"] == "tax")
        found = term._compute_terms(
            date_ref=date,
            currency=order.currency_id,
            company=self.company,
            tax_amount=tax,
            tax_amount_currency=tax,
            untaxed_amount=total - tax,
            untaxed_amount_currency=total - tax,
            sign=1,
        )
        for line in found["line_ids"]:
            yield fields.Date.to_date(line["date"]), line["company_amount"]

    def _income_account(self, product, position):
        key = product, position
        if key not in self._accounts:
            template = product.with_company(self.company).product_tmpl_id
            self._accounts[key] = template.get_product_accounts(fiscal_pos=position)["income"]
        return self._accounts[key]
