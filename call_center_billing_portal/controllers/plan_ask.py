"""`/my/plan/<id>/ask`: a wish is looked at with its cost and day, then sent."""

from odoo.exceptions import UserError
from odoo.http import request, route

from .page import PAGE, SEND
from .plan import URL, PlanPages, day_text, money_text

#: parts of a wish that come from a form
NAMES = ("kind", "plan_id", "item_id", "quantity", "when", "day", "note")
LONGEST = 2_000


class PlanAskPages(PlanPages):
    """What a wish costs is worked out by carrying it out and undoing that, so it is what comes."""

    @route(f"{URL}/<int:subscription_id>/ask", call_role="order", **PAGE)
    def call_plan_look(self, subscription_id, **form):
        """The form, and what the wish comes to if it is complete."""
        subscription_sudo = self._plan_own_subscription(subscription_id)
        return self._plan_ask_page(subscription_sudo, _wish(form), look=form.get("look") == "1")

    @route(f"{URL}/<int:subscription_id>/ask", call_role="order", **SEND)
    def call_plan_ask(self, subscription_id, **form):
        """Send it."""
        subscription_sudo = self._plan_own_subscription(subscription_id)
        wish = _wish(form)
        try:
            with request.env.cr.savepoint():
                if wish["kind"] == "cancel" and not form.get("agree"):
                    raise UserError(request.env._("Tick that you have read what happens then."))
                vals = {"subscription_id": subscription_sudo.id, **_asked(wish)}
                request.env["call.plan.request"]._ask(request.env.user.partner_id, vals)
        except UserError as error:
            return self._plan_ask_page(subscription_sudo, wish, problem=str(error))
        return request.redirect(f"{URL}#requests")

    def _plan_own_subscription(self, subscription_id):
        domain = [("partner_id", "=", self._account().id), ("company_id", "=", request.env.company.id)]
        return self._own("call.subscription", subscription_id, [*domain, ("state", "!=", "draft")])

    def _plan_ask_page(self, subscription_sudo, wish, look=False, problem=""):
        found = None
        if look and not problem:
            try:
                vals = {"subscription_id": subscription_sudo.id, **_asked(wish)}
                found = request.env["call.plan.request"]._portal_look(request.env.user.partner_id, vals)
            except UserError as error:
                problem = str(error)
        today = subscription_sudo._local_today()
        if wish["kind"] == "cancel" and not wish["day"] and subscription_sudo.regular_end:
            wish["day"] = subscription_sudo.regular_end.isoformat()
        return self._page(
            "portal_plan_ask",
            "call_plan_ask",
            subscription=subscription_sudo,
            row=self._plan_row(subscription_sudo),
            wish=wish,
            today=today.isoformat(),
            found=found and self._plan_look_row(subscription_sudo, wish, found),
            consequences=self._plan_consequences(subscription_sudo) if wish["kind"] == "cancel" else [],
            problem=problem,
        )

    def _plan_look_row(self, subscription_sudo, wish, found):
        currency = subscription_sudo.currency_id
        return {
            "day": day_text(found["day"]),
            "lines": [
                {"article": line["article"], "name": line["name"], "amount": money_text(line["amount"], currency)}
                for line in found["lines"]
            ],
            "amount": money_text(found["amount"], currency),
            "credit": found["amount"] < 0,
            "fee": money_text(found["fee"], currency) if found["fee"] else "",
            "cancel": wish["kind"] == "cancel",
        }

    def _plan_consequences(self, subscription_sudo):
        """What is lost with the plan, in words."""
        account, found = self._account(), []
        rows = {row["entitlement"]: row for row in account._call_bundles()}
        for entitlement in subscription_sudo.entitlement_ids:
            if row := rows.get(entitlement.id):
                found.append(
                    request.env._(
                        "%(units)s of %(name)s that are left today end with it.",
                        units=row["left_text"],
                        name=row["name"],
                    )
                )
        if any(item.kind == "did_rental" for item in subscription_sudo.item_ids):
            found.append(
                request.env._("Numbers on which people reach you are rented by this plan: ask us what becomes of them.")
            )
        found.append(request.env._("Your telephone numbers stay with your account."))
        if self._plan_subscriptions() == subscription_sudo:
            found.append(request.env._("It is your only plan. Calls after its last day are charged one by one."))
        found.append(request.env._("What you owe until the last day is on your next invoice."))
        return found


def _wish(form):
    """What the form holds, as text."""
    wish = {name: form.get(name) if isinstance(form.get(name), str) else "" for name in NAMES}
    wish = {name: text.replace("\x00", "").strip()[:LONGEST] for name, text in wish.items()}
    wish["kind"] = wish["kind"] or "plan"
    wish["when"] = wish["when"] or ("day" if wish["kind"] == "cancel" else "next")
    return wish


def _asked(wish):
    """The parts that say something."""
    return {name: text for name, text in wish.items() if text}
