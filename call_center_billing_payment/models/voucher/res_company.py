"""Where the money of vouchers is kept in the books."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    """Accounts of vouchers, and when guessing is an alarm."""

    _inherit = "res.company"

    call_voucher_account_id = fields.Many2one(
        "account.account",
        string="Vouchers Sold, Not Used",
        check_company=True,
        domain="[('account_type', '=', 'liability_current')]",
        help="A debt: what holders of vouchers have paid and not used yet. Made with the first batch if it is empty.",
    )
    call_voucher_journal_id = fields.Many2one(
        "account.journal",
        string="Journal of Vouchers",
        check_company=True,
        domain="[('type', '=', 'cash')]",
        help="Where used vouchers are booked as payments. Made with the first batch if it is empty.",
    )
    call_voucher_income_account_id = fields.Many2one(
        "account.account",
        string="Income of Expired Vouchers",
        check_company=True,
        domain="[('account_type', 'in', ('income', 'income_other'))]",
        help="Proposed when the value of expired vouchers is released.",
    )
    call_voucher_alarm = fields.Integer(
        string="Alarm at Wrong Codes",
        default=50,
        help="A manager is told when those who tried within an hour have entered so many wrong codes. 0: never.",
    )

    _call_voucher_alarm = models.Constraint(
        "CHECK (COALESCE(call_voucher_alarm, 0) >= 0)", "Wrong codes are counted from 0."
    )

    def write(self, vals):
        """The debt stays on the account on which it is, as long as there is any."""
        for company in self if "call_voucher_account_id" in vals else ():
            account = company.call_voucher_account_id
            if account and account.id != vals["call_voucher_account_id"] and company._call_has_open_vouchers():
                raise UserError(
                    self.env._(
                        "There are vouchers sold and not used on %(account)s. Another account can be chosen when none "
                        "is left.",
                        account=account.display_name,
                    )
                )
        return super().write(vals)

    def _call_has_open_vouchers(self):
        domain = [("company_id", "=", self.id), *self.env["call.voucher"]._owed()]
        return bool(self.env["call.voucher"].sudo().search_count(domain, limit=1))

    def _call_today(self):
        """The day in the company's time zone."""
        zone = ZoneInfo(self.sudo().partner_id.tz or "UTC")
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()

    def _call_make_voucher_books(self):
        """Give the company the account and the journal of vouchers, where it has none.

        :raise UserError: it has no chart of accounts
        """
        company = self.sudo().with_company(self)
        if not company.chart_template:
            raise UserError(
                self.env._(
                    "%(company)s has no chart of accounts, so vouchers cannot be booked. Choose a fiscal localization "
                    "in the settings of Invoicing first.",
                    company=company.name,
                )
            )
        if not company.call_voucher_account_id:
            company.call_voucher_account_id = company._call_make_voucher_account()
        if not company.call_voucher_journal_id:
            company.call_voucher_journal_id = company._call_make_voucher_journal()

    def _call_make_voucher_account(self):
        accounts = self.env["account.account"].with_company(self)
        domain = [*accounts._check_company_domain(self), ("account_type", "=", "liability_current")]
        return accounts.create(
            {
                "name": self.env._("Vouchers sold, not used"),
                "code": accounts._search_new_account_code(accounts.search(domain, limit=1).code or "2400"),
                "account_type": "liability_current",
                "reconcile": True,
                "company_ids": [(6, 0, self.ids)],
            }
        )

    def _call_make_voucher_journal(self):
        account = self.call_voucher_account_id
        journal = self.env["account.journal"].create(
            {
                "name": self.env._("Vouchers"),
                "type": "cash",
                "company_id": self.id,
                "default_account_id": account.id,
                "sequence": 90,
            }
        )
        lines = journal.inbound_payment_method_line_ids
        lines.write({"payment_account_id": account.id, "name": self.env._("Voucher")})
        return journal
