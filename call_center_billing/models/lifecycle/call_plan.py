"""What plans have to do with the life of a service: its policy, the fee for a reactivation, and the end."""

from odoo import fields, models
from odoo.fields import Domain

RUNNING = ("active", "paused", "cancelled")


class CallPlan(models.Model):
    """A plan may come with a policy."""

    _inherit = "call.plan"

    life_policy_id = fields.Many2one(
        "call.life.policy",
        string="Service Life",
        tracking=True,
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="What becomes of the services of who has the plan and does not pay. Empty: as the company has it.",
    )


class ResPartner(models.Model):
    """What an account has of plans."""

    _inherit = "res.partner"

    def _call_life_own_domain(self):
        """Override: those of a plan as well."""
        running = Domain([("state", "in", RUNNING), ("company_id", "=", self.env.company.id)])
        planned = self.env["call.subscription"].sudo()._search(running & Domain("plan_id.life_policy_id", "!=", False))
        return super()._call_life_own_domain() | Domain("id", "in", planned.subselect("partner_id"))

    def _call_life_policy_of_plan(self):
        """Override: the first plan that has one."""
        subscriptions = self.sudo().call_subscription_ids.filtered(
            lambda one: one.state in RUNNING and one.company_id == self.env.company
        )
        return subscriptions.plan_id.life_policy_id[:1] or super()._call_life_policy_of_plan()

    def _call_charge_reactivation(self, step, day):
        """Charge the account what it costs to be active again, in the company at work.

        :param call.life.step step: that is undone
        """
        product = self.env.ref("call_center_billing.product_call_reactivation")
        charge = self.env["call.charge"].sudo()
        charge = charge.create(
            {
                "partner_id": self.id,
                "company_id": self.env.company.id,
                "currency_id": self.env.company.currency_id.id,
                "kind": "one_time",
                "product_id": product.id,
                "name": product.with_context(lang=self.lang).name,
                "date_from": day,
                "price": step.reactivation_price,
            }
        )
        charge._place()
        return charge

    def _call_end_subscriptions(self, day):
        """End what the account subscribes to in the company at work, and charge what is due until then.

        :param date day: first day that no longer belongs to them
        """
        own = [("partner_id", "=", self.id), ("company_id", "=", self.env.company.id), ("state", "in", RUNNING)]
        subscriptions = self.env["call.subscription"].sudo().search(own)
        for subscription in subscriptions:
            end = max(subscription.date_start, min(subscription.date_end or day, day))
            subscription.write({"state": "ended", "date_end": end})
        subscriptions._charge_until(day)
