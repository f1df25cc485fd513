"""Charges by the clock, account by account."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, RedirectWarning, UserError

_logger = logging.getLogger(__name__)

ACTIVITY = "call_center_billing.mail_activity_type_charge"
#: somewhere on earth it is tomorrow already
AHEAD = timedelta(hours=14)
#: somebody else is at the same account
COLLISIONS = (OperationalError, ConcurrencyError)


class CallSubscription(models.Model):
    """What keeps one account from its charges is an activity on it, and keeps no other waiting."""

    _inherit = "call.subscription"

    @api.model
    def _cron_call_charge(self):
        """Charge what is due by each account's own clock, and place charges whose day has come."""
        cron = self.env["ir.cron"]
        accounts = self._due_accounts()
        cron._commit_progress(remaining=len(accounts))
        for company, partner in accounts:
            try:
                self._try_charge(company, partner, company.call_billing_wait_days)
            except COLLISIONS:
                self.env.cr.rollback()  # it is looked at again in an hour
            if not cron._commit_progress(1):
                return

    @api.model
    def _due_accounts(self, company=None, partners=None):
        """Accounts that something may be due of: [(company, account), …].

        :param res.company company: only in this one
        :param res.partner partners: only these
        """
        latest = (fields.Datetime.now() + AHEAD).date()
        domain = [("company_id", "=", company.id)] if company else []
        domain += [("partner_id", "in", partners.commercial_partner_id.ids)] if partners is not None else []
        running = self.sudo()._read_group([*domain, ("charge_next", "<=", latest)], ["company_id", "partner_id"])
        waiting = [*domain, ("state", "=", "waiting"), ("date_from", "<=", latest)]
        charges = self.env["call.charge"].sudo()._read_group(waiting, ["company_id", "partner_id"])
        return sorted({*running, *charges}, key=lambda pair: (pair[0].id, pair[1].id))

    @api.model
    def _try_charge(self, company, partner, wait, before=None):
        """Charge one account; what keeps that from being done is told to a clerk.

        :param date before: not later than this day
        :raise OperationalError, ConcurrencyError: somebody else charges or bills the same account
        """
        try:
            with self.env.cr.savepoint():
                account = partner.sudo().with_company(company)
                today = self._today_of(partner, company)
                account._call_charge(min(filter(None, (today, before))), wait, company)
        except COLLISIONS:
            raise
        except (UserError, RedirectWarning) as error:
            self._tell_charge_failure(partner, error.args[0])
        except Exception as error:
            _logger.exception("Charges of account %s passed over", partner.id)
            self._tell_charge_failure(partner, f"{type(error).__name__}: {error}")
        else:
            partner.activity_unlink([ACTIVITY])

    def _tell_charge_failure(self, partner, reason):
        """One open activity an account, brought up to date."""
        if found := partner.activity_search([ACTIVITY]):
            found.write({"note": reason})
            return
        user = self.env["call.balance"]._audit_watcher()
        summary = self.env._("The account's charges could not be made")
        partner.activity_schedule(ACTIVITY, summary=summary, note=reason, user_id=user.id)
