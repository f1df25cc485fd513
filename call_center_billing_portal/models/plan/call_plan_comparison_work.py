"""How plans are compared: what was charged, and what the engine would have charged."""

from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ...plan_months import by_month, complete_months
from .call_subscription import LEFT_OUT
from .plan_repricing import PlanRepricing, calls_where
from .res_partner import SUPPOSED


class CallPlanComparison(models.Model):
    """Calls go through the program that prices corrections, fees through the one that charges subscriptions."""

    _inherit = "call.plan.comparison"

    @api.private
    def _work_out(self):
        """Compare. This is the job, too; again gives the same."""
        self.ensure_one()
        comparison = self.sudo().with_company(self.company_id)
        months = complete_months(comparison.date_to, comparison.date_from, 12)
        calls, fees = comparison._charged_calls(), comparison._charged_fees(comparison._subscriptions())
        rows = [(month, False, fees[month], calls[month], 0) for month in months]
        beside = comparison._charged_fees(comparison._beside())
        known = {}
        for plan in comparison._offered(comparison.partner_id, comparison.subscription_id):
            more, new = comparison._supposed(plan, known)
            rows += [
                (month, plan.id, new[month] + beside[month], calls[month] + more[month][0], more[month][1])
                for month in months
            ]
        names = ("month", "plan_id", "fees", "calls", "unpriced_count")
        comparison.line_ids.unlink()
        comparison.line_ids.create(
            [{"comparison_id": comparison.id, **dict(zip(names, row, strict=True))} for row in rows]
        )
        comparison.write({"state": "done", "computed_at": fields.Datetime.now()})

    def _charged_calls(self):
        """{first day of a month: micro-units of its calls}"""
        zone = self.partner_id._call_timezone(self.company_id)
        query = SQL(
            """SELECT date_trunc('month', started_at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date,
                      sum(amount + COALESCE(adjusted, 0))::bigint
                 FROM call_record
                WHERE partner_id = %s AND company_id = %s AND currency_id = %s AND state = 'rated'
                  AND statement_id IS NOT NULL AND wholesale_level IS NULL AND started_at >= %s AND started_at < %s
                GROUP BY 1""",
            zone,
            self.partner_id.id,
            self.company_id.id,
            self.currency_id.id,
            *self._moments(),
        )
        return Counter(dict(self.env.execute_query(query)))

    def _subscriptions(self):
        """All subscriptions of the account in this currency."""
        domain = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        return self.env["call.subscription"].search([*domain, ("currency_id", "=", self.currency_id.id)])

    def _beside(self):
        """Subscriptions that another plan would not replace."""
        running = self._subscriptions().filtered(lambda one: one.state in ("active", "paused", "cancelled"))
        return running - self.subscription_id

    def _charged_fees(self, subscriptions):
        """{first day of a month: micro-units that were charged for its days}"""
        domain = [("subscription_id", "in", subscriptions.ids), ("kind", "not in", (*LEFT_OUT, "cancellation"))]
        domain += [("cancelled", "=", False), ("date_from", "<", self.date_to)]
        domain += ["|", ("date_to", ">", self.date_from), ("date_from", ">=", self.date_from)]
        return self._shared(
            (charge.date_from, charge.date_to or charge.date_from, charge.amount)
            for charge in self.env["call.charge"].search(domain)
        )

    def _shared(self, fees):
        found = Counter()
        for begin, end, amount in fees:
            found.update(by_month(begin, end, amount))
        return found

    def _supposed(self, plan, known):
        """What a plan would have cost.

        :param dict known: {what prices calls: what changes by it}, of plans that were looked at; is added to
        :return: ({month: (micro-units more for calls, calls without a price)}, {month: fees})
        """
        version = plan._at(self.env["call.subscription"]._today_of(self.partner_id, self.company_id))
        shape = (plan.pricelist_id.id, tuple(version.bundle_ids.ids))

        def act(model):
            before = model.env["call.subscription"].browse(self.subscription_id.ids)
            supposed = before._suppose(
                model.env["res.partner"].browse(self.partner_id.id),
                model.env["call.plan.version"].browse(version.id),
                self.date_from,
                self.date_to,
                self.company_id,
            )
            if shape not in known:
                known[shape] = self._more(model.env, plan, before)
            uses = {month: more for month, (more, _unpriced) in known[shape].items()}
            return [tuple(fee) for fee in supposed._supposed_fees(self.date_to, uses)]

        fees = self.env["call.subscription"].sudo()._foresee(act)
        found = {month: known[shape].get(month, (0, 0)) for month in complete_months(self.date_to, self.date_from, 12)}
        return found, self._shared(fees)

    def _more(self, env, plan, before):
        """{month: [micro-units more, calls without a price]} if calls were priced as with a plan.

        :param call.subscription before: that it would replace; its bundles would not be there
        """
        there = before.version_id.bundle_ids
        same = plan._at(before._local_today()).bundle_ids == there if before else not plan.version_id.bundle_ids
        if not plan.pricelist_id.active and same:
            return {}
        supposed = {SUPPOSED: (self.partner_id.id, plan.pricelist_id.filtered("active").id or 0)}
        where = calls_where(env, self.partner_id, self.company_id, self.currency_id, self._moments())
        context = {**env.context, **supposed}
        repricing = PlanRepricing(env(context=context), self.company_id, where, before.entitlement_ids)
        return repricing.by_month(self.partner_id._call_timezone(self.company_id))
