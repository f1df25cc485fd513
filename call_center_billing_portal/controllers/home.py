"""The home page: what matters about an account that calls, above Odoo's cards."""

from werkzeug.exceptions import HTTPException

from odoo.http import request, route

from .page import AccountPage

#: tasks on the page at most
TASKS = 3
#: which role each part of the page wants, and what makes it; None: everybody sees it
PARTS = {
    # first, for trying out what comes on it empties the caches
    "next_invoice": ("bills", "_prepare_portal_next_invoice"),
    "balance": ("bills", "_prepare_portal_balance"),
    "service": (None, "_prepare_portal_service"),
    "bundles": ("calls", "_prepare_portal_bundles"),
    "usage": ("calls", "_prepare_portal_usage"),
    "calendar": ("bills", "_prepare_portal_calendar"),
}


class HomePage(AccountPage):
    """Each contact sees the parts that its roles let it see."""

    @route()
    def home(self, **kw):
        """Override of `portal` to show the account, if it is one that calls."""
        response = super().home(**kw)
        account_sudo = self._account()
        if account_sudo._call_accounts():
            response.qcontext["call_home"] = self._prepare_call_home(account_sudo)
            response.headers["Cache-Control"] = "no-store"
        return response

    def _prepare_call_home(self, account_sudo):
        """What the panel shows: {part: what makes it returns, None without the role}, tasks, shortcuts, names."""
        may = request.env.user._call_portal_may
        payer_sudo = account_sudo._call_payer()
        parts = {
            part: getattr(account_sudo, name)() if role is None or may(role) else None
            for part, (role, name) in PARTS.items()
        }
        return {
            **parts,
            "name": account_sudo.name,
            "payer": payer_sudo.name if payer_sudo != account_sudo else "",
            "tasks": self._call_home_tasks(account_sudo.with_context(call_portal_balance=parts["balance"])),
            "may_pay": may("bills"),
            "shortcuts": [each for each in self._call_home_shortcuts() if self._opens(each)],
        }

    def _call_home_tasks(self, account_sudo):
        """The weightiest of what this user can do something about."""
        tasks = [task for task in account_sudo._prepare_portal_tasks() if self._opens(task)]
        return sorted(tasks, key=lambda task: -task["weight"])[:TASKS]

    def _call_home_shortcuts(self):
        """The pages that people come for."""
        env = request.env
        return [
            {"name": env._("Pay"), "url": "/my/pay", "icon": "fa-credit-card", "role": "bills"},
            {"name": env._("Calls"), "url": "/my/calls", "icon": "fa-phone", "role": "calls"},
            {"name": env._("Invoices"), "url": "/my/invoices", "icon": "fa-file-text-o", "role": "bills"},
            {"name": env._("Plan"), "url": "/my/plan", "icon": "fa-list-alt", "role": "order"},
            {"name": env._("Numbers"), "url": "/my/numbers", "icon": "fa-hashtag", "role": "order"},
        ]

    @staticmethod
    def _opens(entry):
        """Whether the user's roles open what an entry leads to, and there is such a page."""
        may = request.env.user._call_portal_may
        if entry.get("role") and not may(entry["role"]):
            return False
        if not entry["url"]:
            return True
        try:
            pages = request.env["ir.http"].routing_map().bind("")
            page, _args = pages.match(entry["url"].partition("?")[0], method="GET", return_rule=True)
        except HTTPException:
            return False
        role = page.endpoint.routing.get("call_role")
        return not role or may(role)
