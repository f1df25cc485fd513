"""One call of a correction: what it was charged, and what instead. After it is applied this is the call's history."""

from odoo import api, fields, models

from ...fields import Big, LooseMany2one, Micro
from ..account.price_rule import RULES
from ..tariff.call_destination import DESTINATION_CLASSES
from ..tariff.call_rate_unit import UNITS


class CallCorrectionLine(models.Model):
    """Narrow, for there may be a hundred thousand; calls may have been removed by retention since.

    :ivar action: what happens to the call, see the selection
    """

    _name = "call.correction.line"
    _description = "Corrected Call"
    _order = "correction_id desc, difference, id"
    _log_access = False

    correction_id = fields.Many2one("call.correction", required=True, index=True, ondelete="cascade", readonly=True)
    account_id = fields.Many2one(
        "call.correction.account",
        string="Customer's Part",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    call_id = LooseMany2one("call.record", index=True, readonly=True)
    partner_id = LooseMany2one("res.partner", string="Customer", readonly=True)
    currency_id = LooseMany2one("res.currency", readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    action = fields.Selection(
        [
            ("rate", "Rated again"),
            ("amount", "Credited"),
            ("drop", "No longer charged"),
            ("move", "On a later bill"),
            ("none", "No new price"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("computed", "Computed"), ("done", "Applied")], default="computed", required=True, readonly=True
    )
    place = fields.Selection(
        [("open", "Not ordered"), ("ordered", "Ordered"), ("invoiced", "Invoiced")],
        string="Billing",
        readonly=True,
        help="When it was computed, or applied. Not ordered, ordered: the call itself changes. Invoiced: the customer "
        "gets a credit note or an extra invoice.",
    )
    old_amount = Micro(string="Charged", readonly=True)
    new_amount = Micro(string="New", readonly=True)
    difference = Micro(readonly=True)
    old_rate_id = LooseMany2one("call.rate", string="Old Rate", readonly=True)
    old_line_id = LooseMany2one("call.statement.line", string="Charged As", index=True, readonly=True)
    rate_id = LooseMany2one("call.rate", string="New Rate", readonly=True)
    destination_id = LooseMany2one("call.destination", readonly=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", readonly=True)
    rule = fields.Selection(RULES, string="Price List By", readonly=True)
    pricelist_id = LooseMany2one("product.pricelist", string="Price List", readonly=True)
    discount = fields.Integer(readonly=True, aggregator=None, help="Parts per million off; below 0 a surcharge.")
    fixed_price = Micro(readonly=True, aggregator=None, help="Instead of the rate card's price.")
    billed_seconds = fields.Integer(readonly=True)
    unrounded = Micro(string="Unrounded Price", readonly=True)
    product_id = LooseMany2one("product.product", string="Article", readonly=True)
    unit = fields.Selection(UNITS, readonly=True)
    price = Micro(string="Price per Unit", readonly=True, aggregator=None)
    connection_fee = Micro(readonly=True, aggregator=None)
    time_band = fields.Char(readonly=True)
    bundle_units = Big(
        string="New Included Units", readonly=True, help="Units that bundles pay for, where that changes."
    )
    bundle_takes = fields.Char(readonly=True, help="Periods that these units are of: identifier, units, paid, period.")
    problem = fields.Char(readonly=True, help="Why there is no new price.")
    move_id = fields.Many2one(
        "account.move", string="Document", index="btree_not_null", ondelete="restrict", readonly=True
    )
    reason = fields.Char(related="correction_id.name", string="Why")
    approved_by_id = fields.Many2one(related="correction_id.approved_by_id", string="Approved By")
    applied_at = fields.Datetime(string="Applied", readonly=True)
    company_id = fields.Many2one(related="correction_id.company_id")
    a_number = fields.Char(related="call_id.a_number")
    called_number = fields.Char(related="call_id.called_number", related_sudo=False)
    talk_seconds = fields.Integer(related="call_id.talk_seconds")

    @api.depends("call_id", "started_at")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.correction_id.display_name}: {line.call_id.exists().display_name or '?'}"
