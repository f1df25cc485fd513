"""An invoice for a top-up, for customers whose books want one.

A top-up is a payment in advance for calls that are not known yet; VAT is due when they are made, see docs/top-up.md.
So its invoice has no VAT and sells nothing: it books a debt to the customer, and an entry beside it turns that debt
into what the customer has paid in, which pays the invoice. The payment itself stays what it is, money to call for.
"""

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK

from .account_payment import UNDONE


class AccountPayment(models.Model):
    """At once, by the company's policy; or when somebody asks for it."""

    _inherit = "account.payment"

    call_top_up_move_id = fields.Many2one(
        "account.move", string="Top-up Invoice", readonly=True, copy=False, index="btree_not_null"
    )
    call_top_up_wanted = fields.Boolean(string="Invoice Wanted", readonly=True, copy=False)
    call_top_up_invoice_policy = fields.Selection(related="company_id.call_top_up_invoice")

    def _call_top_up_booked(self):
        """Override: with its invoice, where the company makes one. Money is booked whatever becomes of that."""
        result = super()._call_top_up_booked()
        wanted = self.call_top_up_wanted or self.payment_transaction_id.sudo().call_top_up_invoice
        policy = self.company_id.call_top_up_invoice
        if policy == "always" or (policy == "request" and wanted):
            try:
                with self.env.cr.savepoint():
                    self._call_make_top_up_invoice()
            except UserError as error:
                self._call_tell_no_invoice(str(error.args[0]))
        return result

    def _call_tell_no_invoice(self, problem):
        summary = self.env._("Top-up %(name)s has no invoice", name=self.name)
        self.partner_id.commercial_partner_id._call_tell_payments_clerk(self.company_id, summary, problem)

    def action_call_top_up_invoice(self):
        """Make the invoice that the customer has asked for, and show it."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise UserError(self.env._("Clerks and managers make invoices for top-ups."))
        if not self.call_top_up_move_id:
            self.sudo()._call_make_top_up_invoice()
        return self.call_top_up_move_id._get_records_action()

    def _call_make_top_up_invoice(self):
        """Make the invoice and the entry that pays it; once.

        :raise UserError: the company makes none, or the payment is none that has one
        """
        self.lock_for_update()
        if self.call_top_up_move_id:
            return self.call_top_up_move_id
        if not self.call_top_up_at or self.state in UNDONE:
            raise UserError(self.env._("%(name)s is no top-up that was booked.", name=self.display_name))
        company = self.company_id
        if company.call_top_up_invoice == "never" or not company.call_top_up_account_id:
            raise UserError(self.env._("The settings say that no invoices are made for top-ups."))
        moves = self.env["account.move"].with_company(company).with_context(call_apply_later=True)
        invoice = moves.create(self._prepare_call_top_up_invoice())
        invoice.action_post()
        entry = moves.create(self._prepare_call_top_up_entry(invoice))
        entry.action_post()
        (invoice + entry).line_ids.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        self.call_top_up_move_id = invoice
        return invoice

    def _prepare_call_top_up_invoice(self):
        line = {
            "name": self.env._("Top-up, payment %(number)s. VAT is charged with the calls.", number=self.name),
            "quantity": 1,
            "price_unit": self.amount,
            "tax_ids": [(5,)],
            "account_id": self.company_id.call_top_up_account_id.id,
        }
        return {
            "move_type": "out_invoice",
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": self.date,
            "invoice_date_due": self.date,
            "invoice_payment_term_id": False,
            "ref": self.name,
            "invoice_line_ids": [(0, 0, line)],
        }

    def _prepare_call_top_up_entry(self, invoice):
        """The entry that takes the invoice back to what the customer has paid in: each of its items the other way."""
        text = self.env._("Top-up %(number)s, kept for calls", number=self.name)
        lines = [
            (
                *(0, 0),
                {
                    "name": text,
                    "account_id": line.account_id.id,
                    "partner_id": line.partner_id.id,
                    "currency_id": line.currency_id.id,
                    "amount_currency": -line.amount_currency,
                    "balance": -line.balance,
                },
            )
            for line in invoice.line_ids
        ]
        return {
            "move_type": "entry",
            "company_id": invoice.company_id.id,
            "date": self.date,
            "ref": text,
            "line_ids": lines,
        }

    def _call_reverse_top_up(self, reason):
        """Override: with its invoice."""
        result = super()._call_reverse_top_up(reason)
        if invoice := self.sudo().call_top_up_move_id:
            entries = invoice.line_ids.matched_credit_ids.credit_move_id.move_id
            values = {"ref": reason, "date": fields.Date.context_today(self)}
            moves = (invoice + entries).with_context(call_apply_later=True)
            moves._reverse_moves([dict(values) for _move in moves], cancel=True)
        return result
