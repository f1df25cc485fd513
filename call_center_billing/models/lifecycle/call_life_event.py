"""What happened to a service: the history, and what keeps each notice from being given twice."""

from odoo import fields, models

from .call_life_step import STATES


class CallLifeEvent(models.Model):
    """One notice, one step, one lift: written once, changed never."""

    _name = "call.life.event"
    _description = "Event of a Service"
    _order = "id desc"
    _rec_name = "text"

    life_id = fields.Many2one(
        "call.life", string="Service", required=True, readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(related="life_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="life_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    day = fields.Date(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("notice", "Notice"),
            ("alert", "Alert before expiry"),
            ("step", "Step"),
            ("undone", "Undone"),
            ("lift", "Lifted for a while"),
            ("lift_end", "Lift over"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    state = fields.Selection(STATES, readonly=True, help="That the notice is of, or that it came to.")
    ahead = fields.Integer(string="Days Before", readonly=True, help="How many days ahead the notice was meant to be.")
    anchor = fields.Date(string="Counted From", readonly=True)
    key = fields.Char(readonly=True, exportable=False)
    text = fields.Char(readonly=True)
    user_id = fields.Many2one("res.users", string="By", readonly=True, ondelete="restrict")

    _once = models.UniqueIndex("(life_id, key) WHERE key IS NOT NULL", "This customer has been told of it.")
