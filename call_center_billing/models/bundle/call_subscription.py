"""Bundles of plans: who subscribes to a plan has its bundles."""

from odoo import fields, models

from ...billing import Cycle


class CallPlanVersion(models.Model):
    """What is included beside what is charged."""

    _inherit = "call.plan.version"

    bundle_ids = fields.Many2many(
        "call.bundle", string="Included Bundles", copy=True, domain="[('company_id', '=', company_id)]"
    )


class CallSubscription(models.Model):
    """Its bundles begin, pause and end with it."""

    _inherit = "call.subscription"

    entitlement_ids = fields.One2many("call.bundle.entitlement", "subscription_id", string="Bundles", readonly=True)

    def write(self, vals):
        """Override: bundles follow."""
        done = super().write(vals)
        if {"state", "date_start", "date_end", "version_id"} & vals.keys():
            self._follow_with_bundles()
        return done

    def _follow_with_bundles(self):
        """Give the account the bundles of its plan version, and let those end that it no longer has."""
        for subscription in self.sudo().filtered(lambda one: one.state != "draft" and one.date_start):
            running = subscription.state in ("active", "cancelled")
            wanted = subscription.version_id.bundle_ids if running else subscription.version_id.bundle_ids.browse()
            end, today = subscription.date_end, subscription._local_today()
            for one in subscription.entitlement_ids.filtered(lambda one, today=today: one._is_open(today)):
                if one.bundle_id in wanted:
                    wanted -= one.bundle_id
                    if one.date_end != end:
                        one.date_end = end and max(end, one.date_start)
                else:
                    one.date_end = max(min(end or today, today), one.date_start)
            subscription._give_bundles(wanted, today)

    def _give_bundles(self, bundles, today):
        """Those that come with the start, or, of a plan that changed or was paused, from today on."""
        begin = max(today, self.date_start) if self.entitlement_ids else self.date_start
        if self.date_end and begin >= self.date_end:
            return
        self.env["call.bundle.entitlement"].create(
            [
                {
                    "partner_id": self.partner_id.id,
                    "bundle_id": bundle.id,
                    "subscription_id": self.id,
                    "date_start": begin,
                    "date_end": self.date_end,
                }
                for bundle in bundles.sorted("id")
            ]
        )


class CallBundleEntitlement(models.Model):
    """What a bundle of a plan takes from its subscription."""

    _inherit = "call.bundle.entitlement"

    subscription_id = fields.Many2one(
        "call.subscription", index="btree_not_null", ondelete="restrict", readonly=True, help="Empty: sold alone."
    )

    def _is_open(self, today):
        return not self.date_end or self.date_end > today

    def _cycle(self):
        """Override: that of the plan, by the calendar or from the subscription's first day on."""
        plan = self.subscription_id.plan_id
        if self.bundle_id.cycle_id or not plan:
            return super()._cycle()
        found = plan.cycle_id._rule() if plan.cycle_id else super()._cycle()
        if plan.alignment != "anniversary":
            return found
        return Cycle(found.unit, found.interval, self.subscription_id.date_start)
