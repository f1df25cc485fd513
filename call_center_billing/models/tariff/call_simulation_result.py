"""What a simulation found: sums by prefix, and each call."""

from odoo import api, fields, models

from ...fields import LooseMany2one, Micro
from .call_destination import DESTINATION_CLASSES


class CallSimulationLine(models.Model):
    """The replayed calls that one rate of the proposed prices covers."""

    _name = "call.simulation.line"
    _description = "Price Simulation by Prefix"
    _order = "simulation_id, destination_class, revenue_new desc, id"
    _log_access = False

    simulation_id = fields.Many2one("call.simulation", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="simulation_id.company_id", store=True)
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    rate_id = LooseMany2one("call.rate", readonly=True, help="Of the proposed prices; empty: they have none.")
    prefix = fields.Char(readonly=True)
    destination_id = LooseMany2one("call.destination", readonly=True)
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", readonly=True)
    discount = fields.Integer(readonly=True, aggregator=None, help="Parts per million off; below 0 a surcharge.")
    fixed_price = Micro(readonly=True, help="Instead of the rate's price.", aggregator=None)
    call_count = fields.Integer(string="Calls", readonly=True)
    charged_seconds = fields.Integer(string="Charged Time", readonly=True)
    revenue_now = Micro(string="Charged", readonly=True)
    revenue_new = Micro(string="Proposed", readonly=True)
    difference = Micro(readonly=True)
    cost = Micro(readonly=True, help="Of the calls whose cost is known.")
    margin_new = Micro(string="Proposed Margin", readonly=True, help="Of the calls whose cost is known.")
    dearer_count = fields.Integer(string="Dearer", readonly=True)
    cheaper_count = fields.Integer(string="Cheaper", readonly=True)

    def action_view_calls(self):
        """The calls behind the line."""
        self.ensure_one()
        action = self.simulation_id.action_view_calls()
        domain = [("simulation_id", "=", self.simulation_id.id), ("rate_id", "=", self.rate_id.id)]
        return action | {"domain": domain}


class CallSimulationCall(models.Model):
    """One replayed call. Narrow and without foreign keys, like the call store."""

    _name = "call.simulation.call"
    _description = "Replayed Call"
    _order = "difference desc, id"
    _log_access = False

    simulation_id = fields.Many2one("call.simulation", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="simulation_id.company_id")
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    call_id = LooseMany2one("call.record", readonly=True)
    rate_id = LooseMany2one("call.rate", string="Proposed Rate", readonly=True)
    amount_now = Micro(string="Charged", readonly=True)
    amount_new = Micro(string="Proposed", readonly=True)
    difference = Micro(readonly=True)
    margin_new = Micro(string="Proposed Margin", readonly=True)
    has_price = fields.Boolean(readonly=True, help="The proposed prices have a rate for the call.")
    has_cost = fields.Boolean(readonly=True, help="The cost of the call is known.")
    started_at = fields.Datetime(related="call_id.started_at")
    partner_id = fields.Many2one(related="call_id.partner_id")
    called_number = fields.Char(related="call_id.called_number")
    talk_seconds = fields.Integer(related="call_id.talk_seconds")
    prefix = fields.Char(related="rate_id.prefix")
    destination = fields.Char(compute="_compute_destination")

    @api.depends("rate_id")
    def _compute_destination(self):
        for call in self:
            call.destination = call.rate_id.sudo().destination_id.name if call.has_price else ""
