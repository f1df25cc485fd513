"""Bundles that are sold alone are charged for each period, as it begins."""

from fractions import Fraction

from odoo import api, fields, models

from ...plan import rounded


class CallBundleGrant(models.Model):
    """A period is charged once: its charge is noted with it."""

    _inherit = "call.bundle.grant"

    charge_id = fields.Many2one("call.charge", readonly=True, index="btree_not_null", ondelete="restrict")


class CallBundleEntitlement(models.Model):
    """What customers pay for bundles that no subscription brings."""

    _inherit = "call.bundle.entitlement"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the first period is charged at once."""
        found = super().create(vals_list)
        found._charge_periods()
        return found

    def _charge_periods(self):
        """Charge the periods that have begun and are not charged yet."""
        for one in self.sudo().filtered(lambda one: one.bundle_id.price and not one.subscription_id):
            today = one._today()
            due = one.grant_ids.filtered(lambda grant, today=today: grant.date_from <= today and not grant.charge_id)
            for grant in due.sorted("date_from"):
                grant.charge_id = one.env["call.charge"].create(one._prepare_charge_vals(grant))
                grant.charge_id._place()

    def _prepare_charge_vals(self, grant):
        bundle = self.bundle_id.with_context(lang=self.partner_id.lang)
        whole = bundle.units * self.quantity
        part = Fraction(grant.granted, whole) if bundle.prorate and grant.granted < whole else 1
        amount = rounded(bundle.price * self.quantity * part, self.company_id.currency_id.decimal_places)
        return {
            "name": bundle.name,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.company_id.currency_id.id,
            "product_id": bundle.product_id.id,
            "date_from": grant.date_from,
            "date_to": grant.date_to,
            "quantity": self.quantity,
            "price": bundle.price,
            "amount": amount,
        }

    @api.model
    def _cron_grants(self):
        """Override: periods that begin are charged, too."""
        done = super()._cron_grants()
        self.search([("bundle_id.price", ">", 0), ("subscription_id", "=", False)], order="id")._charge_periods()
        return done
