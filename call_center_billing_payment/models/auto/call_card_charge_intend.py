"""How an intent comes into being: once for each occasion, also if two workers find it at the same moment."""

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models

INSERT = """
INSERT INTO call_card_charge (key, purpose, partner_id, company_id, currency_id, amount, token_id, invoice_id, part_id,
                              date, state, asked_count, create_uid, create_date, write_uid, write_date)
VALUES (%(key)s, %(purpose)s, %(partner)s, %(company)s, %(currency)s, %(amount)s, %(token)s, %(invoice)s, %(part)s,
        %(date)s, %(state)s, 0, %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC')
ON CONFLICT DO NOTHING RETURNING id
"""


class CallCardCharge(models.Model):
    """The database takes a key once."""

    _inherit = "call.card.charge"

    @api.model
    @api.private
    def _intend(self, account, purpose, amount, token, key, **words):
        """Write down that a card is to be charged.

        :param res.partner account: a commercial partner, in the company at work
        :param float amount: more than 0, in the currency of `words`, else the company's
        :param str key: the occasion; a second intent with the same key is none
        :param words: invoice, part, currency: records; date; state
        :return: the charge; empty if the occasion has one already
        """
        self.env.flush_all()
        company = self.env.company
        currency = words.get("currency") or company.currency_id
        row = {
            "key": key,
            "purpose": purpose,
            "partner": account.id,
            "company": company.id,
            "currency": currency.id,
            "amount": currency.round(amount),
            "token": token.id,
            "invoice": words["invoice"].id if words.get("invoice") else None,
            "part": words["part"].id if words.get("part") else None,
            "date": words.get("date") or fields.Date.context_today(self),
            "state": words.get("state", "waiting"),
            "uid": self.env.uid,
        }
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(INSERT, row, log_exceptions=False)
                found = self.sudo().browse(key for (key,) in self.env.cr.fetchall())
        except SerializationFailure:  # another worker has intended it since this transaction began
            return self.sudo().browse()
        found.invalidate_recordset()
        return found
