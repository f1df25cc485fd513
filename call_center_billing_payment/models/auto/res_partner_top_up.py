"""Is an account to be topped up now? And the job that does it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.call_center_billing.money import MICRO

from .call_card_charge import OPEN

#: advisory locks of accounts that are being looked at
LOCK = 0x4155544F
#: after a charge that came to nothing, the next waits so long
PAUSE = timedelta(hours=1)


class ResPartner(models.Model):
    """Auto top-up number n of an account is one charge, however many find at once that it is time."""

    _inherit = "res.partner"

    @api.private
    def _call_auto_work(self, company_id):
        """Top up if it is time. This is the job; it commits."""
        self.ensure_one()
        charges = self.env["call.card.charge"]
        charges._start()
        company = self.env["res.company"].browse(company_id)
        charge = self.sudo().with_company(company)._call_auto_begin()
        charges._commit()  # the intent is there before anybody is asked
        charge._draw()

    def _call_auto_begin(self):
        """The intent of a top-up in the company at work, if it is time for one; else an empty recordset."""
        charges = self.env["call.card.charge"].sudo()
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (LOCK, self.id))
        if not self.env.cr.fetchone()[0] or not self._call_auto_wants():
            return charges
        number = charges.search_count(self._call_charges("auto_top_up")) + 1
        key = f"auto-{self.env.company.id}-{self.id}-{number}"
        return charges._intend(self, "auto_top_up", self.call_auto_amount, self.call_auto_token_id, key)

    def _call_auto_wants(self, charge=None):
        """Whether the account is to be topped up now, in the company at work.

        :param call.card.charge charge: the intent that asks, if there is one; it does not count
        """
        self.ensure_one()
        account, company = self.sudo(), self.env.company
        card = account.call_auto_token_id
        if not (account.call_auto_top_up and account.active and card in account._call_own_cards()):
            return False
        if account.call_chargeback_flag or not company._call_billing_on():
            return False
        available = account._call_balance(company).available
        if available is None or available >= round(account.call_auto_threshold * MICRO):
            return False
        others = self.env["call.card.charge"].sudo().search(account._call_charges("auto_top_up")) - (
            charge or self.env["call.card.charge"]
        )
        if others.filtered(lambda other: other.state in OPEN) or account._call_auto_pauses(others):
            return False
        return account._call_auto_is_allowed(others)

    def _call_auto_pauses(self, others):
        """Whether the last charge came to nothing just now."""
        last = others.filtered("settled_at").sorted("settled_at")[-1:]
        return last.state in ("declined", "failed") and last.settled_at > fields.Datetime.now() - PAUSE

    def _call_auto_is_allowed(self, others):
        """Whether the account's own cap of the day, and the company's rules of top-ups, leave room."""
        currency = self.env.company.currency_id
        today = self._call_auto_of_today(others)
        total = sum(today.mapped("amount")) + self.call_auto_amount
        if len(today) >= self.call_auto_day_count or currency.compare_amounts(total, self.call_auto_day_cap) > 0:
            return False
        return not self._call_top_up_problem(self.call_auto_amount, currency)

    def _call_auto_of_today(self, charges=None):
        """Those of the account's charges that count for today's cap, by the account's own clock."""
        zone = ZoneInfo(self._call_timezone(self.env.company))
        midnight = datetime.now(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        midnight = midnight.astimezone(UTC).replace(tzinfo=None)
        if charges is None:
            recent = self._call_charges("auto_top_up") & Domain("create_date", ">=", midnight)
            charges = self.env["call.card.charge"].sudo().search(recent)
        counted = (*OPEN, "done")
        return charges.filtered(lambda charge: charge.create_date >= midnight and charge.state in counted)

    def _call_auto_soon(self, company):
        """Let a job look at these accounts, if they have auto top-up."""
        for account in self.sudo().commercial_partner_id.filtered("call_auto_top_up"):
            key = f"call.auto:{company.id}:{account.id}"
            description = self.env._("Auto top-up of %(name)s", name=account.display_name)
            account.with_delay(identity_key=key, description=description)._call_auto_work(company.id)
