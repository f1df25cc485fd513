"""A service ends: numbers are released, subscriptions end, what is left is invoiced, and money stays the customer's."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Domain

from ...money import MICRO
from ..account.credit import MANAGER


class CallLife(models.Model):
    """Termination, and what a payment in time takes back."""

    _inherit = "call.life"

    def _terminate(self, today):
        """End everything of the account in the company; what goes wrong with the invoice is a clerk's to see to."""
        self._release_numbers()
        self._end_subscriptions(today)
        self._invoice_finally()
        left = self.partner_id._call_balance(self.company_id)
        money = max(-left.used, 0) / MICRO
        self.money_left = money
        if money:
            text = self.env._(
                "%(amount)s of the customer's money is left. It stays on the account until it is paid back.",
                amount=self.currency_id.format(money),
            )
            self.partner_id.message_post(body=text)

    def _release_numbers(self):
        """End the account's numbers after the quarantine; calls until then still find their owner."""
        end = fields.Datetime.now() + timedelta(days=self.policy_id.quarantine_days)
        own = Domain([("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)])
        numbers = self.env["call.number"].search(own & (Domain("valid_to", "=", False) | Domain("valid_to", ">", end)))
        self.released = {
            "end": fields.Datetime.to_string(end),
            "numbers": {
                str(number.id): number.valid_to and fields.Datetime.to_string(number.valid_to) for number in numbers
            },
        }
        numbers.filtered(lambda number: number.valid_from < end).valid_to = end

    def _take_back(self):
        """Give the account the numbers back that the termination released."""
        released = self.released or {"numbers": {}}
        for number in self.env["call.number"].browse(map(int, released["numbers"])).exists():
            if number.valid_to and fields.Datetime.to_string(number.valid_to) == released["end"]:
                number.valid_to = released["numbers"][str(number.id)]
        self.write({"released": False, "money_left": 0})

    def _end_subscriptions(self, today):
        """Subscriptions end with the service; what they charge until then is on the final invoice."""
        self.partner_id.with_company(self.company_id)._call_end_subscriptions(today)

    def _invoice_finally(self):
        """Invoice all that is not invoiced yet, as an account's invoices are at its limit."""
        account = self.partner_id.with_company(self.company_id)
        domain = [("partner_id", "=", account.id), ("company_id", "=", self.company_id.id), ("state", "=", "open")]
        statements = account.env["call.statement"].search(domain).filtered(lambda one: one._charged_lines())
        if not statements:
            return
        try:
            with self.env.cr.savepoint():
                moves = statements.action_invoice(post=False)
                moves._call_route(dated=False)
        except (UserError, RedirectWarning) as error:
            user = self.env["call.balance"]._audit_watcher()
            account.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Service terminated, and no final invoice could be made"),
                note=error.args[0],
                user_id=user.id,
            )
            return
        account.message_post(body=self.env._("Final invoice made: %(count)s.", count=len(moves)))

    def action_take_up(self):
        """A manager takes a terminated service up again: it is active, and counted anew from then on."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Managers take a terminated service up again."))
        today = fields.Date.context_today(self)
        for life in self.sudo():
            if life.state != "terminated":
                raise UserError(self.env._("This service is not terminated."))
            life._take_back()
            life.write({"state": "active", "since": today, "furthest": False})
            life._sync_block()
            text = self.env._("Taken up again by %(user)s.", user=self.env.user.name)
            life._note("undone", text, today, state="active", user_id=self.env.uid)
            life.partner_id.message_post(body=text)
