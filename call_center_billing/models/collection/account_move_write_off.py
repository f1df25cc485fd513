"""What is left of an invoice is given up: an entry on an account of losses, set against the invoice."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """The one way in which claims are written off, whoever decides on it."""

    _inherit = "account.move"

    @api.private
    def _call_write_off(self, amount, account, label, date=None, journal=None, shares=()):
        """Write off a part of what is open of this invoice, and set it against it.

        :param float amount: in the invoice's currency, no more than is open
        :param account.account account: of losses
        :param str label: of the entry
        :param date date: of the entry, by which lock dates are judged; None: today
        :param account.journal journal: None: the company's first one of miscellaneous entries
        :param list shares: what of the amount is booked elsewhere, as tax: dicts with `amount` in the invoice's
            currency and values of the journal item
        :return: the posted entry
        :raise UserError: more than is open, no journal, or the period is closed
        """
        self.ensure_one()
        self._call_check_open(amount)
        vals = self._call_prepare_write_off(amount, account, label, date or fields.Date.context_today(self), shares)
        entry = self.create(vals | {"journal_id": (journal or self._call_entry_journal(self.company_id)).id})
        entry.action_post()
        self._call_set_against(entry)
        return entry

    def _call_check_open(self, amount):
        """
        :raise UserError: less than this is open
        """
        if self.currency_id.compare_amounts(amount, self.amount_residual) > 0:
            unpaid = self.currency_id.format(self.amount_residual)
            raise UserError(self.env._("Only %(amount)s of %(invoice)s is open.", amount=unpaid, invoice=self.name))

    def _call_prepare_write_off(self, amount, account, label, date, shares):
        company, currency = self.company_id, self.currency_id

        def item(part, vals):
            value = currency._convert(part, company.currency_id, company, date)
            return {"amount_currency": part, "balance": value, **vals}

        parts = [item(share["amount"], {key: share[key] for key in share.keys() - {"amount"}}) for share in shares]
        rest = item(amount, {"account_id": account.id})
        claim = item(-amount, {"account_id": self._call_receivable_items()[:1].account_id.id})
        for name in ("amount_currency", "balance"):  # the parts and the rest are the whole, to the last digit
            rest[name] = -claim[name] - sum(part[name] for part in parts)
        common = {"name": label, "partner_id": self.commercial_partner_id.id, "currency_id": currency.id}
        return {
            "move_type": "entry",
            "company_id": company.id,
            "date": date,
            "ref": label,
            "line_ids": [(0, 0, common | line) for line in (rest, *parts, claim)],
        }

    @api.model
    @api.private
    def _call_entry_journal(self, company):
        """The journal of entries that nobody chose one for: the first one of miscellaneous entries.

        :raise UserError: the company has none
        """
        domain = [*self.env["account.journal"]._check_company_domain(company), ("type", "=", "general")]
        journal = self.env["account.journal"].search(domain, limit=1)
        if not journal:
            raise UserError(
                self.env._("%(name)s has no journal for miscellaneous entries. Make one.", name=company.name)
            )
        return journal

    def _call_receivable_items(self):
        """What the customer owes by this entry."""
        return self.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    def _call_set_against(self, entry):
        """Set an entry against this invoice as far as both go; what is left of the entry is the customer's credit."""
        items = self._call_receivable_items()
        account = items[:1].account_id
        both = (items + entry.line_ids).filtered(lambda line: line.account_id == account and not line.reconciled)
        if both & entry.line_ids and both & items:
            both.reconcile()
