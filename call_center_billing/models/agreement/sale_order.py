"""Quotations that become service agreements."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare

from ...money import MICRO


class SaleOrder(models.Model):
    """Signing the quotation, or confirming it, signs the agreement made from it."""

    _inherit = "sale.order"

    call_agreement_ids = fields.One2many("call.agreement", "order_id", string="Service Agreements")
    call_agreement_id = fields.Many2one("call.agreement", string="Service Agreement", compute="_compute_call_agreement")

    @api.depends("call_agreement_ids.state")
    def _compute_call_agreement(self):
        for order in self:
            live = order.sudo().call_agreement_ids.filtered(lambda agreement: agreement.state != "cancelled")
            order.call_agreement_id = live[:1]

    def action_call_agreement(self):
        """The order's agreement; a new one if there is none yet.

        :raise UserError: the order cannot become one any more
        """
        self.ensure_one()
        if not self.call_agreement_id:
            if self.state not in ("draft", "sent"):
                raise UserError(self.env._("Only a quotation becomes an agreement: make a new one."))
            self._make_call_agreement()
        return self.call_agreement_id._get_records_action()

    def _make_call_agreement(self):
        """A draft of what the quotation says; the customer is asked to sign the quotation online."""
        self.ensure_one()
        plans = self.order_line.call_plan_id
        pricelist = self.pricelist_id if self.pricelist_id.call_rate_card_id else self.env["product.pricelist"]
        agreement = self.env["call.agreement"].create(
            {
                "partner_id": self.partner_id.commercial_partner_id.id,
                "company_id": self.company_id.id,
                "user_id": self.user_id.id or self.env.user.id,
                "order_id": self.id,
                "pricelist_id": pricelist.id,
                "cycle_id": plans.cycle_id[:1].id,
                "payment_term_id": self.payment_term_id.id,
            }
        )
        if self.state in ("draft", "sent"):
            self.require_signature = True
        agreement._take_lines()
        return agreement

    def _action_confirm(self):
        """Override of `sale`: the agreement is signed; a quotation with plans that has none yet gets it now."""
        result = super()._action_confirm()
        for order in self:
            agreement = order.call_agreement_id.sudo()
            if not agreement and order.order_line.call_plan_id:
                agreement = order.sudo()._make_call_agreement()
            if agreement.state == "draft":
                agreement._take_lines()
                agreement._sign()
        return result

    def _action_cancel(self):
        """Override of `sale`: a draft of an agreement is cancelled with its quotation.

        :raise UserError: the agreement was signed
        """
        agreements = self.sudo().call_agreement_id
        if running := agreements.filtered(lambda agreement: agreement.state in ("signed", "active")):
            raise UserError(
                self.env._("Agreement %(agreement)s was signed: end it instead.", agreement=running[:1].name)
            )
        agreements.filtered(lambda agreement: agreement.state == "draft").action_cancel()
        return super()._action_cancel()


class CallAgreement(models.Model):
    """Services follow the quotation's lines until it is signed."""

    _inherit = "call.agreement"

    def _take_lines(self):
        """A service for each line that sells a plan; what was written on services stays."""
        self.ensure_one()
        lines = self.order_id.order_line.filtered("call_plan_id")
        ours = self.service_ids.filtered("order_line_id")
        (ours.filtered(lambda service: service.order_line_id not in lines)).unlink()
        known = {service.order_line_id: service for service in self.service_ids}
        for line in lines:
            vals = line._prepare_call_service()
            if line in known:
                known[line].write(vals)
            else:
                self.service_ids.create(vals | {"agreement_id": self.id, "order_line_id": line.id})


class SaleOrderLine(models.Model):
    """What of a line is agreed."""

    _inherit = "sale.order.line"

    def _prepare_call_service(self):
        """Plan, quantity and, where it differs from the plan's, the price.

        :raise UserError: the quantity is none of a plan
        """
        self.ensure_one()
        quantity = round(self.product_uom_qty)
        if quantity < 1 or float_compare(quantity, self.product_uom_qty, precision_digits=6):
            raise UserError(
                self.env._(
                    "%(plan)s: a whole number of it can be sold, 1 at least.", plan=self.call_plan_id.display_name
                )
            )
        plan, net = self.call_plan_id.sudo(), self._call_net_price()
        differs = round(self._call_plan_price() * MICRO) != net
        if differs and plan.currency_id != self.currency_id:
            day = self.order_id.date_order or fields.Datetime.now()
            net = round(self.currency_id._convert(net / MICRO, plan.currency_id, self.company_id, day) * MICRO)
        return {"plan_id": plan.id, "quantity": quantity, "has_own_price": differs, "price": net if differs else 0}
