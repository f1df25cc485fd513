"""What each plan would have cost on the customer's own last months."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...plan_months import complete_months, following

#: months that are looked at
MONTHS = 3
#: calls that are priced while the customer waits; more of them are a job's
AT_ONCE = 3_000
#: what memory and time of a job are good for
MOST_CALLS = 1_000_000
#: before so long a comparison isn't made anew
FRESH = timedelta(hours=12)


class CallPlanComparison(models.Model):
    """Made when the customer asks, kept, and made again when it is asked for later. Nothing is charged by it."""

    _name = "call.plan.comparison"
    _description = "Comparison of Plans"
    _order = "id desc"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    subscription_id = fields.Many2one(
        "call.subscription",
        string="Instead of",
        readonly=True,
        ondelete="cascade",
        help="Empty: the customer has none.",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="Before", required=True, readonly=True, help="First day after.")
    state = fields.Selection(
        [("waiting", "Being Worked Out"), ("done", "Done")], required=True, readonly=True, default="waiting"
    )
    computed_at = fields.Datetime(string="Worked Out", readonly=True)
    line_ids = fields.One2many("call.plan.comparison.line", "comparison_id", string="Months", readonly=True)

    _once = models.UniqueIndex("(company_id, partner_id, COALESCE(subscription_id, 0))")

    @api.depends("partner_id.name", "subscription_id.plan_id.name")
    def _compute_display_name(self):
        for comparison in self:
            names = (comparison.partner_id.name, comparison.subscription_id.plan_id.name)
            comparison.display_name = ", ".join(filter(None, names))

    @api.model
    @api.private
    def _found(self, account, subscription):
        """What there is of a comparison, done or not; an empty one if there is none.

        :param call.subscription subscription: that the plans would replace; maybe none
        """
        domain = [("partner_id", "=", account.id), ("company_id", "=", self.env.company.id)]
        return self.sudo().search([*domain, ("subscription_id", "=", subscription.id)])

    @api.model
    @api.private
    def _compare(self, account, subscription):
        """Compare, at once or by a job; what was compared a moment ago, or is being, stays.

        :rtype: call.plan.comparison
        :raise UserError: there is nothing to compare, or too much
        """
        months = self._months(account)
        if not months:
            raise UserError(self.env._("Plans can be compared when you have called for a whole calendar month."))
        if not self._offered(account, subscription):
            raise UserError(self.env._("There is no other plan on offer now."))
        found = self._found(account, subscription)
        if found and found._is_fresh(months):
            return found
        vals = {"date_from": months[0], "date_to": following(months[-1]), "state": "waiting"}
        if found:
            found.write(vals)
        else:
            names = {"partner_id": account.id, "company_id": self.env.company.id, "subscription_id": subscription.id}
            currency = subscription.currency_id or self.env.company.currency_id
            found = self.sudo().create({**vals, **names, "currency_id": currency.id})
        found._begin()
        return found

    def _begin(self):
        """Now, or by a job if there are many calls.

        :raise UserError: there are more than anybody waits for
        """
        count = self._count(MOST_CALLS)
        if count >= MOST_CALLS:
            raise UserError(self.env._("You call so much that we compare plans for you. Ask us."))
        if count < AT_ONCE:
            return self._work_out()
        key = f"call.plan.comparison:{self.id}"
        return self.with_delay(identity_key=key, description=self.env._("Compare plans"))._work_out()

    def _is_fresh(self, months):
        if (self.date_from, self.date_to) != (months[0], following(months[-1])):
            return False
        moment = self.write_date if self.state == "waiting" else self.computed_at
        return bool(moment) and moment > fields.Datetime.now() - FRESH

    @api.model
    def _months(self, account):
        """First days of the last complete months in which the account was there."""
        company = self.env.company
        domain = [("partner_id", "=", account.id), ("company_id", "=", company.id)]
        first = self.env["call.statement"].sudo().search(domain, order="date_from", limit=1)
        if not first:
            return []
        today = self.env["call.subscription"]._today_of(account, company)
        return complete_months(today, first.date_from, MONTHS)

    @api.model
    def _offered(self, account, subscription):
        """Plans that customers may ask for, in place of this subscription's."""
        if subscription:
            return subscription.sudo()._plans_to_ask_for()
        company = self.env.company
        domain = [("on_request", "=", True), ("company_id", "=", company.id)]
        plans = self.env["call.plan"].sudo().search([*domain, ("currency_id", "=", company.currency_id.id)])
        today = self.env["call.subscription"]._today_of(account, company)
        return plans.filtered(lambda plan: plan._at(today))

    def _moments(self):
        """First moment and end of the months, UTC and naive."""
        zone = ZoneInfo(self.partner_id._call_timezone(self.company_id))
        local = (datetime.combine(day, time(), zone) for day in (self.date_from, self.date_to))
        return tuple(moment.astimezone(UTC).replace(tzinfo=None) for moment in local)

    def _count(self, most):
        """How many calls the account has in these months, at most so many."""
        query = SQL(
            "SELECT count(*) FROM (SELECT FROM call_record_store WHERE partner_id = %s AND started_at >= %s"
            " AND started_at < %s LIMIT %s) found",
            self.partner_id.id,
            *self._moments(),
            most,
        )
        return self.env.execute_query(query)[0][0]
