"""A call comes in from a claimed number, and a code is entered."""

import hmac

from psycopg2.errors import ExclusionViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: wrong codes after which a claim is closed
TRIES = 5


class CallNumberClaim(models.Model):
    """The switch vouches for the number that calls, the code for the account."""

    _inherit = "call.number.claim"

    @api.model
    def _verify(self, company, number, code):
        """Whose claim is it?

        Claims of one number are looked at one call after the other.

        :param str number: that calls, in E.164
        :param str code: as it was entered
        :return: (claim or an empty one, "ok", "held", "wrong" or "locked")
        """
        claims = self.sudo().with_company(company)._open_of(company, number)
        found = claims.filtered(lambda claim: hmac.compare_digest(claim.code.encode(), code.encode()))[:1]
        if found:
            return found, found._take()
        for claim in claims:
            claim.wrong_count += 1
        full = claims.filtered(lambda claim: claim.wrong_count >= TRIES)
        full.state = "locked"
        return self.browse(), "locked" if full and full == claims else "wrong"

    def _open_of(self, company, number):
        """Claims of a number that wait for a call; their rows are locked until the transaction ends."""
        self.flush_model()
        query = SQL(
            "SELECT id FROM call_number_claim WHERE company_id = %s AND number = %s AND state = 'open'"
            " AND expires_at > %s ORDER BY id FOR NO KEY UPDATE",
            company.id,
            number,
            fields.Datetime.now(),
        )
        claims = self.browse(key for (key,) in self.env.execute_query(query))
        claims.invalidate_recordset()
        return claims

    def _take(self):
        """The number is the customer's, unless somebody has it.

        :return: "ok" or "held"
        """
        now = fields.Datetime.now()
        lasting = Domain("valid_to", "=", False) | Domain("valid_to", ">", now)
        same = Domain([("number", "=", self.number), ("company_id", "=", self.company_id.id)])
        numbers = self.env["call.number"].search(same & lasting, order="valid_from")
        if not numbers and (new := self._add_number(now)):
            numbers = new
        mine = numbers.filtered(lambda one: one.partner_id == self.partner_id and one.valid_from <= now)[:1]
        if not mine:
            self._hold()
            return "held"
        mine.verified_at = now
        self.write({"state": "verified", "number_id": mine.id})
        return "ok"

    def _add_number(self, now):
        """The new number; an empty one if somebody got it at this very moment."""
        vals = {
            "number": self.number,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "label": self.label,
            "valid_from": now,
        }
        try:
            with self.env.cr.savepoint():
                return self.env["call.number"].create(vals)
        except ExclusionViolation:
            return self.env["call.number"]

    def _hold(self):
        """Another account has it: people find out whose it is."""
        if self.state == "held":
            return
        self.state = "held"
        user = self.company_id._call_billing_responsible()
        theirs = self.with_context(lang=user.lang)
        theirs.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=theirs.env._("Whose number is %(number)s?", number=self.number),
            user_id=user.id,
        )
