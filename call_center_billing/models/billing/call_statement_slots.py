"""Orders of days and calls, while their statement goes on."""

import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from .slot import DAY, is_finished

_logger = logging.getLogger(__name__)

CRON = "call_center_billing.call_order_cron"
ACTIVITY = "call_center_billing.mail_activity_type_order"
#: lines of one statement that the cron orders by itself; more are a job's
FEW = 500
#: statements with lines that wait for an order; days that may be over anywhere on earth
WAITING = """
SELECT statement.id, count(*)
  FROM call_statement statement
  JOIN call_statement_line line ON line.statement_id = statement.id
 WHERE line.slot > '' AND line.ordered IS NOT TRUE AND line.call_count > 0
   AND (length(line.slot) > %s OR line.slot < to_char(now() AT TIME ZONE 'UTC' + interval '14 hours', 'YYYY-MM-DD'))
   AND statement.state = 'open' AND statement.by_reseller IS NOT TRUE AND statement.company_id = %s
 GROUP BY statement.id ORDER BY statement.id
"""


class CallStatement(models.Model):
    """What waits is found by its index, however many lines have orders already."""

    _inherit = "call.statement"

    @api.model
    def _cron_call_orders(self):
        """Order what is over, in all companies whose billing is switched on."""
        for company in self.env["res.company"].search([("call_billing", "=", True)], order="id"):
            self.env.flush_all()
            self.env.cr.execute(WAITING, (DAY, company.id))
            for statement_id, count in self.env.cr.fetchall():
                statement = self.browse(statement_id)
                if count > FEW:
                    statement._order_by_job()
                else:
                    statement._try_order_finished()
                if not self.env["ir.cron"]._commit_progress(1):
                    return

    def _order_by_job(self):
        """Let a job make the orders of one statement."""
        self.with_delay(
            identity_key=f"call.statement.order:{self.id}",
            description=self.env._("Orders of %(statement)s", statement=self.name),
        )._try_order_finished()

    def _try_order_finished(self):
        """Order what is over; what keeps that from being done is a clerk's to see to, and no others wait for it."""
        if not self.try_lock_for_update():
            return  # somebody bills it, or an import adds to it
        try:
            with self.env.cr.savepoint():
                self._order_finished()
        except (UserError, RedirectWarning) as error:
            self._tell_order_failure(error.args[0])
        except OperationalError:
            raise  # the database's own: the whole run is tried again
        except Exception as error:
            _logger.exception("Orders of statement %s passed over", self.id)
            self._tell_order_failure(f"{type(error).__name__}: {error}")
        else:
            self.activity_unlink([ACTIVITY])

    def _order_finished(self):
        """Order the days and calls that are over; the statement stays open.

        :rtype: sale.order
        """
        self.ensure_one()
        if self.state != "open" or not self.company_id._call_billing_on():
            return self.env["sale.order"]
        today = self._local_day(fields.Datetime.now())
        lines = self._free_lines().filtered(lambda line: is_finished(line.slot, today))
        return self.with_company(self.company_id)._make_orders(lines)

    def _tell_order_failure(self, reason):
        """One open activity a statement, brought up to date."""
        if found := self.activity_search([ACTIVITY]):
            found.write({"note": reason})
            return
        user = self.env["call.balance"]._audit_watcher()
        summary = self.env._("No orders could be made of this statement's calls")
        self.activity_schedule(ACTIVITY, summary=summary, note=reason, user_id=user.id)

    @api.model
    def _any_call_waits(self):
        """Whether there are calls with orders of their own that are not made yet."""
        self.env.cr.execute(
            "SELECT FROM call_statement_line WHERE slot > '' AND ordered IS NOT TRUE AND length(slot) > %s"
            " AND call_count > 0 LIMIT 1",
            (DAY,),
        )
        return bool(self.env.cr.rowcount)
