"""Subscriptions and campaigns of an agreement's services."""

from odoo import models
from odoo.exceptions import UserError

from .sale_order_line import PERIODIC


class CallAgreementService(models.Model):
    """What begins with the agreement, and ends with it."""

    _inherit = "call.agreement.service"

    def _subscribe(self):
        """Start the plan on the agreement's first day, in the quantity and at the price that were agreed.

        :raise UserError: the plan has no version for that day, or the customer has the plan already
        """
        self.ensure_one()
        agreement, version = self.agreement_id, self._plan_version()
        if not version:
            raise UserError(
                self.env._(
                    "%(plan)s is not sold on %(day)s: publish a version of it.",
                    plan=self.plan_id.display_name,
                    day=agreement.date_start,
                )
            )
        subscription = self.env["call.subscription"].create(
            {
                "partner_id": agreement.partner_id.id,
                "company_id": agreement.company_id.id,
                "version_id": version.id,
                "agreement_id": agreement.id,
            }
        )
        subscription._copy_items()
        for item in subscription.item_ids.filtered(lambda item: item.kind in PERIODIC):
            item._set_quantity(self.quantity, agreement.date_start)
        if self.has_own_price:
            self._give_own_price(subscription)
        self.subscription_id = subscription
        subscription._start(agreement.date_start)

    def _give_own_price(self, subscription):
        """What the quotation is above or below the plan goes to the recurring item."""
        items = subscription.item_ids.filtered(lambda item: item.kind in PERIODIC)
        difference = (self.price or 0) - sum(items.mapped("price"))
        item = (items.filtered(lambda item: item.kind == "recurring") or items)[:1]
        if not item or (item.price or 0) + difference < 0:
            raise UserError(
                self.env._(
                    "%(plan)s has no recurring price that could be %(price)s lower.",
                    plan=self.plan_id.display_name,
                    price=-difference / 1_000_000,
                )
            )
        item.price = (item.price or 0) + difference

    def _unsubscribe(self, day):
        """End the subscriptions with a day: the agreement's term and notice hold for them, not their plans'."""
        for subscription in self.subscription_id.filtered(lambda found: found.state not in ("draft", "ended")):
            if subscription.date_end and subscription.date_end <= day:
                continue
            noticed = subscription.step_ids.filtered(lambda step: step.kind == "cancel" and step.state == "planned")
            noticed.action_withdraw()
            subscription._cancel(max(day, subscription.date_start), waived=True)

    def _release_campaign(self):
        """The campaign is nobody's again, and has its own price list back, unless somebody changed that."""
        self.ensure_one()
        if self.campaign_id.agreement_id != self.agreement_id:
            return
        vals = {"agreement_id": False}
        if self.pricelist_id and self.campaign_id.pricelist_id == self.pricelist_id:
            vals["pricelist_id"] = self.replaced_pricelist_id.id
        self.campaign_id.write(vals)
