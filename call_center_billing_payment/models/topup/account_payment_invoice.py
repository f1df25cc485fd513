"""Invoices for top-ups: for customers whose books want one, and where VAT is due when money is paid in.

A top-up is usually a payment in advance for calls that are not known yet; VAT is due when they are made, see
docs/top-up.md. Its invoice has no VAT then and sells nothing: it books a debt to the customer, and an entry beside it
turns that debt into what the customer has paid in, which pays the invoice. The payment itself stays what it is, money
to call for. Where top-ups are single-purpose the same invoice has VAT, and is a deposit.
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
    call_top_up_invoiced_later = fields.Boolean(compute="_compute_call_top_up_invoiced_later")

    def _compute_call_top_up_invoiced_later(self):
        for payment in self:
            payment.call_top_up_invoiced_later = payment.sudo()._call_may_be_invoiced()

    def _call_may_be_invoiced(self):
        """Whether somebody may ask for its invoice now."""
        booked = self.call_top_up_at and self.state not in UNDONE and not self.call_top_up_move_id
        company = self.company_id
        return bool(booked) and not self._call_is_deposit() and company.call_top_up_invoice != "never"

    def _call_is_deposit(self):
        """Whether VAT is due when the money is paid in."""
        return self.company_id.call_top_up_treatment == "single"

    def _call_top_up_booked(self):
        """Override: with its invoice, where one is made. Money is booked whatever becomes of that."""
        result = super()._call_top_up_booked()
        if self._call_is_deposit() or self._call_is_invoice_wanted():
            try:
                with self.env.cr.savepoint():
                    self._call_make_top_up_invoice()
            except UserError as error:
                summary = self.env._("Top-up %(name)s has no invoice", name=self.name)
                account = self.partner_id.commercial_partner_id
                account._call_tell_payments_clerk(self.company_id, summary, str(error.args[0]))
        return result

    def _call_is_invoice_wanted(self):
        policy = self.company_id.call_top_up_invoice
        wanted = self.call_top_up_wanted or self.payment_transaction_id.sudo().call_top_up_invoice
        return policy == "always" or (policy == "request" and wanted)

    def action_call_top_up_invoice(self):
        """Make the invoice that the customer has asked for, and show it."""
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise UserError(self.env._("Clerks and managers make invoices for top-ups."))
        if not self.call_top_up_move_id:
            self.lock_for_update()
            if not self.sudo()._call_may_be_invoiced():
                raise UserError(self.env._("%(name)s is no top-up that gets an invoice.", name=self.display_name))
            self.sudo()._call_make_top_up_invoice()
        return self.call_top_up_move_id._get_records_action()

    def _call_make_top_up_invoice(self):
        """Make the invoice and the entry that pays it.

        A deposit is made for what was paid in and not used at once for open invoices: their VAT is theirs.
        """
        amount, taxes, single = self.amount, self.env["account.tax"], self._call_is_deposit()
        if single:
            amount, taxes = self._call_deposit_amount(), self._call_deposit_taxes()
            if self.currency_id.compare_amounts(amount, 0) <= 0:
                return
        moves = self.env["account.move"].with_company(self.company_id)
        moves = moves.with_context(call_apply_later=True, call_deposit=True)
        invoice = moves.create(self._prepare_call_top_up_invoice(amount, taxes))
        if invoice.currency_id.compare_amounts(invoice.amount_total, amount):
            raise UserError(self.env._("Choose a tax for top-ups that is included in the price, in the settings."))
        invoice.action_post()
        invoice._call_book_aside(self.env._("Top-up %(number)s, kept for calls", number=self.name))
        invoice.write({"call_deposit": single, "call_deposit_left": amount if single else 0})
        self.call_top_up_move_id = invoice

    def _call_deposit_amount(self):
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        before = sum(account._call_deposits().mapped("call_deposit_left"))
        return self.currency_id.round(min(self.amount, account._call_paid_in() - before))

    def _call_deposit_taxes(self):
        company = self.company_id
        positions = self.env["account.fiscal.position"].with_company(company)
        return positions._get_fiscal_position(self.partner_id).map_tax(company.call_top_up_tax_id)

    def _prepare_call_top_up_invoice(self, amount, taxes):
        text = self.env._("Top-up, payment %(number)s. VAT is charged with the calls.", number=self.name)
        if taxes:
            text = self.env._("Top-up, payment %(number)s: a deposit for calls", number=self.name)
        line = {
            "name": text,
            "quantity": 1,
            "price_unit": amount,
            "tax_ids": [(6, 0, taxes.ids)],
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

    def _call_reverse_top_up(self, reason):
        """Override: with its invoice. What is gone of a deposit was credited when the money was."""
        result = super()._call_reverse_top_up(reason)
        invoice = self.sudo().call_top_up_move_id
        if invoice and not invoice.call_deposit:
            entries = invoice.line_ids.matched_credit_ids.credit_move_id.move_id
            values = {"ref": reason, "date": fields.Date.context_today(self)}
            for moves in (entries, invoice):
                moves.with_context(call_apply_later=True)._reverse_moves([dict(values) for _move in moves], cancel=True)
        return result
