"""Is what holders of vouchers can claim what the books say?"""

from odoo import fields, models
from odoo.tools import SQL


class CallVoucherLiability(models.Model):
    """Vouchers sold and neither used nor released, beside the account of vouchers; a row a company and currency."""

    _name = "call.voucher.liability"
    _description = "Debt to Holders of Vouchers"
    _auto = False
    _order = "company_id, currency_id"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    count = fields.Integer(string="Vouchers", readonly=True, help="Sold, and neither used nor released.")
    value = fields.Monetary(string="Their Value", readonly=True)
    expired = fields.Monetary(readonly=True, help="Of these. A manager can release it to income.")
    books = fields.Monetary(
        string="In the Books", readonly=True, help="What the posted entries on the account of vouchers come to."
    )
    difference = fields.Monetary(
        readonly=True, help="Not 0: somebody has posted to the account by hand, or changed the invoice of a sale."
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY both_sides.company_id, both_sides.currency_id) AS id,
                   both_sides.company_id, both_sides.currency_id,
                   sum(both_sides.count)::integer AS count, sum(both_sides.value) AS value,
                   sum(both_sides.expired) AS expired, sum(both_sides.books) AS books,
                   sum(both_sides.books) - sum(both_sides.value) AS difference
              FROM (SELECT company_id, currency_id, count(*) AS count, sum(value) AS value,
                           COALESCE(sum(value) FILTER (WHERE state = 'expired'), 0) AS expired, 0 AS books
                      FROM call_voucher
                     WHERE sold_at IS NOT NULL AND released_on IS NULL AND state IN ('sold', 'expired')
                     GROUP BY company_id, currency_id
                     UNION ALL
                    SELECT company.id, line.currency_id, 0, 0, 0, -sum(line.amount_currency)
                      FROM res_company company
                      JOIN account_move_line line
                        ON line.account_id = company.call_voucher_account_id AND line.company_id = company.id
                     WHERE line.parent_state = 'posted'
                     GROUP BY company.id, line.currency_id) both_sides
             GROUP BY both_sides.company_id, both_sides.currency_id
            """
        )
