"""Lines of bank statements find their invoices."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext

from .reference_words import normal, reference_words

#: open invoices by what they may be called
OPEN_INVOICES = """
SELECT move.id, regexp_replace(upper(COALESCE(move.payment_reference, '')), '[^A-Z0-9]', '', 'g'),
       regexp_replace(upper(COALESCE(move.name, '')), '[^A-Z0-9]', '', 'g')
  FROM account_move move
 WHERE move.company_id = %s AND move.state = 'posted' AND move.move_type = 'out_invoice'
   AND move.payment_state IN ('not_paid', 'partial')
"""


class AccountBankStatementLine(models.Model):
    """Money on the bank's account becomes a payment of whoever it is from.

    A payment is told by its reference: that of invoices, or of a cheque or transfer that was written down before.
    Without one the payer is told by the bank account it came from, or by a person who names the customer.
    """

    _inherit = "account.bank.statement.line"

    call_trouble = fields.Char(string="Why Not Matched", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `account` to match what a bank sends at once."""
        lines = super().create(vals_list)
        for company, own in lines.grouped("company_id").items():
            if company.call_match_bank and company._call_collects():
                own.with_company(company)._call_match()
        return lines

    def action_call_match(self):
        """Match these lines; those with a customer are that customer's money."""
        for company, own in self.grouped("company_id").items():
            own.with_company(company)._call_match()

    def _call_match(self):
        """Book those of these lines of one company that can be told.

        :return: the lines that were matched
        """
        lines = self.sudo().filtered(
            lambda line: not line.is_reconciled and line.amount > 0 and not line.foreign_currency_id
        )
        names = self._call_invoice_names() if lines else {}
        return lines.filtered(lambda line: line._call_match_one(names))

    @api.model
    def _call_invoice_names(self):
        """{reference or number in normal form: ids of open invoices}"""
        self.env.flush_all()
        self.env.cr.execute(OPEN_INVOICES, (self.env.company.id,))
        names = {}
        for move_id, reference, name in self.env.cr.fetchall():
            for word in {reference, name} - {""}:
                names.setdefault(word, set()).add(move_id)
        return names

    def _call_match_one(self, names):
        """:return: whether the line was matched; what the books refuse is told on the line"""
        words = self._call_words()
        try:
            with self.env.cr.savepoint():
                payment = self._call_known_payment(words)
                if payment:
                    self._call_settle(payment)
                    return True
                found = {move_id for word in words for move_id in names.get(word, ())}
                return self._call_book(self.env["account.move"].browse(sorted(found)) or self._call_paid_invoices())
        except UserError as error:  # a closed period, a missing account: the rest of the statement goes on
            self.call_trouble = str(error.args[0])
            return False

    def _call_words(self):
        """What may be a reference; banks' files tell references and cheques in the notes as well."""
        return reference_words(self.payment_ref, self.ref, html2plaintext(self.narration or ""))

    def _call_known_payment(self, words):
        """The payment on its way that the line is, if there is just one of that reference and amount."""
        payments = self.env["account.payment"].search(
            [
                *(("journal_id", "=", self.journal_id.id), ("state", "in", ("in_process", "paid"))),
                ("is_matched", "=", False),
                *(("payment_type", "=", "inbound"), ("partner_type", "=", "customer")),
                *(("currency_id", "=", self.currency_id.id), ("amount", "=", self.amount)),
            ]
        )
        known = payments.filtered(lambda payment: words & {normal(payment.call_cheque_number), normal(payment.memo)})
        return known if len(known) == 1 else payments.browse()

    def _call_book(self, invoices):
        """A payment of the customer whose invoices these are, else of the payer; they are paid first.

        :return: whether there is just one customer whose money it may be
        """
        payers = invoices.commercial_partner_id or self._call_payer().commercial_partner_id
        account = payers._call_accounts()
        if len(payers) != 1 or not account:
            self.call_trouble = self.env._("Several customers' invoices") if len(payers) > 1 else False
            return False
        payment = self.env["account.payment"].create(self._prepare_call_payment(account))
        payment.with_context(call_apply_later=True).action_post()
        self._call_settle(payment)
        account.with_company(self.company_id)._call_apply_money(first=invoices)
        return True

    def _call_payer(self):
        """Who the line says has paid, or whose bank account it came from."""
        if self.partner_id or not self.account_number:
            return self.partner_id
        domain = [("sanitized_acc_number", "=", normal(self.account_number)), ("partner_id", "!=", False)]
        owners = self.env["res.partner.bank"].search(domain).partner_id.commercial_partner_id
        return owners if len(owners) == 1 else owners.browse()

    def _prepare_call_payment(self, account):
        methods = self.journal_id.inbound_payment_method_line_ids
        return {
            "partner_id": account.id,
            "partner_type": "customer",
            "payment_type": "inbound",
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "date": self.date,
            "journal_id": self.journal_id.id,
            "company_id": self.company_id.id,
            "memo": self.payment_ref,
            "payment_method_line_id": (methods.filtered(lambda line: line.code == "manual") or methods)[:1].id,
        }

    def _call_paid_invoices(self):
        """Invoices that are paid already, and paid once more: they tell whose money it is."""
        domain = [("company_id", "=", self.company_id.id), ("state", "=", "posted"), ("move_type", "=", "out_invoice")]
        texts = (self.payment_ref, self.ref)
        words = sorted(reference_words(*texts) | {word for text in texts for word in (text or "").split()})
        named = Domain("payment_reference", "in", words) | Domain("name", "in", words)
        return self.env["account.move"].search(Domain(domain) & named)

    def _call_settle(self, payment):
        """Put the line against the payment it is."""
        self.partner_id = payment.partner_id
        self.call_trouble = False
        account = payment.outstanding_account_id
        transit = payment.move_id.line_ids.filtered(lambda item: item.account_id == account and not item.reconciled)
        _bank, suspense, _others = self._seek_for_lines()
        suspense.account_id = transit.account_id
        (suspense + transit).reconcile()
