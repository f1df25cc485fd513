"""From an agreement to what it is about."""

from odoo import models

from ...money import format_micro
from ..tariff.price_text import decimal_point


class CallAgreement(models.Model):
    """Where its buttons lead."""

    _inherit = "call.agreement"

    def action_view_order(self):
        """The quotation that was signed."""
        return self.order_id._get_records_action()

    def action_view_subscriptions(self):
        """What it subscribes to."""
        return self.subscription_ids._get_records_action(name=self.env._("Subscriptions"))

    def action_view_measured(self):
        """How well it was done."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_agreement_measure_action")
        return action | {"domain": [("agreement_id", "in", self.ids)], "context": {}}


class CallAgreementService(models.Model):
    """What a service costs, in words."""

    _inherit = "call.agreement.service"

    def _rate_texts(self):
        """Of the plan, the campaign's rules and its price list, one text each."""
        self.ensure_one()
        point = decimal_point(self.env)
        version = self.plan_id and self._plan_version()
        texts = version._price_texts() if version else []
        if self.has_own_price:
            price = f"{format_micro(self.price, separator=point)} {self.currency_id.name}"
            texts.append(self.env._("Agreed price instead: %(price)s for one and a period", price=price))
        if self.pricelist_id:
            texts.append(self.env._("Calls: price list %(name)s", name=self.pricelist_id.name))
        units = dict(self.env["call.campaign.rule"]._fields["unit"]._description_selection(self.env))
        kinds = dict(self.env["call.campaign.rule"]._fields["kind"]._description_selection(self.env))
        for rule in self.sudo().campaign_id.rule_ids:
            price = f"{format_micro(rule.price, separator=point)} {rule.currency_id.name}"
            texts.append(f"{kinds[rule.kind]}: {price} {units[rule.unit]}")
        return texts
