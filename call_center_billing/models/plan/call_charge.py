"""Charges: money that is owed for something else than calls."""

from fractions import Fraction

from odoo import api, fields, models

from ...fields import Micro
from ...plan import rounded
from .kinds import KINDS

CHARGE_KINDS = [*KINDS, ("adhoc", "Ad hoc")]


class CallCharge(models.Model):
    """One amount for one item and its days. It stands on the account's statement as a line without calls.

    The database takes one charge for an item, its first day and part: nothing is charged twice, whoever tries.
    """

    _name = "call.charge"
    _description = "Charge"
    _inherit = ["mail.thread"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Text", required=True, help="What the customer reads below the article.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, index=True, ondelete="restrict")
    currency_id = fields.Many2one("res.currency", required=True, default=lambda self: self.env.company.currency_id)
    subscription_item_id = fields.Many2one("call.subscription.item", string="Item", index=True, ondelete="restrict")
    subscription_id = fields.Many2one(related="subscription_item_id.subscription_id", store=True, index=True)
    campaign_id = fields.Many2one("call.campaign", ondelete="restrict", index="btree_not_null")
    kind = fields.Selection(CHARGE_KINDS, required=True, default="adhoc")
    product_id = fields.Many2one(
        "product.product", string="Article", required=True, ondelete="restrict", domain=[("type", "=", "service")]
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_to = fields.Date(string="Before", help="First day that it is not for any more; empty: for a single day.")
    bill_day = fields.Date(
        string="Billed With", help="It is on the statement of this day. Empty: that on which it begins."
    )
    part = fields.Integer(default=0, required=True, aggregator=None, help="1 and more: a later change of the same.")
    quantity = fields.Float(default=1, digits=(16, 4), aggregator=None)
    price = Micro(aggregator=None, help="Per unit and whole period, without tax.")
    amount = Micro(help="Without tax, in whole coins.")
    reverses_id = fields.Many2one("call.charge", string="Takes Back", ondelete="restrict", index="btree_not_null")
    statement_line_id = fields.Many2one(
        "call.statement.line", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    statement_id = fields.Many2one(related="statement_line_id.statement_id")
    cancelled = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        [("waiting", "Waiting"), ("placed", "Charged"), ("invoiced", "Invoiced"), ("cancelled", "Cancelled")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _once = models.UniqueIndex(
        "(subscription_item_id, kind, date_from, part)", "This item is charged for that period already."
    )
    _price = models.Constraint("CHECK (COALESCE(price, 0) >= 0)", "A fee cannot be less than nothing.")
    _amount = models.Constraint(
        "CHECK (COALESCE(amount, 0) >= 0 OR reverses_id IS NOT NULL OR kind = 'volume')",
        "A charge of less than nothing must say which charge it takes back.",
    )
    _days = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)", "A charge's days end before they begin."
    )

    @api.depends("cancelled", "statement_line_id.statement_id.state")
    def _compute_state(self):
        for charge in self:
            if charge.cancelled:
                charge.state = "cancelled"
            elif not charge.statement_line_id:
                charge.state = "waiting"
            else:
                invoiced = charge.sudo().statement_line_id.statement_id.state == "invoiced"
                charge.state = "invoiced" if invoiced else "placed"

    @api.model_create_multi
    def create(self, vals_list):
        """The commercial partner is charged; price times quantity where no amount is named."""
        for vals in vals_list:
            if vals.get("partner_id"):
                vals["partner_id"] = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id.id
            if not vals.get("bill_day"):
                vals["bill_day"] = vals.get("date_from") or fields.Date.context_today(self)
        charges = super().create(vals_list)
        for charge, vals in zip(charges, vals_list, strict=True):
            if "amount" not in vals:
                charge.amount = charge._worth()
        return charges

    def _worth(self):
        """Price times quantity in whole coins."""
        quantity = Fraction(f"{self.quantity or 0:.4f}")
        return rounded((self.price or 0) * quantity, self.currency_id.decimal_places or 2)
