"""What is drawn from a card on the due date: announced first, then drawn, never more than is open."""

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.call_center_billing.money import MICRO

#: states of charges that are still to come, or may have taken money
AHEAD = ("planned", "waiting", "sent", "pending", "unclear")


class ResPartner(models.Model):
    """Open invoices, and the parts of their instalment plans."""

    _inherit = "res.partner"

    @api.model
    def _cron_call_collect(self):
        """Announce what is to be drawn soon, of all companies that bill."""
        cron = self.env["ir.cron"]
        agreed = self.sudo().search([("call_collect_invoices", "=", True), ("call_collect_token_id", "!=", False)])
        cron._commit_progress(remaining=len(agreed))
        for account in agreed:
            company = account.call_collect_token_id.company_id
            if company._call_billing_on():
                account.with_company(company)._call_announce()
            if not cron._commit_progress(1):
                break

    def _call_announce(self):
        """Plan and tell what falls due within the days that the company at work tells ahead."""
        today = fields.Date.context_today(self)
        ahead = fields.Date.add(today, days=self.env.company.call_collect_notice_days)
        for move in self._call_open_invoices():
            for part, due, amount in move._call_due_by_card(ahead):
                if self._call_is_to_plan(move, part):
                    self._call_plan_charge(move, part, amount, max(due, ahead))

    def _call_open_invoices(self):
        """The account's invoices with something to pay in the company at work, oldest first."""
        domain = [
            *(("company_id", "=", self.env.company.id), ("commercial_partner_id", "=", self.id)),
            *(("move_type", "=", "out_invoice"), ("state", "=", "posted")),
            ("payment_state", "in", ("not_paid", "partial")),
        ]
        return self.env["account.move"].sudo().search(domain, order="invoice_date_due, id")

    def _call_is_to_plan(self, move, part):
        """Whether nothing is planned or under way for it, and it was not tried in vain to the end."""
        charges = self.env["call.card.charge"].sudo()
        domain = Domain([("invoice_id", "=", move.id), ("part_id", "=", part.id or False)])
        if charges.search_count(domain & Domain("state", "in", AHEAD), limit=1):
            return False
        if charges._tried_in_vain(move, part):
            return False  # retries are planned when a card is declined; after the last one reminders go on
        return move._call_pause(fields.Date.context_today(self)) != "promise"

    def _call_plan_charge(self, move, part, amount, day, told=False):
        """Write down what is to be drawn on a day, and tell the customer.

        :param bool told: the customer learns it otherwise
        :return: the charge; empty if there is one already, or nothing to draw
        """
        charges = self.env["call.card.charge"].sudo()
        amount = min(amount, self._call_collectable(move, part))
        if amount <= 0:
            return charges
        number = charges.search_count([("invoice_id", "=", move.id), ("part_id", "=", part.id or False)]) + 1
        charge = charges._intend(
            self,
            "collection",
            amount,
            self.call_collect_token_id,
            f"invoice-{move.id}-{part.id or 0}-{number}",
            invoice=move,
            part=part,
            currency=move.currency_id,
            date=day,
            state="planned",
        )
        if charge and not told:
            self._call_notify("card_collection", charge.key, charge, charge._words() | {"date": day})
        return charge

    def _call_collectable(self, move, part, charge=None):
        """How much of an invoice, or of a part of its plan, may be drawn now; in the invoice's currency.

        What is disputed, what is on its way otherwise and what the customer has to their credit is left out.

        :param call.card.charge charge: the one that asks, which does not count
        """
        move = move.sudo()
        if move.state != "posted" or move.payment_state not in ("not_paid", "partial"):
            return 0
        if self.sudo().call_chargeback_flag:
            return 0
        plan = move.call_plan_ids.filtered(lambda plan: plan.state == "running")
        if part.plan_id != plan:
            return 0
        amount = move._call_reminder_amount() - move._call_on_its_way(charge)
        if part:
            amount = min(amount, part._call_left())
        items = self.sudo()._call_open_items().filtered(lambda item: item.currency_id == move.currency_id)
        amount = min(amount, sum(items.mapped("amount_residual_currency")))
        return max(move.currency_id.round(amount), 0)

    def _call_next_collections(self):
        """What is announced, for the customer's page."""
        announced = self._call_charges("collection") & Domain("state", "in", ("planned", "waiting"))
        return self.env["call.card.charge"].sudo().search(announced, order="date, id")


class CallInstalmentPart(models.Model):
    """A part, and what is left of it."""

    _inherit = "call.instalment.part"

    def _call_left(self):
        """What is left to pay of this part: money fills the parts one after the other, by date."""
        self.ensure_one()
        plan = self.sudo().plan_id
        parts = plan.part_ids.sorted(lambda part: (part.date, part.id))
        until = sum(round(part.amount * MICRO) for part in parts[: list(parts.ids).index(self.id) + 1])
        return min(max(until - round(plan.paid * MICRO), 0), round(self.amount * MICRO)) / MICRO
