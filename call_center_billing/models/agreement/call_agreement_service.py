"""One service that was agreed on, and what it costs."""

from odoo import api, fields, models

from ...fields import Micro
from .scope import SCOPES


class CallAgreementService(models.Model):
    """A kind of work, with a plan that is subscribed to, a campaign that it is done for, or both; or neither, where
    the customer's price list says it all."""

    _name = "call.agreement.service"
    _description = "Agreed Service"
    _order = "agreement_id, sequence, id"
    _check_company_auto = True

    agreement_id = fields.Many2one("call.agreement", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="agreement_id.company_id", store=True)
    partner_id = fields.Many2one(related="agreement_id.partner_id", string="Customer")
    sequence = fields.Integer(default=10)
    scope = fields.Selection(SCOPES, required=True, default="outbound")
    name = fields.Char(string="Description", compute="_compute_name", store=True, readonly=False, precompute=True)
    plan_id = fields.Many2one("call.plan", check_company=True, ondelete="restrict", help="Subscribed to.")
    quantity = fields.Integer(default=1, help="How many of the plan: seats, lines.")
    price = Micro(
        string="Agreed Price",
        help="For one and a period, where the quotation has another price than the plan; empty: the plan's.",
    )
    has_own_price = fields.Boolean(help="The quotation's price holds, not the plan's.")
    campaign_id = fields.Many2one(
        "call.campaign",
        check_company=True,
        ondelete="restrict",
        domain="[('partner_id', '=', partner_id)]",
        help="Its calls and its charges are part of the agreement.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List of the Campaign",
        check_company=True,
        ondelete="restrict",
        help="The campaign's from the first day on.",
    )
    replaced_pricelist_id = fields.Many2one(
        "product.pricelist", readonly=True, copy=False, ondelete="set null", help="The campaign's before the agreement."
    )
    order_line_id = fields.Many2one("sale.order.line", readonly=True, index="btree_not_null", ondelete="set null")
    subscription_id = fields.Many2one("call.subscription", readonly=True, copy=False, ondelete="set null")

    currency_id = fields.Many2one(related="plan_id.currency_id")

    _quantity = models.Constraint("CHECK (quantity > 0)", "At least one of the plan is agreed on.")
    _list_needs_campaign = models.Constraint(
        "CHECK (pricelist_id IS NULL OR campaign_id IS NOT NULL)",
        "A price list of its own needs a campaign; the customer's other calls follow the agreement's price list.",
    )

    @api.depends("plan_id", "campaign_id", "scope")
    def _compute_name(self):
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        for service in self:
            if not service.name:
                service.name = service.plan_id.name or service.campaign_id.name or scopes.get(service.scope)

    def _plan_version(self):
        """The version of the plan that holds on the agreement's first day."""
        self.ensure_one()
        day = self.agreement_id.date_start or fields.Date.context_today(self)
        return self.plan_id.sudo()._at(day)
