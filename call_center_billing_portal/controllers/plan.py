"""`/my/plan`: what the account has of plans, and what it has asked for."""

from datetime import timedelta

from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import format_date, formatLang

from odoo.addons.call_center_billing.money import MICRO

from .local_day import local_day
from .page import PAGE, SEND, AccountPage

URL = "/my/plan"
RUNNING = ("active", "paused", "cancelled")
#: requests that are shown
MOST_REQUESTS = 20


class PlanPages(AccountPage):
    """Plans of the user's account in the company at work."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card where there is a plan, or one to be had."""
        values = super()._prepare_home_portal_values(counters)
        if "call_plan_count" in counters:
            values["call_plan_count"] = int(request.env.user._call_portal_may("order") and self._plan_has_plans())
        return values

    def _plan_has_plans(self):
        account, none = self._account(), request.env["call.subscription"]
        return bool(self._plan_subscriptions()) or bool(request.env["call.plan.comparison"]._offered(account, none))

    @route(URL, call_role="order", **PAGE)
    def call_plan(self, **_parameters):
        """Plans, requests and what else is on offer."""
        return self._plan_page()

    @route(f"{URL}/requests/<int:request_id>/withdraw", call_role="order", **SEND)
    def call_plan_withdraw(self, request_id, **_parameters):
        """The account no longer wants it."""
        wish_sudo = self._own("call.plan.request", request_id, [("partner_id", "=", self._account().id)])
        try:
            with request.env.cr.savepoint():
                wish_sudo._withdraw()
        except UserError as error:
            return self._plan_page(problem=str(error))
        return request.redirect(f"{URL}#requests")

    def _plan_page(self, problem=""):
        account = self._account().with_context(lang=request.env.lang)
        return self._page(
            "portal_my_plan",
            "call_plan",
            plans=[self._plan_row(subscription) for subscription in self._plan_subscriptions()],
            agreements=[self._plan_agreement_row(agreement) for agreement in self._plan_agreements()],
            bundles=account._prepare_portal_bundles(),
            requests=[self._plan_request_row(wish) for wish in self._plan_requests()],
            payer=account.call_payer_id.name,
            problem=problem,
            tables=self._plan_comparisons(),
        )

    def _plan_subscriptions(self):
        domain = [("partner_id", "=", self._account().id), ("company_id", "=", request.env.company.id)]
        return request.env["call.subscription"].sudo().search([*domain, ("state", "in", RUNNING)])

    def _plan_agreements(self):
        domain = [("partner_id", "=", self._account().id), ("company_id", "=", request.env.company.id)]
        return request.env["call.agreement"].sudo().search([*domain, ("state", "=", "active")])

    def _plan_requests(self):
        domain = [("partner_id", "=", self._account().id), ("company_id", "=", request.env.company.id)]
        return request.env["call.plan.request"].sudo().search(domain, limit=MOST_REQUESTS)

    def _plan_agreement_row(self, agreement):
        last = agreement.date_end and agreement.date_end - timedelta(days=1)
        return {
            "name": agreement.name,
            "since": day_text(agreement.date_start),
            "last": day_text(last),
            "notice": agreement.notice_days,
        }

    def _plan_row(self, subscription):
        last = subscription.date_end and subscription.date_end - timedelta(days=1)
        today = subscription._local_today()
        return {
            "id": subscription.id,
            "name": subscription.plan_id.name,
            "description": subscription.plan_id.description,
            "state": subscription.state,
            "since": day_text(subscription.date_start),
            "last": day_text(last),
            "next": day_text(subscription.charge_next),
            "bound": day_text(subscription.term_end and subscription.term_end - timedelta(days=1)),
            "renewed": subscription.renewal != "none",
            "notice_by": day_text(subscription.notice_by),
            "leave": day_text(subscription.regular_end),
            "items": [self._plan_item_row(item) for item in subscription.item_ids if not item._ended(today)],
            "steps": [
                {"day": day_text(step.day), "text": step._timeline_text()}
                for step in subscription.step_ids.filtered(lambda step: step.state == "planned").sorted("day")
            ],
            "offered": subscription._plans_to_ask_for(),
            "countable": subscription.item_ids.filtered(lambda item: item._is_counted() and not item._ended(today)),
        }

    def _plan_item_row(self, item):
        return {
            "name": item.product_id.name,
            "quantity": item.quantity if item._is_counted() else None,
            "price": money_text(item.price, item.currency_id),
            "kind": item.kind,
            "period": (item.cycle_id or item._plan().cycle_id).name or request.env._("month"),
            "advance": item.advance,
        }

    def _plan_request_row(self, wish):
        states = dict(wish._fields["state"]._description_selection(request.env))
        kinds = dict(wish._kinds())
        return {
            "id": wish.id,
            "asked": local_day(self._account(), wish.create_date),
            "kind": kinds[wish.kind],
            "what": wish._what() if wish.kind in ("plan", "quantity") else wish.subscription_id.plan_id.name,
            "from": day_text(wish.effective_on),
            "cost": money_text(wish.cost, wish.currency_id),
            "state": states[wish.state],
            "open": wish.state in ("new", "approved"),
            "answer": wish.answer or "",
        }

    def _plan_comparisons(self):
        """Tables of what other plans would have cost."""
        return []


def day_text(day):
    """A day as the user writes it; empty for none."""
    return format_date(request.env, day) if day else ""


def money_text(amount, currency):
    """Micro-units as text, with their currency."""
    return formatLang(request.env, (amount or 0) / MICRO, currency_obj=currency)
