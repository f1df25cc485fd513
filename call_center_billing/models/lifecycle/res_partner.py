"""The service of an account, on its page and for all others that ask."""

from odoo import api, fields, models

from ..account.credit import SALES
from .call_life_step import STATES


class ResPartner(models.Model):
    """In the company at work."""

    _inherit = "res.partner"

    call_life_ids = fields.One2many("call.life", "partner_id", string="States of Service", groups=SALES)
    call_life_state = fields.Selection(
        STATES,
        string="State of Service",
        compute="_compute_call_life",
        search="_search_call_life_state",
        groups=SALES,
        help="What switches go by. Active while a clerk has lifted a suspension.",
    )
    call_life_id = fields.Many2one("call.life", string="Service Row", compute="_compute_call_life", groups=SALES)
    call_life_lifted_until = fields.Date(string="Lifted Until", compute="_compute_call_life", groups=SALES)
    call_life_suspended = fields.Boolean(string="May Be Lifted", compute="_compute_call_life", groups=SALES)

    @api.depends("call_life_ids.state", "call_life_ids.lifted_until")
    @api.depends_context("company")
    def _compute_call_life(self):
        lives = self.env["call.life"].sudo()._of_accounts(self.commercial_partner_id).grouped("partner_id")
        for partner in self:
            life = lives.get(partner.commercial_partner_id.sudo(), self.env["call.life"])[:1]
            partner.call_life_id = life
            partner.call_life_state = life._state_now() if life else "active"
            partner.call_life_lifted_until = life._is_lifted() and life.lifted_until
            partner.call_life_suspended = life.state not in ("active", "terminated", False) and not life._is_lifted()

    @api.model
    def _search_call_life_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        lives = self.env["call.life"].sudo()
        today = fields.Date.context_today(self)
        own = fields.Domain("company_id", "=", self.env.company.id)
        suspended = own & fields.Domain("state", "!=", "active")
        suspended &= fields.Domain("lifted_until", "=", False) | fields.Domain("lifted_until", "<", today)
        wanted = suspended & fields.Domain("state", "in", list(value))
        found = fields.Domain("commercial_partner_id", "in", lives._search(wanted).subselect("partner_id"))
        if "active" in value:
            found |= fields.Domain("commercial_partner_id", "not in", lives._search(suspended).subselect("partner_id"))
        return found

    def _call_free_of_reminders(self):
        """Override: what was paid, promised or put in parts undoes what the service was suspended for."""
        result = super()._call_free_of_reminders()
        self._call_life_relieve()
        return result

    def _call_life_relieve(self):
        """Undo what no longer has a cause, at once, in the company at work; nothing gets worse by it."""
        lives = self.env["call.life"].sudo()._of_accounts(self.commercial_partner_id)
        touched = lives.filtered(lambda life: life.state != "active" or life.next_date or life.kind == "prepaid")
        if touched:
            self.env.flush_all()
            touched._look(rise=False)

    def _call_account_action(self):
        """The account's page."""
        return self.action_open_call_account()

    def action_call_life_lift(self):
        """The form in which a clerk lifts a suspension."""
        self.ensure_one()
        return self.call_life_id.action_lift()

    def action_view_call_life(self):
        """The history of the account's service."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_life_event_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)]}
