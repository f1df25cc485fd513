"""The dry run of a correction: each call's old and new price, and what that is for each customer."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .application import places
from .repricing import FOUND, Repricing

#: calls that one correction may look at
MOST_CALLS = 1_000_000
#: of these lines
SUMS = """
    SELECT partner_id, currency_id, count(*) FILTER (WHERE action <> 'none'), count(*) FILTER (WHERE action = 'none'),
           COALESCE(sum(old_amount) FILTER (WHERE action <> 'none'), 0)::bigint,
           COALESCE(sum(new_amount) FILTER (WHERE action <> 'none'), 0)::bigint,
           COALESCE(sum(difference) FILTER (WHERE place = 'invoiced'), 0)::bigint
      FROM call_correction_new GROUP BY 1, 2"""
ACCOUNT = ("partner_id", "currency_id", "line_count", "unpriced_count", "old_amount", "new_amount", "invoiced")


class CallCorrection(models.Model):
    """Computing. Changes nothing but the correction itself."""

    _inherit = "call.correction"

    def action_compute(self):
        """Price the calls anew, and keep those whose price changes.

        :raise UserError: nothing chosen, or no call, or too many
        """
        for correction in self:
            correction._check_clerk()
            correction.check_access("write")
            if correction.kind == "credit" or correction.state not in ("draft", "computed"):
                raise UserError(correction.env._("This correction is not computed any more."))
            correction._check_method()
            correction._forget()
            rows, count = Repricing(correction, correction._calls_where()).rows()
            left = correction._count_left()
            if not (count or left):
                raise UserError(self.env._("There are no calls with a price among these: choose other conditions."))
            correction._keep(rows, look_count=count, left_count=left)
        return True

    def _check_method(self):
        if self.method == "discount" and not self.percent:
            raise UserError(self.env._("A discount of 0 % changes nothing."))
        if self.method == "discount" and not -1000 <= self.percent <= 100:
            raise UserError(self.env._("A discount is 100 % at most, a surcharge (below 0) 1000 %."))
        if self.method == "price" and self.new_price < 0:
            raise UserError(self.env._("A price is 0 or more."))
        if not self.move_id and not (self.date_from and self.date_to):
            raise UserError(self.env._("Choose the period of the calls."))

    def _period(self):
        """First moment of the period, and first one after it: UTC, naive, by the company's clock."""
        zone = ZoneInfo(self.company_id.partner_id.tz or "UTC")
        days = (self.date_from, self.date_to + relativedelta(days=1))
        local = (datetime.combine(day, time.min, zone) for day in days)
        return tuple(moment.astimezone(UTC).replace(tzinfo=None) for moment in local)

    def _calls_where(self):
        """Condition on the calls that are looked at, see `Repricing`."""
        return SQL("%s AND NOT (%s)", self._chosen_where(), self._left_where())

    @staticmethod
    def _left_where():
        """Calls that somebody credited stay as they are: rating them again would charge them again."""
        return SQL(
            """EXISTS (SELECT FROM call_correction_line line
                         JOIN call_correction correction ON correction.id = line.correction_id
                        WHERE line.call_id = call.id AND line.state = 'done' AND line.action IN ('amount', 'drop')
                          AND correction.kind <> 'rerate')"""
        )

    def _chosen_where(self):
        self.ensure_one()
        parts = [
            SQL("call.company_id = %s", self.company_id.id),
            SQL("call.state = 'rated' AND call.statement_line_id IS NOT NULL"),
        ]
        if self.date_from and self.date_to:
            parts.append(SQL("call.started_at >= %s AND call.started_at < %s", *self._period()))
        if self.partner_ids:
            parts.append(SQL("call.partner_id = ANY(%s)", self.partner_ids.commercial_partner_id.ids))
        if prefix := "".join(sign for sign in self.prefix or "" if sign.isdigit()):
            parts.append(SQL("call.b_number LIKE %s", f"+{prefix}%"))
        for field, column in (("card_id", "version.card_id"), ("campaign_id", "call.campaign_id")):
            if self[field]:
                parts.append(SQL("%s = %s", SQL(column), self[field].id))
        if self.pricelist_id:
            parts.append(SQL("call.pricelist_id = %s", self.pricelist_id.id))
        if self.destination_class:
            parts.append(SQL("call.destination_class = %s", self.destination_class))
        if self.move_id:
            lines = self.move_id._call_statement_lines()
            parts.append(SQL("call.statement_id = ANY(%s)", lines.statement_id.ids))
            parts.append(SQL("call.statement_line_id = ANY(%s)", lines.ids))
        return SQL(" AND ").join(parts)

    def _count_left(self):
        query = """SELECT count(*) FROM call_record call JOIN call_rate rate ON rate.id = call.rate_id
                     JOIN call_rate_version version ON version.id = rate.version_id WHERE %s"""
        where = SQL("%s AND %s", self._chosen_where(), self._left_where())
        return self.env.execute_query(SQL(query, where))[0][0]

    def _keep(self, rows, **counts):
        """Store the lines, and their sums by customer.

        :param list rows: tuples of `FOUND`
        """
        self.ensure_one()
        cr = self.env.cr
        names = ", ".join(FOUND)
        cr.execute("DROP TABLE IF EXISTS call_correction_new")
        columns = SQL(", ").join(SQL.identifier(name) for name in (*FOUND, "difference", "place"))
        made = SQL("SELECT %s FROM call_correction_line WITH NO DATA", columns)
        cr.execute(SQL("CREATE TEMPORARY TABLE call_correction_new ON COMMIT DROP AS %s", made))
        if rows:
            cr.execute_values(f"INSERT INTO call_correction_new ({names}) VALUES %s", rows, page_size=5_000)
        self._mark_places()
        self._keep_accounts()
        self._keep_lines()
        cr.execute("DROP TABLE call_correction_new")
        now = {"computed_at": fields.Datetime.now(), "computed_by_id": self.env.uid, "state": "computed"}
        self.sudo().write(counts | now)

    def _keep_accounts(self):
        """A record for each customer and currency."""
        self.env.cr.execute(SUMS)
        found = [dict(zip(ACCOUNT, row, strict=True)) for row in self.env.cr.fetchall()]
        for row in found:
            row |= {"correction_id": self.id, "difference": row["new_amount"] - row["old_amount"]}
        self.env["call.correction.account"].sudo().create(found).flush_recordset()

    def _keep_lines(self):
        """The lines, each with its customer's record."""
        self.env.cr.execute(
            f"""INSERT INTO call_correction_line
                       (correction_id, account_id, state, difference, place, {", ".join(FOUND)})
                SELECT account.correction_id, account.id, 'computed', new.difference, new.place,
                       {", ".join(f"new.{name}" for name in FOUND)}
                  FROM call_correction_new new
                  JOIN call_correction_account account ON account.correction_id = %s
                   AND account.partner_id = new.partner_id AND account.currency_id = new.currency_id
                 ORDER BY new.difference, new.call_id""",
            (self.id,),
        )
        self.env["call.correction.line"].invalidate_model()

    def _mark_places(self):
        """Where the calls are in billing, so far."""
        cr = self.env.cr
        cr.execute("SELECT DISTINCT old_line_id FROM call_correction_new")
        found = places(self.env, [key for (key,) in cr.fetchall()])
        cr.execute("UPDATE call_correction_new SET difference = new_amount - old_amount, place = 'open'")
        for place in ("ordered", "invoiced"):
            keys = [key for key, value in found.items() if value == place]
            cr.execute("UPDATE call_correction_new SET place = %s WHERE old_line_id = ANY(%s)", (place, keys))
