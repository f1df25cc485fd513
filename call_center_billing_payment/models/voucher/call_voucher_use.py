"""A voucher is used: once, whoever else has its code at the same moment."""

import logging
from datetime import UTC
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

#: outcomes that count as a wrong code: all that tell somebody who guesses anything about a code
COUNTED = frozenset({"unknown", "used", "expired", "void", "currency"})


class Redeemed(NamedTuple):
    """What became of a code that was entered.

    :ivar outcome: ok; again (this account has used it before, nothing was added now); mistyped (no code: nothing was
        looked up or counted); unknown, used, expired, void, currency (refused, and counted); locked (too many wrong
        ones: nothing was looked at); failed (the books refused it)
    :ivar voucher: `call.voucher`, with all rights; empty unless the outcome is about one
    :ivar until: locked: when the next try is looked at, UTC
    """

    outcome: str
    voucher: models.BaseModel | None = None
    until: object = None


class CallVoucher(models.Model):
    """Looked up by digest: the database compares nothing that a guesser could time."""

    _inherit = "call.voucher"

    @api.model
    def _locked_by_digests(self, company, digests):
        """The company's voucher with one of these digests; its row is locked until the transaction ends.

        :return: `call.voucher`, maybe none
        """
        self.flush_model()
        # who was faster is no error: the request begins anew, and finds it used
        self.env.cr.execute(
            "SELECT id FROM call_voucher WHERE digest = ANY(%s) AND company_id = %s FOR NO KEY UPDATE",
            (list(digests), company.id),
            log_exceptions=False,
        )
        voucher = self.browse(row[0] for row in self.env.cr.fetchall())
        # another transaction may have used it while this one waited
        voucher.invalidate_recordset()
        return voucher

    def _outcome_for(self, account):
        """May this account use the voucher, and if not, why?

        A voucher that is not sold is as unknown as one that is not there: who guessed its code would only have to wait
        until somebody buys it. That one is used, expired or void is told, since its code is worth nothing to anybody.
        """
        if not self or self.state == "new":
            return "unknown"
        if self.state == "used":
            return "again" if self.partner_id == account else "used"
        if self.state != "sold":
            return self.state
        if self._is_past():
            return "expired"
        return "ok" if self.currency_id in account._call_payer()._call_top_up_currencies() else "currency"

    def _is_past(self):
        """Whether its last day is over in the company's time zone."""
        return self.valid_until < self.company_id._call_today()

    def _use(self, account, via):
        """Put the value on the account, in this transaction.

        :return: whether the books took it; what they said against it is on the batch and in the log
        """
        try:
            with self.env.cr.savepoint():
                payment = self.env["account.payment"].create(self._prepare_payment(account._call_payer()))
                self.write(
                    {
                        "state": "used",
                        "used_at": fields.Datetime.now(),
                        "partner_id": account.id,
                        "used_via": via,
                        "payment_id": payment.id,
                    }
                )
                self.flush_recordset()
                payment.action_post()
        except UserError as error:
            _logger.info("voucher %s could not be booked: %s", self.display_name, error)
            self._tell_failure(str(error.args[0]))
            return False
        return True

    def _prepare_payment(self, payer):
        company = self.company_id
        journal = company.call_voucher_journal_id
        return {
            "payment_type": "inbound",
            "partner_type": "customer",
            "partner_id": payer.id,
            "journal_id": journal.id,
            "payment_method_line_id": journal.inbound_payment_method_line_ids[:1].id,
            "outstanding_account_id": company.call_voucher_account_id.id,
            "currency_id": self.currency_id.id,
            "amount": self.value,
            "date": company._call_today(),
            "memo": self.env._("Voucher %(number)s", number=self.display_name),
            "call_voucher_id": self.id,
            "call_top_up": True,
        }

    def _tell_failure(self, reason):
        """Somebody has to see to it that vouchers can be booked."""
        batch = self.batch_id
        batch.activity_unlink(["mail.mail_activity_data_warning"])
        batch.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("Vouchers cannot be booked"),
            note=reason,
            user_id=self.env["call.balance"]._audit_watcher().id,
        )

    def _used_on(self):
        """The day on which it was used, in the company's time zone."""
        zone = ZoneInfo(self.company_id.partner_id.tz or "UTC")
        return self.used_at.replace(tzinfo=UTC).astimezone(zone).date()
