"""Which settings are rules of billing: what leaves a trace when it is changed, besides what decides prices."""

from odoo import models


class ResCompany(models.Model):
    """All settings of call billing are rules, whoever brings them; those for the eyes of the system alone are not."""

    _inherit = "res.company"

    def _call_rule_fields(self):
        known = super()._call_rule_fields()
        settings = (
            name
            for name, field in self._fields.items()
            if name.startswith("call_")
            and field.store
            and not field.compute
            and field.type not in ("one2many", "many2many", "binary")
            and field.groups != "base.group_system"
        )
        return tuple(dict.fromkeys((*known, *settings)))

    def _call_waiting_fields(self):
        """Override: rules of billing bring no calls through."""
        return ("call_rate_card_id", "call_pricelist_id")


class ResPartner(models.Model):
    """How an account is billed."""

    _inherit = "res.partner"

    def _call_rule_fields(self):
        return (*super()._call_rule_fields(), *self._call_billing_rule_fields())

    def _call_billing_rule_fields(self):
        """Names of the fields that say how an account is billed."""
        review = ("call_review_policy", "call_review_amount")
        document = ("call_invoice_detail", "call_annex_format", "call_mask_policy", "call_report_wanted")
        service = ("call_service_policy", "call_service_id", "credit_policy_id")
        return ("call_cycle_id", "call_order_policy", *review, *document, *service)

    def _call_waiting_fields(self):
        """Override: rules of billing bring no calls through."""
        others = self._call_billing_rule_fields()
        return tuple(name for name in super()._call_waiting_fields() if name not in others)


class CallCustomerGroup(models.Model):
    """How a group's customers are billed."""

    _inherit = "call.customer.group"

    def _call_rule_fields(self):
        return (*super()._call_rule_fields(), "call_cycle_id", "call_order_policy")

    def _call_waiting_fields(self):
        """Override: rules of billing bring no calls through."""
        others = ("call_cycle_id", "call_order_policy")
        return tuple(name for name in super()._call_waiting_fields() if name not in others)


class CallCampaign(models.Model):
    """How a campaign is billed."""

    _inherit = "call.campaign"

    def _call_rule_fields(self):
        return (*super()._call_rule_fields(), *self._call_billing_rule_fields())

    def _call_billing_rule_fields(self):
        """Names of the fields that say how a campaign is billed."""
        return ("billed", "product_id", "document", "analytic_account_id")

    def _call_waiting_fields(self):
        """Override: rules of billing bring no calls through."""
        others = self._call_billing_rule_fields()
        return tuple(name for name in super()._call_waiting_fields() if name not in others)
