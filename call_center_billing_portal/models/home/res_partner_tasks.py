"""What the customer had better do now."""

from odoo import models
from odoo.tools import format_date


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_tasks(self):
        """What the account's home page asks for; rooms add theirs, and the page shows the weightiest.

        :return: [{"kind", "text", "url", "button", "weight"}]; 90 and more: something is refused already or soon, 50:
            wanted one of these days, less: good to know. "role" may say who may do it, where the page does not
        """
        account = self.sudo().commercial_partner_id
        if account._call_payer() != account:
            return []
        return [*account._portal_tasks_pay(), *account._portal_tasks_top_up()]

    def _portal_tasks_pay(self):
        """Overdue invoices of each currency; or else the one that is due next."""
        tasks = []
        groups = [group for group in self._call_pay_groups() if group["company"] == self.env.company]
        for group in groups:
            if group["overdue"]:
                amount = group["currency"].format(group["overdue"])
                text = self.env._("%(amount)s is overdue.", amount=amount)
                tasks.append(self._portal_task("overdue", text, "/my/pay", self.env._("Pay Now"), 100))
            elif row := next((row for row in group["rows"] if row["payable"]), None):
                text = self.env._(
                    "%(invoice)s, %(amount)s, is due on %(day)s.",
                    invoice=row["invoice"].name,
                    amount=group["currency"].format(row["payable"]),
                    day=format_date(self.env, row["invoice"].invoice_date_due),
                )
                tasks.append(self._portal_task("due", text, "/my/pay", self.env._("Pay"), 40))
        return tasks

    def _portal_tasks_top_up(self):
        """Money that is used up, or about to be, or to lose its validity."""
        # the page has worked it out already
        balance = self.env.context.get("call_portal_balance") or self._prepare_portal_balance()
        if not self._call_may_top_up():
            text = self.env._("Your credit is used up: calls are connected again when invoices are paid.")
            return [self._portal_task("credit", text, "", "", 95)] if balance["is_spent"] else []
        if balance["is_spent"]:
            weight, text = 95, self.env._("There is no money left to call for.")
        elif balance["is_low"]:
            weight, text = 70, self.env._("Only %(amount)s is left to call for.", amount=balance["available"])
        elif expiry := self._portal_expiry():
            day = format_date(self.env, expiry["date"])
            weight, text = 60, self.env._("Your money loses its validity on %(day)s.", day=day)
        else:
            return []
        return [self._portal_task("top_up", text, "/my/top-up", self.env._("Top Up"), weight)]

    def _portal_expiry(self):
        """The entry of the calendar at which money loses its validity, if customers are told of it by now."""
        if self.call_policy != "prepaid":
            return None
        today = self._portal_today()
        steps = (step for step in self._call_life_ahead() if step["state"] == "expiry")
        step = next(steps, None)
        days = max(self.call_life_id.sudo().policy_id._alerts(), default=0) if step else 0
        return step if step and (step["date"] - today).days <= days else None

    def _portal_task(self, kind, text, url, button, weight):
        return {
            "kind": kind,
            "text": text,
            "url": url,
            "button": button,
            "weight": weight,
            "role": "bills",
        }
