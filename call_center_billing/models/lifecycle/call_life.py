"""The state of an account's service in a company."""

from odoo import api, fields, models

from .call_life_step import STATES


class CallLife(models.Model):
    """One row for each account that has a policy: what its service is, and what comes next.

    Rows are written by the rules alone, each night and with each payment; people lift suspensions for a while.
    """

    _name = "call.life"
    _description = "State of a Service"
    _order = "next_date, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    policy_id = fields.Many2one("call.life.policy", readonly=True, ondelete="restrict", index=True)
    kind = fields.Selection(related="policy_id.kind", store=True)
    state = fields.Selection(STATES, string="Service Is", required=True, readonly=True, default="active", index=True)
    since = fields.Date(readonly=True, help="When it came to that.")
    furthest = fields.Selection(STATES, readonly=True, help="The furthest step since it was active.")
    anchor = fields.Date(
        string="Counted From", readonly=True, help="The oldest unpaid due date, or the end of the money's validity."
    )
    amount = fields.Monetary(
        string="Late", readonly=True, help="What is late and neither disputed nor promised nor in instalments."
    )
    next_state = fields.Selection(STATES, string="Next Step", readonly=True)
    next_date = fields.Date(string="On", readonly=True, index=True)
    next_amount = fields.Monetary(string="Prevented By", readonly=True, help="Paid by the day before the next step.")
    money_left = fields.Monetary(
        string="Left at Termination",
        readonly=True,
        help="Money of the customer's that was there. It stays the customer's.",
    )
    lifted_until = fields.Date(readonly=True, help="A clerk has lifted the suspension until the end of this day.")
    lift_reason = fields.Char(readonly=True)
    lifted_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    lifted = fields.Boolean(compute="_compute_lifted", search="_search_lifted")
    released = fields.Json(readonly=True, exportable=False, help="Numbers that were released, and their ends before.")
    event_ids = fields.One2many("call.life.event", "life_id", string="History")

    _one_each = models.UniqueIndex("(company_id, partner_id)", "An account has one state in a company.")
    _by_partner = models.Index("(partner_id)")

    @api.depends("lifted_until")
    def _compute_lifted(self):
        for life in self:
            life.lifted = life._is_lifted()

    @api.model
    def _search_lifted(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        lifted = fields.Domain("lifted_until", ">=", today)
        return fields.Domain.OR([lifted if wanted else ~lifted for wanted in value])

    @api.model
    def _of_accounts(self, accounts):
        """The rows of these accounts in the company at work."""
        return self.search([("company_id", "=", self.env.company.id), ("partner_id", "in", accounts.ids)])

    def _state_now(self):
        """What the switch goes by: active while a suspension is lifted."""
        return "active" if self._is_lifted() else self.state

    def _is_lifted(self):
        return bool(self.lifted_until and self.lifted_until >= fields.Date.context_today(self))

    def _state_text(self, state):
        return dict(self._fields["state"]._description_selection(self.env))[state]

    def action_view_account(self):
        """The page of the customer."""
        self.ensure_one()
        return self.partner_id._call_account_action()

    def action_lift(self):
        """The form in which a clerk lifts a suspension for a while."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lift Suspension"),
            "res_model": "call.life.lift",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_life_id": self.id},
        }

    def _write_next(self, vals):
        """Write what has changed, and nothing else."""
        changed = {name: value for name, value in vals.items() if self[name] != value}
        if changed:
            self.write(changed)
