"""From a statement to an order, and on to an invoice."""

from odoo import models
from odoo.exceptions import UserError

from ...money import MICRO, round_to_currency
from ...talk_time import format_talk_time
from ..tariff.call_rate_unit import MEASURES


class CallStatement(models.Model):
    """Billing of statements."""

    _inherit = "call.statement"

    def action_create_order(self):
        """Make a confirmed sales order of each statement's lines, which closes the statement."""
        open_statements = self.filtered(lambda statement: statement.state == "open")
        if not open_statements:
            raise UserError(self.env._("These statements have orders already."))
        open_statements._check_billable()
        orders = self.env["sale.order"].create([statement._prepare_order_vals() for statement in open_statements])
        for statement, order in zip(open_statements, orders, strict=True):
            statement.order_id = order
        orders.action_confirm()
        return open_statements.order_id._get_records_action(name=self.env._("Orders"))

    def action_invoice(self, invoice_date=None, post=True):
        """Bill the statements: orders where there are none, then one invoice each.

        :param date invoice_date: default: today
        :param bool post: post the invoices; otherwise they wait as drafts for review
        :return: the invoices
        """
        if any(statement.state == "invoiced" for statement in self):
            raise UserError(self.env._("Some of these statements are invoiced already."))
        if without_order := self.filtered(lambda statement: statement.state == "open"):
            without_order.action_create_order()
        moves = self.order_id.invoice_ids.filtered(
            lambda move: move.state == "draft" and move.move_type == "out_invoice"
        )
        if to_invoice := self.order_id - moves.invoice_line_ids.sale_line_ids.order_id:
            # grouped: an invoice for each order, also where two are of one customer
            moves |= to_invoice._create_invoices(grouped=True)
        if invoice_date:
            moves.invoice_date = invoice_date
        if post:
            moves.action_post()
        return moves

    def _check_billable(self):
        """A bill must be complete: nothing without a price, and not nothing at all."""
        if unrated := self.filtered("unrated_count"):
            raise UserError(
                self.env._(
                    "Calls of %(statements)s have no price yet. Add the missing rates, choose “Match and Rate Again” "
                    "on those calls, then bill.",
                    statements=", ".join(unrated.mapped("name")),
                )
            )
        if empty := self.filtered(lambda statement: not statement._charged_lines()):
            raise UserError(
                self.env._("There is nothing to bill on %(statements)s.", statements=", ".join(empty.mapped("name")))
            )

    def _charged_lines(self):
        """The lines with calls: one may have been opened for a file that was never read to its end."""
        return self.line_ids.filtered("call_count")

    def _prepare_order_vals(self):
        """The order's values.

        :raise UserError: no price list of the statement's currency
        """
        self.ensure_one()
        partner = self.partner_id.with_company(self.company_id)
        pricelist = partner.property_product_pricelist
        if pricelist.currency_id != self.currency_id:
            domain = [("currency_id", "=", self.currency_id.id), ("company_id", "in", (self.company_id.id, False))]
            pricelist = self.env["product.pricelist"].search(domain, limit=1)
        if not pricelist and self.currency_id != self.company_id.currency_id:
            raise UserError(
                self.env._(
                    "%(statement)s is in %(currency)s, and no price list is. Make one, then bill.",
                    statement=self.name,
                    currency=self.currency_id.name,
                )
            )
        lines = self._charged_lines().with_context(lang=partner.lang)
        return {
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "pricelist_id": pricelist.id,
            "client_order_ref": self.name,
            "order_line": [(0, 0, line._prepare_order_line_vals()) for line in lines],
        }


class CallStatementLine(models.Model):
    """A line as an order sees it."""

    _inherit = "call.statement.line"

    def _prepare_order_line_vals(self):
        """One line: quantity 1 at the sum of its calls, for Odoo rounds quantities to two decimals."""
        self.ensure_one()
        rounded, residual = round_to_currency(self.amount, self.currency_id.decimal_places)
        return {
            "product_id": self.product_id.id,
            "name": self._order_line_text(),
            "product_uom_qty": 1,
            "price_unit": rounded / MICRO,
            "discount": 0,
            "call_statement_line_id": self.id,
            "call_residual": residual,
        }

    def _order_line_text(self):
        """What the customer reads below the article: campaign, price, number of calls and what was used."""
        title = ", ".join(part for part in (self.campaign_id.name, self.band) if part)
        if MEASURES[self.unit].service == "voice":
            detail = self.env._(
                "Calls: %(calls)s, talk time: %(time)s", calls=self.call_count, time=format_talk_time(self.talk_seconds)
            )
        else:
            detail = self.env._("Times: %(calls)s, used: %(used)s", calls=self.call_count, used=self.used)
        return f"{title}\n{detail}"
