"""Is this PIN right? Whoever guesses waits longer with every try."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .pin_digest import CODE_DIGITS, NOBODY, SECRET_DIGITS, fits

#: wrong PINs in a row that cost nothing; the last of them locks
FREE_TRIES = 3
#: a lock is never longer
LONGEST_LOCK = timedelta(days=1)


class CallPin(models.Model):
    """What a switch asks when a caller has entered ten digits."""

    _inherit = "call.pin"

    @api.model
    def _verify(self, company, entered):
        """Whose PIN is it? Counts wrong ones in the transaction at hand, which its caller must commit.

        Tries of one account are taken one after the other. While a PIN is locked nothing is compared or counted.

        :param company: where the account is
        :param str entered: what the caller entered
        :return: (res.partner, "ok"), or (an empty one, "wrong" or "locked")
        """
        model = self.sudo().with_company(company)
        code, secret = entered[:CODE_DIGITS], entered[CODE_DIGITS:]
        well_formed = len(secret) == SECRET_DIGITS and entered.isascii() and entered.isdigit()
        pin = model._locked_of(company, code) if well_formed else model.browse()
        if not pin:
            fits(secret, NOBODY)
            return model.env["res.partner"], "wrong"
        return pin._try(secret)

    @api.model
    def _locked_of(self, company, code):
        """The valid PIN that begins with `code`; its row is locked until the transaction ends."""
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM call_pin WHERE company_id = %s AND code = %s AND revoked_at IS NULL FOR NO KEY UPDATE",
                company.id,
                code,
                to_flush=self._fields["revoked_at"],
            )
        )
        pin = self.browse(row[0] for row in rows)
        # another transaction may have counted while this one waited
        pin.invalidate_recordset()
        return pin if pin.partner_id.active else self.browse()

    def _try(self, secret):
        now = fields.Datetime.now()
        nobody = self.env["res.partner"]
        if self.locked_until and self.locked_until > now:
            return nobody, "locked"
        if fits(secret, self.digest):
            self.write({"failed_count": 0, "locked_until": False, "last_used": now})
            return self.partner_id, "ok"
        failed = self.failed_count + 1
        delay = self._delay(failed)
        self.write({"failed_count": failed, "locked_until": now + delay if delay else False})
        if delay:
            self._say_locked(failed)
        return nobody, "locked" if delay else "wrong"

    @staticmethod
    def _delay(failed):
        """How long nothing is tried after so many wrong ones in a row: 0, then 1, 2, 4, 8, … minutes."""
        if failed < FREE_TRIES:
            return timedelta()
        return min(timedelta(minutes=2 ** min(failed - FREE_TRIES, 20)), LONGEST_LOCK)

    def _say_locked(self, failed):
        """Let staff see that somebody guesses."""
        self.partner_id.message_post(
            body=self.env._(
                "PIN %(code)s: %(count)s wrong entries in a row. Locked for %(minutes)s minutes.",
                code=self.code,
                count=failed,
                minutes=int(self._delay(failed).total_seconds() // 60),
            )
        )
