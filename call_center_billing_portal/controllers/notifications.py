"""What the account is told, and how."""

from odoo.exceptions import UserError
from odoo.http import request, route

from .page import PAGE, SEND, AccountPage

NOTIFICATIONS = "/my/notifications"


class NotificationPages(AccountPage):
    """Everybody chooses for the own contact; who manages the users of an account, for the account."""

    @route(NOTIFICATIONS, call_role=None, **PAGE)
    def call_notifications(self, done=None, **kwargs):
        """What is told, and what is always told."""
        return self._notifications_page(done=done)

    @route(NOTIFICATIONS, call_role=None, **SEND)
    def call_notifications_choose(self, **form):
        """Whether the user's own contact gets notifications, too."""
        request.env.user.partner_id.sudo().call_notice_contact = bool(form.get("contact"))
        return request.redirect(f"{NOTIFICATIONS}?done=saved")

    @route(f"{NOTIFICATIONS}/account", call_role="users", **SEND)
    def call_notifications_account(self, **form):
        """What the whole account is told. Only what was changed is kept: the rest goes on as the company has it."""
        account_sudo = self._account()
        try:
            with request.env.cr.savepoint():
                for choice in account_sudo._call_notice_choices():
                    on = f"on_{choice['event']}" in form
                    channel = form.get(f"channel_{choice['event']}") or None
                    if on != choice["on"] or (channel and channel != choice["channel"]):
                        account_sudo._call_set_notice_choice(choice["event"], on, channel)
        except UserError as error:
            return self._notifications_page(problem=str(error.args[0]), status=422)
        return request.redirect(f"{NOTIFICATIONS}?done=saved")

    def _notifications_page(self, done=None, problem="", status=200):
        events = request.env["call.notice.event"].sudo()
        return self._page(
            "portal_my_notifications",
            "call_notifications",
            status=status,
            account=self._account(),
            choices=self._account()._call_notice_choices(),
            always=[event for event in events.search([("optional", "=", False)]) if event._is_on()],
            gets=request.env.user.partner_id.call_notice_contact,
            may_choose=request.env.user._call_portal_may("users"),
            done=done,
            problem=problem,
        )
