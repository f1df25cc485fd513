"""Who enters wrong codes of vouchers waits longer with every one, as with PINs."""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.call_center_billing.models.account.call_pin_verify import FREE_TRIES

#: wrong codes from one address that cost nothing: behind it there may be an office
FREE_FROM_ADDRESS = 20
#: after so long without a wrong code counting begins anew. A right one does not end it: cheap vouchers would buy tries
FORGOTTEN = timedelta(days=1)
#: the time in which wrong codes of all accounts together are an alarm
ALARM_TIME = timedelta(hours=1)

LOCK_ACCOUNT = """
INSERT INTO call_voucher_guess AS guess (company_id, partner_id, failed_count, create_date, write_date)
VALUES (%(company)s, %(partner)s, 0, %(now)s, %(now)s)
ON CONFLICT (company_id, partner_id) WHERE partner_id IS NOT NULL
DO UPDATE SET write_date = %(now)s,
              failed_count = CASE WHEN guess.last_at < %(forgotten)s THEN 0 ELSE guess.failed_count END
RETURNING id
"""
COUNT_ADDRESS = """
INSERT INTO call_voucher_guess AS guess (company_id, address, failed_count, last_at, create_date, write_date)
VALUES (%(company)s, %(address)s, 1, %(now)s, %(now)s, %(now)s)
ON CONFLICT (company_id, address) WHERE address IS NOT NULL
DO UPDATE SET write_date = %(now)s, last_at = %(now)s,
              failed_count = CASE WHEN guess.last_at < %(forgotten)s THEN 1 ELSE guess.failed_count + 1 END
RETURNING id
"""


class CallVoucherGuess(models.Model):
    """Wrong codes of an account, or from an address, in a company."""

    _name = "call.voucher.guess"
    _description = "Wrong Voucher Codes"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "last_at desc nulls last, id desc"

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Account", readonly=True, ondelete="cascade")
    address = fields.Char(readonly=True, help="From which the portal was used.")
    failed_count = fields.Integer(string="Wrong Codes", readonly=True, help="Without a day between them.")
    last_at = fields.Datetime(string="Last", readonly=True)
    locked_until = fields.Datetime(readonly=True, help="Until then no code is looked at, not even a right one.")
    is_locked = fields.Boolean(string="Locked", compute="_compute_is_locked", search="_search_is_locked")

    _account = models.UniqueIndex("(company_id, partner_id) WHERE partner_id IS NOT NULL")
    _address = models.UniqueIndex("(company_id, address) WHERE address IS NOT NULL")
    _one = models.Constraint("CHECK ((partner_id IS NULL) <> (address IS NULL))")

    @api.depends("partner_id", "address")
    def _compute_display_name(self):
        for guess in self:
            guess.display_name = guess.partner_id.display_name or guess.address

    @api.depends("locked_until")
    def _compute_is_locked(self):
        now = fields.Datetime.now()
        for guess in self:
            guess.is_locked = bool(guess.locked_until and guess.locked_until > now)

    def _search_is_locked(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        return (
            [("locked_until", ">", now)]
            if True in value
            else ["|", ("locked_until", "=", False), ("locked_until", "<=", now)]
        )

    def action_unlock(self):
        """A manager has looked at it: codes are looked at again, and counted from the beginning."""
        self.env["call.voucher.batch"]._check_manager()
        self.check_access("read")
        self.sudo().write({"failed_count": 0, "locked_until": False})
        self.sudo().activity_unlink(["mail.mail_activity_data_warning"])

    @api.model
    def _begin_try(self, company, account, address):
        """Take the turns of an account one after the other.

        :param str address: of whoever tries, or None where it says nothing, as that of a switch
        :return: until when nothing is looked at, or None
        """
        now = fields.Datetime.now()
        values = {"company": company.id, "partner": account.id, "now": now, "forgotten": now - FORGOTTEN}
        guess = self._written(LOCK_ACCOUNT, values)
        if address:
            guess |= self.search([("company_id", "=", company.id), ("address", "=", address)])
        return max((each.locked_until for each in guess if each.is_locked), default=None)

    @api.model
    def _count(self, company, account, address):
        """One more wrong code. The turn of the account was taken.

        :return: until when nothing is looked at, or None
        """
        now = fields.Datetime.now()
        mine = self.search([("company_id", "=", company.id), ("partner_id", "=", account.id)])
        mine.write({"failed_count": mine.failed_count + 1, "last_at": now})
        mine._lock(FREE_TRIES)
        if address:
            values = {"company": company.id, "address": address, "now": now, "forgotten": now - FORGOTTEN}
            place = self._written(COUNT_ADDRESS, values)
            place._lock(FREE_FROM_ADDRESS)
            mine |= place
        mine[0]._alarm()
        return max((each.locked_until for each in mine if each.is_locked), default=None)

    def _written(self, query, values):
        self.flush_model()
        # another one of the account may be in the way: then the request begins anew
        self.env.cr.execute(query, values, log_exceptions=False)
        guess = self.browse(self.env.cr.fetchone()[0])
        guess.invalidate_recordset()
        return guess

    def _lock(self, free):
        """For longer with each wrong code after the free ones, as a PIN."""
        delay = self.env["call.pin"]._delay(self.failed_count - free + FREE_TRIES)
        if delay:
            self.locked_until = fields.Datetime.now() + delay

    def _alarm(self):
        """Many wrong codes from everywhere: somebody has to look, once until that is done."""
        company = self.company_id
        since = fields.Datetime.now() - ALARM_TIME
        domain = [("company_id", "=", company.id), ("partner_id", "!=", False), ("last_at", ">=", since)]
        [(total, accounts)] = self._read_group(domain, [], ["failed_count:sum", "__count"])
        if not company.call_voucher_alarm or (total or 0) < company.call_voucher_alarm:
            return
        if self.search_count([("company_id", "=", company.id), ("activity_ids", "!=", False)], limit=1):
            return
        self.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("Somebody may be guessing voucher codes"),
            note=self.env._(
                "%(total)s wrong codes from %(accounts)s accounts that tried within an hour.",
                total=total,
                accounts=accounts,
            ),
            user_id=self.env["call.balance"]._audit_watcher().id,
        )
