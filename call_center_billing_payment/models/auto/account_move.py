"""Invoices that are drawn from a card: what is due by card when, and no reminders meanwhile."""

from odoo import fields, models

from .call_card_charge import OPEN


class AccountMove(models.Model):
    """While a card is to be charged for an invoice, nobody is reminded of it."""

    _inherit = "account.move"

    call_card_charge_ids = fields.One2many("call.card.charge", "invoice_id", string="Card Charges", copy=False)

    def _call_pause(self, day):
        """Override: "card" while a charge is announced or under way.

        Not after a consent was taken back: otherwise giving and taking it would put off reminders for ever.
        """
        pause = super()._call_pause(day)
        if pause or self.move_type != "out_invoice":
            return pause
        charges = self.sudo().call_card_charge_ids
        if charges.filtered("withdrawn"):
            return None
        return "card" if charges.filtered(lambda charge: charge.state in ("planned", *OPEN)) else None

    def _call_due_by_card(self, until):
        """What of the invoice falls due by a day: [(part of its plan, or an empty one, due date, amount)]."""
        self.ensure_one()
        parts = self.env["call.instalment.part"].sudo()
        if plan := self.sudo().call_plan_ids.filtered(lambda plan: plan.state == "running"):
            due = plan.part_ids.filtered(lambda part: part.date <= until and part._call_left() > 0)
            return [(part, part.date, part._call_left()) for part in due]
        items = self._call_open_receivables().filtered(lambda item: (item.date_maturity or item.date) <= until)
        if not items:
            return []
        first = min(item.date_maturity or item.date for item in items)
        return [(parts, first, sum(items.mapped("amount_residual_currency")))]

    def _call_on_its_way(self, charge=None):
        """What of the invoice is being paid through a gateway and is not booked yet.

        :param call.card.charge charge: one that does not count
        """
        move = self.sudo()
        own = charge.transaction_id if charge else self.env["payment.transaction"]
        others = move.call_card_charge_ids.filtered(lambda other: other.state in OPEN and other != charge)
        begun = move.transaction_ids.filtered(lambda tx: tx.state in ("pending", "authorized")) - own
        return sum((begun - others.transaction_id).mapped("amount")) + sum(others.mapped("amount"))
