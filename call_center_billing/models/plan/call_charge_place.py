"""On which statement is something charged?"""

from odoo import models

from ..billing.statement_book import StatementBook, check_open, lock_sums


class CallCharge(models.Model):
    """A charge becomes a line of the statement of its day: from then on it counts towards the balance."""

    _inherit = "call.charge"

    def _place(self):
        """Put these on their accounts' statements, those that are on one left alone.

        A statement that is billed and over takes no more: then it is the next one, as with late calls.

        :raise ConcurrencyError: a statement was billed meanwhile: the transaction is to begin again
        """
        charges = self.sudo().filtered(lambda charge: charge.state == "waiting")
        for company, own in charges.grouped("company_id").items():
            book = StatementBook(self.env(su=True), company)
            places = {charge: charge._statement(book) for charge in own}
            self.env.flush_all()
            lock_sums(self.env.cr, company)
            check_open(self.env.cr, "call_statement", list({*places.values()}), "state = 'open'")
            for charge, statement_id in places.items():
                line = self.env["call.statement.line"].sudo().create(charge._prepare_line_vals(statement_id))
                charge.statement_line_id = line

    def _statement(self, book):
        """The id of the statement that it belongs on."""
        self.ensure_one()
        return book._place(self.partner_id, self.currency_id, self.bill_day or self.date_from).key

    def _prepare_line_vals(self, statement_id):
        """A line without calls."""
        return {
            "statement_id": statement_id,
            "campaign_id": self.campaign_id.id,
            "product_id": self.product_id.id,
            "destination_class": False,
            "price": self.price,
            "amount": self.amount,
            "call_count": 0,
            "charge_id": self.id,
        }
