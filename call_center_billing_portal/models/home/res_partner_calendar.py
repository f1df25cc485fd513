"""What happens next if nothing is paid: reminders and the service, in one calendar."""

from odoo import models
from odoo.tools import format_date

#: entries of the calendar at most: what comes after these comes later than anybody plans for
MOST = 8


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_calendar(self):
        """Steps of reminders and of the service, the soonest first.

        :return: [{"day", "text", "detail", "amount": what prevents it if paid by the day before, "" where any top-up
            does}]
        """
        account = self.sudo().commercial_partner_id
        if account._call_payer() != account:
            return []
        steps = [(step["date"], account._portal_reminder_entry(step)) for step in account._call_reminder_calendar()]
        steps += [(step["date"], account._portal_life_entry(step)) for step in account._call_life_ahead()]
        steps.sort(key=lambda step: step[0])
        return [{"day": format_date(self.env, day), **entry} for day, entry in steps[:MOST]]

    def _portal_reminder_entry(self, step):
        currency, details = step["currency"], []
        if step["fee"]:
            fee = currency.format(step["fee"])
            details.append(self.env._("a fee of %(fee)s is added", fee=fee))
        if step["interest"]:
            details.append(self.env._("interest is added"))
        if step["restricts"]:
            details.append(self.env._("calls are blocked"))
        text = self.env._("Notice before the due date") if step["notice"] else self.env._("Reminder")
        return {
            "text": self.env._("%(what)s for %(invoices)s", what=text, invoices=self._portal_names(step["invoices"])),
            "detail": ", ".join(details),
            "amount": currency.format(step["amount"]),
        }

    def _portal_names(self, invoices):
        """Names of the first invoices, and how many more there are."""
        names = ", ".join(invoices[:3].mapped("name"))
        if len(invoices) <= 3:
            return names
        return self.env._("%(names)s and %(count)s more", names=names, count=len(invoices) - 3)

    def _portal_life_entry(self, step):
        notices = ", ".join(format_date(self.env, day) for day in step["notices"])
        return {
            "text": step["label"],
            "detail": self.env._("we tell you on %(days)s", days=notices) if notices else "",
            "amount": step["currency"].format(step["amount"]) if step["amount"] else "",
        }
