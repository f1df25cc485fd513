"""How long calls are kept: called numbers are hidden first, later the calls of a month are removed."""

import logging
import secrets
from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .call_record import PSEUDONYM
from .store_names import EARLIEST, STORE

_logger = logging.getLogger(__name__)

#: last digits of a number that are hidden, unless its price depends on them
HIDDEN = 4
SECRET = "call_center_billing.pseudonym_secret"
#: statements whose calls must stay: not billed yet, or on an invoice that is not settled, or the customer's are held
#: or disputed
HELD = """
    SELECT statement.id FROM call_statement statement JOIN res_partner partner ON partner.id = statement.partner_id
     WHERE statement.company_id = %(company)s
       AND (statement.state != 'invoiced' OR partner.call_hold OR EXISTS (
            SELECT FROM call_dispute dispute
             WHERE dispute.partner_id = partner.id AND dispute.state IN ('new', 'review')) OR EXISTS (
            SELECT FROM sale_order made
              JOIN sale_order_line line ON line.order_id = made.id
              JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
              JOIN account_move_line item ON item.id = rel.invoice_line_id
              JOIN account_move move ON move.id = item.move_id
             WHERE made.call_statement_id = statement.id AND move.state != 'cancel'
               AND (move.state = 'draft' OR move.payment_state NOT IN ('paid', 'reversed', 'in_payment'))))"""
#: calls of a time, and of one account if one is named, that may be touched: nobody is held to them, and no bill still
#: needs them
FREE = f"""
    company_id = %(company)s AND started_at >= %(since)s AND started_at < %(until)s
       AND (%(partner)s IS NULL OR partner_id = %(partner)s)
       AND (statement_id IS NULL OR statement_id NOT IN ({HELD}))
       AND (partner_id IS NULL OR partner_id NOT IN (SELECT id FROM res_partner WHERE call_hold))"""


class CallRetention(models.Model):
    """What became of the calls of one month of one company. Totals (statements, imports, orders) remain."""

    _name = "call.retention"
    _description = "Retention of Calls"
    _order = "month desc, company_id"
    _rec_name = "month"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    month = fields.Date(required=True, readonly=True, help="First day of the month (UTC) in which the calls began.")
    hidden_count = fields.Integer(string="Numbers Hidden", readonly=True)
    removed_count = fields.Integer(string="Calls Removed", readonly=True)
    held_count = fields.Integer(
        string="Calls Held", readonly=True, help="Stay for now: bills not settled, or the customer's calls are held."
    )
    hidden_on = fields.Date(string="All Hidden On", readonly=True)
    removed_on = fields.Date(string="All Removed On", readonly=True)

    _one_a_month = models.UniqueIndex("(company_id, month)", "There is a record of this month already.")

    @api.model
    def _cron_retain(self):
        """Hide and remove what is due in each company that chose so, month by month."""
        chosen = ["|", ("call_hide_days", ">", 0), ("call_remove_months", ">", 0)]
        for company in self.env["res.company"].search(chosen, order="id"):
            for month, part in self.env["call.record"]._months():
                self._retain(company, month, part)
                if not self.env["ir.cron"]._commit_progress(1):
                    return

    @api.model
    def _retain(self, company, month, part):
        """Do what is due for one company and month.

        :param datetime month: its beginning (UTC, naive); None for the time before all months
        :param str part: the month's table
        """
        end = month + relativedelta(months=1) if month else EARLIEST
        values = {"company": company.id, "partner": None, "since": month or datetime(1970, 1, 1), "until": end}
        day = (end - relativedelta(months=1)).date()
        entry = self.search([("company_id", "=", company.id), ("month", "=", day)])
        now = fields.Datetime.now()
        removal = company.call_remove_months and end <= now - relativedelta(months=company.call_remove_months)
        hiding = company.call_hide_days and min(end, now - relativedelta(days=company.call_hide_days))
        if not (removal or (hiding and values["since"] < hiding and not entry.hidden_on)):
            return
        if not self._any_call(part, values):
            return
        entry = entry or self.create({"company_id": company.id, "month": day})
        if removal:
            entry._add(self._remove(part, values) | self._done(values, "removed_on"))
        else:
            found = self._hide(part, values | {"until": hiding})
            entry._add(found | (self._done(values, "hidden_on") if hiding == end else {}))

    def _any_call(self, part, values):
        self.env.cr.execute(
            f"SELECT FROM {part} WHERE company_id = %(company)s AND started_at < %(until)s LIMIT 1", values
        )
        return bool(self.env.cr.rowcount)

    def _add(self, found):
        """Note what was done."""
        counts = {name: self[name] + found.get(name, 0) for name in ("hidden_count", "removed_count")}
        self.write(found | counts)

    def _done(self, values, field):
        """How many calls had to stay; when none had to, today in `field`."""
        self.env.cr.execute(
            f"""SELECT count(*) FROM {STORE} WHERE company_id = %(company)s AND started_at >= %(since)s
                   AND started_at < %(until)s AND NOT ({FREE})""",
            values,
        )
        held = self.env.cr.fetchone()[0]
        return {"held_count": held} if held else {"held_count": 0, field: fields.Date.today()}

    @api.model
    def _hide_of(self, account, company):
        """Put pseudonyms in place of the numbers in an account's calls, of whatever age: somebody asked for that.

        Calls that a bill still needs are passed over. Files of switches, which hold others' calls too, stay.

        :return: in how many calls the called number was hidden
        """
        values = {"company": company.id, "partner": account.id}
        count = 0
        for month, part in self.env["call.record"]._months():
            until = month + relativedelta(months=1) if month else EARLIEST
            time = {"since": month or datetime(1970, 1, 1), "until": until}
            count += self._hide_numbers(part, values | time)
        self.env["call.record"].invalidate_model()
        return count

    def _hide(self, part, values):
        """Hide the numbers, and what else holds them."""
        count = self._hide_numbers(part, values)
        self._forget_originals(values)
        self.env["call.record"].invalidate_model()
        return {"hidden_count": count}

    def _hide_numbers(self, part, values):
        """Put a pseudonym in place of the last digits of called numbers, and of callers that are nobody's.

        Where one account is named, those of its own numbers are hidden, too.
        """
        values = values | {"secret": self._secret(), "hidden": HIDDEN}
        digest = "left(encode(sha256((%(secret)s || {0})::bytea), 'hex'), 8)"
        called = f"left(b_number, kept.digits) || '{PSEUDONYM}' || {digest.format('b_number')}"
        self.env.cr.execute(
            f"""UPDATE {part} call SET b_number = {called}
                  FROM (SELECT own.id, GREATEST(length(own.b_number) - %(hidden)s, length(rate.prefix) + 1) AS digits
                          FROM {part} own LEFT JOIN call_rate rate ON rate.id = own.rate_id
                         WHERE own.b_number LIKE '+%%' AND strpos(own.b_number, '{PSEUDONYM}') = 0
                           AND own.id IN (SELECT id FROM {part} WHERE {FREE})) kept
                 WHERE kept.id = call.id""",
            values,
        )
        count = self.env.cr.rowcount
        self.env.cr.execute(
            f"""UPDATE {part} SET a_number = left(a_number, length(a_number) - %(hidden)s) || '{PSEUDONYM}'
                       || {digest.format("a_number")}
                 WHERE a_number LIKE '+%%' AND strpos(a_number, '{PSEUDONYM}') = 0
                       AND (number_id IS NULL OR %(partner)s IS NOT NULL) AND {FREE}""",
            values,
        )
        return count

    def _forget_originals(self, values):
        """Files and lines hold the numbers, too: those whose calls are all from before go."""
        self.env.cr.execute(
            """UPDATE call_reject SET raw = '', value = '' FROM call_import import
                WHERE import.id = call_reject.import_id AND import.company_id = %(company)s AND raw != ''
                  AND COALESCE(import.last_call, import.create_date) < %(until)s""",
            values,
        )
        imports = self.env["call.import"].search(
            [
                ("company_id", "=", values["company"]),
                ("last_call", "<", values["until"]),
                ("attachment_id", "!=", False),
            ]
        )
        imports.attachment_id.unlink()
        self.env["call.reject"].invalidate_model()

    def _remove(self, part, values):
        """Remove the calls; the month's table as a whole when nothing else is in it."""
        self.env.cr.execute(
            f"""DELETE FROM call_simulation_call WHERE call_id IN (SELECT id FROM {part} WHERE {FREE})""", values
        )
        called = f"count(*) FILTER (WHERE {FREE} AND wholesale_level IS NULL)"
        self.env.cr.execute(f"SELECT count(*) FILTER (WHERE {FREE}), count(*), {called} FROM {part}", values)
        free, there, calls = self.env.cr.fetchone()
        if free == there and not part.endswith("_old"):
            self.env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(part)))
        elif free:
            self.env.cr.execute(f"DELETE FROM {part} WHERE {FREE}", values)
        self.env["call.record"].invalidate_model()
        _logger.info("calls of company %s in %s: %s removed, %s stay", values["company"], part, free, there - free)
        return {"removed_count": calls}

    def _secret(self):
        """What pseudonyms are made with; without it nobody can try numbers until one fits."""
        parameters = self.env["ir.config_parameter"].sudo()
        secret = parameters.get_param(SECRET)
        if not secret:
            secret = secrets.token_hex(32)
            parameters.set_param(SECRET, secret)
        return secret
