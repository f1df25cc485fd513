"""Order lines that stand for many calls."""

from odoo import api, fields, models

from ...fields import Micro


class SaleOrderLine(models.Model):
    """What a line charges, and how its amount differs from the sum of its calls."""

    _inherit = "sale.order.line"

    call_statement_line_id = fields.Many2one(
        "call.statement.line", string="Statement Line", readonly=True, index="btree_not_null", copy=False
    )
    call_count = fields.Integer(related="call_statement_line_id.call_count", string="Calls")
    call_talk_seconds = fields.Integer(related="call_statement_line_id.talk_seconds", string="Talk Time")
    call_destination_class = fields.Selection(
        related="call_statement_line_id.destination_class", string="Class of Calls"
    )
    call_band = fields.Char(related="call_statement_line_id.band", string="Price Band")
    call_product_code = fields.Char(related="product_id.default_code", string="Article No.")
    call_residual = Micro(
        string="Rounding", readonly=True, copy=False, help="Sum of the calls' prices less the amount of the line."
    )

    @api.depends("call_statement_line_id")
    def _compute_analytic_distribution(self):
        """Override of `sale`: the campaign's analytic account comes to what distribution models say."""
        result = super()._compute_analytic_distribution()
        for line in self:
            account = line.sudo().call_statement_line_id.campaign_id.analytic_account_id
            if account:
                line.analytic_distribution = with_account(line.analytic_distribution or {}, account)
        return result

    def _prepare_invoice_line(self, **optional_values):
        """Override of `sale`: the invoice's line says what it stands for, as it is when the invoice is made."""
        vals = super()._prepare_invoice_line(**optional_values)
        if self.call_statement_line_id:
            vals.update(self._prepare_call_vals())
        return vals

    def _prepare_call_vals(self):
        """What an invoice's line says of its calls."""
        return {
            "call_count": self.call_count,
            "call_talk_seconds": self.call_talk_seconds,
            "call_residual": self.call_residual,
        }


def with_account(distribution, account):
    """A distribution that names this account in all of its parts, beside accounts of other plans.

    :param dict distribution: {"ids of accounts, one of each plan": percent}
    """
    accounts = account.browse({int(key) for keys in distribution for key in keys.split(",")}).exists()
    same_plan = {str(other.id) for other in accounts if other.root_plan_id == account.root_plan_id}
    found = {}
    for keys, percent in distribution.items():
        kept = [key for key in keys.split(",") if key not in same_plan]
        together = ",".join([*kept, str(account.id)])
        found[together] = found.get(together, 0) + percent
    return found or {str(account.id): 100}
