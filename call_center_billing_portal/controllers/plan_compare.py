"""`/my/plan/compare`: all plans on offer on the account's own last months."""

from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import format_date

from .local_day import local_day
from .page import SEND
from .plan import URL, money_text
from .plan_ask import PlanAskPages


class PlanComparePages(PlanAskPages):
    """A comparison is made when it is asked for; pages only show it."""

    @route(f"{URL}/compare", call_role="order", **SEND)
    def call_plan_compare(self, subscription_id="", **_parameters):
        """Compare the plans on offer with one of the account's, or with none."""
        subscription_sudo = request.env["call.subscription"].sudo()
        if subscription_id:
            subscription_sudo = self._plan_own_subscription(subscription_id)
        try:
            with request.env.cr.savepoint():
                request.env["call.plan.comparison"].sudo()._compare(self._account(), subscription_sudo)
        except UserError as error:
            return self._plan_page(problem=str(error))
        return request.redirect(f"{URL}#compare")

    def _plan_comparisons(self):
        """One table for each plan of the account; without a plan one for paying as it goes."""
        account, comparisons = self._account(), request.env["call.plan.comparison"]
        if account.call_payer_id:
            return []
        found = []
        for subscription in self._plan_subscriptions() or [request.env["call.subscription"].sudo()]:
            offered = comparisons._offered(account, subscription)
            there = comparisons._found(account, subscription)
            if offered or there:
                found.append(self._plan_comparison_table(subscription, there))
        return found

    def _plan_comparison_table(self, subscription, comparison):
        done = comparison.filtered(lambda one: one.state == "done")
        return {
            "subscription": subscription.id or "",
            "plan": subscription.plan_id.name or "",
            "waiting": comparison.state == "waiting",
            "worked_out": local_day(self._account(), done.computed_at),
            "months": [_month(month) for month in sorted(set(done.line_ids.mapped("month")))],
            "rows": self._plan_comparison_rows(subscription, done),
        }

    def _plan_comparison_rows(self, subscription, comparison):
        """What was paid first, then the plans, the cheapest first."""
        rows = []
        for plan, lines in comparison.line_ids.sorted("month").grouped("plan_id").items():
            rows.append((plan, lines, sum(lines.mapped("total"))))
        paid = sum(total for plan, _lines, total in rows if not plan)
        rows.sort(key=lambda row: (bool(row[0]), row[2]))
        return [self._plan_comparison_row(subscription, comparison, paid, *row) for row in rows]

    def _plan_comparison_row(self, subscription, comparison, paid, plan, lines, total):
        currency, difference = comparison.currency_id, total - paid
        return {
            "plan": plan,
            "name": plan.name or request.env._("What you paid"),
            "months": [
                {
                    "month": _month(line.month),
                    "total": money_text(line.total, currency),
                    "fees": money_text(line.fees, currency),
                    "calls": money_text(line.calls, currency),
                }
                for line in lines
            ],
            "fees": money_text(sum(lines.mapped("fees")), currency),
            "calls": money_text(sum(lines.mapped("calls")), currency),
            "total": money_text(total, currency),
            "difference": money_text(abs(difference), currency) if plan and difference else "",
            "cheaper": difference < 0,
            "unpriced": sum(lines.mapped("unpriced_count")),
            "volume": any(item.kind == "volume" for item in plan.version_id.item_ids),
            "ask": f"{URL}/{subscription.id}/ask?kind=plan&plan_id={plan.id}&look=1" if subscription and plan else "",
        }


def _month(day):
    return format_date(request.env, day, date_format="MMMM yyyy")
