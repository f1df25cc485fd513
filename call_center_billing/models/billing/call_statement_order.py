"""From a statement to its orders."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import groupby

#: orders that are made and confirmed together
TOGETHER = 200


class CallStatement(models.Model):
    """Orders of statements: of what has its own as soon as it is over, of the rest when the statement is closed."""

    _inherit = "call.statement"

    def action_create_order(self):
        """Make confirmed sales orders of all that has none yet, which closes the statements."""
        open_statements = self.filtered(lambda statement: statement.state == "open")
        if not open_statements:
            raise UserError(self.env._("These statements have orders already."))
        open_statements._check_billable()
        orders = open_statements._make_orders(open_statements._free_lines())
        open_statements.closed = True
        return (orders or open_statements._live_orders())._get_records_action(name=self.env._("Orders"))

    def _make_orders(self, lines):
        """Confirmed orders of statement lines: one a statement, slot and campaign that is billed apart.

        :param call.statement.line lines: of these statements, without order
        :rtype: sale.order
        """
        orders = self.env["sale.order"]
        groups = list(groupby(lines, lambda line: (line.statement_id, line.slot or "", line._apart())))
        for start in range(0, len(groups), TOGETHER):
            some = groups[start : start + TOGETHER]
            orders += orders.create(
                [key[0]._prepare_order_vals(lines.browse().concat(*found), key[2]) for key, found in some]
            )
        lines.sudo().ordered = True
        orders.action_confirm()
        return orders

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

    def _free_lines(self):
        """The lines with calls that have no order."""
        return self._charged_lines().filtered(lambda line: not line.ordered)

    def _prepare_order_vals(self, lines=None, campaign=None):
        """An order's values.

        :param call.statement.line lines: what it charges; None: all of the statement's
        :param call.campaign campaign: whose own order it is
        :raise UserError: no price list of the statement's currency
        """
        self.ensure_one()
        partner = self.partner_id.with_company(self.company_id)
        lines = self._charged_lines() if lines is None else lines
        return {
            "partner_id": partner.id,
            "company_id": self.company_id.id,
            "pricelist_id": self._order_pricelist().id,
            "client_order_ref": self.name,
            "call_statement_id": self.id,
            "call_campaign_id": campaign.id if campaign else False,
            "order_line": [(0, 0, line._prepare_order_line_vals()) for line in lines.with_context(lang=partner.lang)],
        }

    def _order_pricelist(self):
        """A price list of the statement's currency, which orders have theirs from."""
        pricelist = self.partner_id.with_company(self.company_id).property_product_pricelist
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
        return pricelist
