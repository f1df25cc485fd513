"""Margin by destination, customer and trunk, for reading."""

from odoo import fields, models
from odoo.tools import SQL

from ..tariff.call_destination import DESTINATION_CLASSES


class CallMarginReport(models.Model):
    """The call store in units of the currency of the price, so that pivots, graphs and exports show plain amounts.

    Only sums of what is known on both sides make a margin: `known_amount` less `cost` is `margin`, always.
    """

    _name = "call.margin.report"
    _description = "Margin of Calls"
    _auto = False
    _log_access = False
    _order = "started_at desc, id desc"
    _rec_name = "destination_id"

    company_id = fields.Many2one("res.company", readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    source_id = fields.Many2one("call.source", readonly=True)
    reseller_id = fields.Many2one(
        "res.partner", string="Sold by", readonly=True, help="A reseller, whose margin it is; empty: we sold it."
    )
    wholesale = fields.Boolean(readonly=True, help="What a reseller pays for a call of its customer.")
    sub_account_id = fields.Many2one("res.partner", string="Sub-Account", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    campaign_id = fields.Many2one("call.campaign", readonly=True)
    destination_id = fields.Many2one("call.destination", readonly=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, readonly=True)
    trunk_id = fields.Many2one("call.trunk", readonly=True)
    supplier_id = fields.Many2one("res.partner", string="Carrier", readonly=True)
    state = fields.Selection(lambda self: self.env["call.record"]._fields["state"].selection, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    talk_minutes = fields.Float(digits=(16, 1), readonly=True)
    amount = fields.Monetary(string="Price", readonly=True, help="Of all calls, without tax.")
    known_amount = fields.Monetary(
        string="Price Where Cost Is Known", readonly=True, help="Of the calls with a margin, without tax."
    )
    cost = fields.Monetary(readonly=True, help="In the currency of the price, at the rate of the call's day.")
    margin = fields.Monetary(readonly=True, help="Price less cost, of the calls whose cost is known.")
    unknown_count = fields.Integer(string="Cost Unknown", readonly=True, help="Calls whose cost nobody knows.")

    @property
    def _table_query(self):
        """A call without a price has the company's currency, in which its margin is."""
        return SQL(
            """SELECT call.id, call.company_id, call.started_at, call.source_id, call.partner_id,
                      call.sub_account_id, call.reseller_id,
                      call.wholesale_level IS NOT NULL AS wholesale, call.campaign_id,
                      call.destination_id, call.destination_class, call.trunk_id, trunk.supplier_id, call.state,
                      COALESCE(call.currency_id, company.currency_id) AS currency_id,
                      call.talk_seconds / 60.0 AS talk_minutes,
                      (priced.amount / 1000000.0) AS amount,
                      (CASE WHEN call.margin IS NOT NULL THEN priced.amount END / 1000000.0) AS known_amount,
                      ((priced.amount - call.margin) / 1000000.0) AS cost,
                      (call.margin / 1000000.0) AS margin,
                      (call.cost_reason IS NOT NULL)::int AS unknown_count
                 FROM call_record call
                 JOIN res_company company ON company.id = call.company_id
                 LEFT JOIN call_trunk trunk ON trunk.id = call.trunk_id
                CROSS JOIN LATERAL (
                      SELECT CASE WHEN call.state = 'rated' THEN call.amount + COALESCE(call.adjusted, 0)
                                  ELSE 0 END AS amount) priced"""
        )
