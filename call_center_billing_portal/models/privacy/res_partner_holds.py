"""What stands against erasing somebody's data, and what the law keeps after it."""

from datetime import date

from odoo import fields, models
from odoo.tools import format_date

from odoo.addons.call_center_billing.models.dispute.call_dispute import OPEN
from odoo.addons.call_center_billing.money import MICRO

#: invoices that nothing is owed on any more
SETTLED = ("paid", "in_payment", "reversed")


class ResPartner(models.Model):
    """Read with all rights, in the company at work. Texts are for customers and clerks alike."""

    _inherit = "res.partner"

    def _call_erasure_holds(self):
        """What must be settled before the data of this account, or of this contact of one, can be erased.

        :return: [text], empty if nothing stands against it
        """
        self.ensure_one()
        if self != self.commercial_partner_id:
            return self._call_contact_holds()
        account = self.with_company(self.env.company)
        found = [*account._call_bill_holds(), *account._call_service_holds()]
        left = -account._call_balance(self.env.company).used
        if left > 0:
            amount = self.env.company.currency_id.format(left / MICRO)
            found.append(
                self.env._("%(amount)s of your money is left: it is used up or paid back first.", amount=amount)
            )
        if account.call_hold:
            found.append(self.env._("We have to keep all calls of this account for now, for a case at law."))
        return found

    def _call_contact_holds(self):
        """A contact's own data are held by nothing but what the account still needs it for."""
        users = self.env["res.users"].search([("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id)])
        others = users.filtered(lambda user: user.share and user.partner_id != self)
        if others and self._call_portal_user() and not any(user._call_portal_may("users") for user in others):
            return [self.env._("Nobody else manages the users of this account. Give that to a colleague first.")]
        return []

    def _call_bill_holds(self):
        """Bills that are open, or are still to be made, and what is disputed of them."""
        own = [("commercial_partner_id", "=", self.id), ("company_id", "=", self.env.company.id)]
        moves = self.env["account.move"].search(
            [*own, ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))]
        )
        unpaid = moves.filtered(lambda move: move.state == "posted" and move.payment_state not in SETTLED)
        found = []
        if unpaid:
            found.append(self.env._("Invoices that are not settled: %(names)s.", names=self._call_some(unpaid)))
        if moves.filtered(lambda move: move.state == "draft"):
            found.append(self.env._("An invoice is being made."))
        mine = [("partner_id", "=", self.id), ("company_id", "=", self.env.company.id)]
        if self.env["call.statement"].search_count([*mine, ("state", "!=", "invoiced")], limit=1):
            found.append(self.env._("There are calls or fees that are not invoiced yet."))
        disputes = self.env["call.dispute"].search([*mine, ("state", "in", OPEN)])
        if disputes:
            found.append(self.env._("Disputes that are not closed: %(names)s.", names=self._call_some(disputes)))
        return found

    def _call_service_holds(self):
        """Services that go on."""
        mine = [("partner_id", "=", self.id), ("company_id", "=", self.env.company.id)]
        now = fields.Datetime.now()
        numbers = self.env["call.number"].search([*mine, "|", ("valid_to", "=", False), ("valid_to", ">", now)])
        found = []
        if numbers:
            text = self.env._(
                "Telephone numbers in use: %(names)s. End the service first.", names=self._call_some(numbers)
            )
            found.append(text)
        running = self.env["call.subscription"].search([*mine, ("state", "in", ("active", "paused", "cancelled"))])
        if running:
            found.append(self.env._("Plans that still run: %(names)s.", names=self._call_some(running.plan_id)))
        return found

    def _call_some(self, records):
        """The names of some records: as many as one reads."""
        names = [record.display_name or "" for record in records[:3]]
        more = len(records) - len(names)
        return ", ".join([*names, self.env._("and %(count)s more", count=more)] if more else names)

    def _call_books_until(self):
        """The last day on which the names and addresses on this partner's documents must stay; None if there are none.

        Documents of all companies count, for name and address are the same in all of them.
        """
        self.ensure_one()
        name = "commercial_partner_id" if self == self.commercial_partner_id else "partner_id"
        days = []
        moves = self.env["account.move"].sudo()
        groups = moves._read_group([(name, "=", self.id), ("state", "=", "posted")], ["company_id"], ["date:max"])
        for company, latest in groups:
            days.append(date(latest.year + company.call_book_years, 12, 31))
        last = max(days, default=None)
        return last if last and last >= fields.Date.context_today(self) else None

    def _call_erasure_stays(self):
        """What is not erased, and why: [text]."""
        self.ensure_one()
        found = []
        if until := self._call_books_until():
            found.append(
                self.env._(
                    "Name, address and tax number stay until %(day)s, because bookkeeping law wants invoices and "
                    "payments kept with them.",
                    day=format_date(self.env, until),
                )
            )
        if self == self.commercial_partner_id:
            found.append(
                self.env._("Invoices, payments and the sums of calls stay as bookkeeping; they name no called number.")
            )
            found.append(
                self.env._("Calls stay without the last digits of their numbers, until calls of that age are removed.")
            )
        else:
            found.append(self.env._("What you did for the account, such as payments, stays with the account."))
        return found
