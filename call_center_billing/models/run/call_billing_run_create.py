"""From dry run to invoices."""

import logging

from psycopg2.errors import DeadlockDetected, LockNotAvailable, SerializationFailure, UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, LockError, UserError

from odoo.addons.queue_job.exception import RetryableJobError

from .call_statement import ORDER_QUIET
from .inspection import Inspection

_logger = logging.getLogger(__name__)
#: accounts that are billed and committed together
CHUNK = 100
#: periods that are billed at once, without jobs, when somebody presses the button
AT_ONCE = 25
#: seconds and times to wait for an import that adds to the same statements
COLLISION_WAIT = 5
TRIES = 20
COLLISIONS = (ConcurrencyError, LockError, SerializationFailure, DeadlockDetected, LockNotAvailable)

BILLED_ONCE = "call_billing_run_line_billed_once"
NEXT = """
SELECT id FROM call_billing_run_line
 WHERE run_id = %s AND part = ANY(%s) AND state = 'ready' AND chosen
 ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""


class CallBillingRun(models.Model):
    """Chunk by chunk, each in a transaction: a process that is killed loses the chunk it was at, and another goes on.

    What goes wrong with one account is written on its line, and the others are billed.
    """

    _inherit = "call.billing.run"

    def action_create(self):
        """Bill what is ticked: at once if it is little, else by jobs."""
        self.check_access("write")
        for run in self:
            if run.state != "looked":
                raise UserError(self.env._("%(run)s needs a dry run first.", run=run.name))
            run._start()

    def action_try_again(self):
        """Look at what was set aside or failed once more, and bill what is in order by now."""
        self.check_access("write")
        for run in self:
            if run.state != "exceptions":
                raise UserError(self.env._("Nothing of %(run)s was set aside.", run=run.name))
            run._look_again()
            run._start()

    def _start(self):
        self.ensure_one()
        run = self.sudo().with_company(self.company_id)
        run.write({"state": "running", "started_at": fields.Datetime.now(), "ended_at": False})
        parts = dict(
            run.line_ids._read_group(
                [("run_id", "=", run.id), ("state", "=", "ready"), ("chosen", "=", True)], ["part"], ["__count"]
            )
        )
        if sum(parts.values()) <= AT_ONCE:
            run._bill_chunk(list(parts), AT_ONCE)
            run._end()
            return
        for part in parts:
            run._enqueue(part)

    def _enqueue(self, part):
        job = self.with_delay(
            identity_key=self._job_key(part),
            max_retries=TRIES,
            description=self.env._("%(run)s: invoices, part %(part)s", run=self.name, part=part + 1),
        )
        job._bill_part(part)

    def _job_key(self, part):
        return f"call.billing.run:{self.id}:{part}"

    @api.private
    def _bill_part(self, part):
        """Bill a part of the run. This is the job; it commits after each chunk.

        :raise RetryableJobError: an import is adding to the same statements: the job is to come again
        """
        self.ensure_one()
        run = self.sudo().with_company(self.sudo().company_id)
        while True:
            run.env.cr.rollback()
            run.env.invalidate_all()
            try:
                if not run._bill_chunk([part], CHUNK):
                    break
                run._commit()
            except COLLISIONS as error:
                run.env.cr.rollback()
                raise RetryableJobError(str(error), seconds=COLLISION_WAIT) from error
        run._end()
        run._commit()

    def _commit(self):
        """Jobs that may commit have a cursor of their own, see data/call_run_data.xml."""
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _bill_chunk(self, parts, size):
        """Bill the next lines of these parts.

        :return: how many there were
        """
        self.env.flush_all()
        self.env.cr.execute(NEXT, (self.id, parts, size))
        lines = self.env["call.billing.run.line"].browse(key for (key,) in self.env.cr.fetchall())
        # what is made tells its history itself: a change of state need not be logged on order and statement besides
        lines = lines.with_context(**ORDER_QUIET)
        lines.invalidate_recordset()
        if not lines:
            return 0
        statements = lines.statement_id
        statements.lock_for_update()  # nobody adds calls to them, or bills them, meanwhile
        statements.invalidate_recordset()
        gone = lines.filtered(lambda line: line.statement_id.state == "invoiced")
        gone.write({"state": "gone"})
        ready = (lines - gone)._look_once_more()
        ready._bill()
        lines.env.flush_all()
        self._set_aside(lines.with_env(self.env).filtered(lambda line: line.state in ("aside", "failed")))
        return len(lines)

    def _look_again(self):
        """Lines that were set aside or failed are judged anew."""
        run = self.sudo().with_company(self.company_id)
        lines = run.line_ids.filtered(lambda line: line.state in ("aside", "failed"))
        lines.activity_unlink(["mail.mail_activity_data_warning"])
        lines.write({"state": "ready", "error": False})
        run._set_aside(lines - lines._look_once_more())

    def _end(self):
        """Close the run if nothing is left to bill; whoever comes first does it."""
        self.env.flush_all()
        self.invalidate_recordset()
        domain = [("run_id", "=", self.id), ("state", "=", "ready"), ("chosen", "=", True)]
        if self.env["call.billing.run.line"].search_count(domain, limit=1):
            return
        if not self.try_lock_for_update():
            return
        self.env.cr.execute("SELECT state FROM call_billing_run WHERE id = %s", (self.id,))
        if self.env.cr.fetchone() != ("running",):
            return
        self.write({"state": "exceptions" if self.aside_count else "done", "ended_at": fields.Datetime.now()})
        self.message_post(
            body=self.env._("%(billed)s billed, %(aside)s set aside.", billed=self.billed_count, aside=self.aside_count)
        )


class CallBillingRunLine(models.Model):
    """Bills of accounts, together as long as all goes well."""

    _inherit = "call.billing.run.line"

    def _look_once_more(self):
        """Judge these by what is there now.

        :return: those that can be billed
        """
        if not self:
            return self
        seen = Inspection(self.run_id, self.statement_id)
        for line in self:
            vals = seen.line_vals(line.statement_id)
            line.write({name: value for name, value in vals.items() if name != "odd"})
        return self.filtered(lambda line: line.state == "ready")

    def _bill(self):
        """Bill these; where that fails, halves of them, until it is known whose fault it is."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                self._bill_together()
        except COLLISIONS:
            raise
        except Exception as error:
            self.env.invalidate_all()
            if len(self) > 1:
                half = len(self) // 2
                self[:half]._bill()
                self[half:]._bill()
            else:
                self._fail(error)

    def _fail(self, error):
        if isinstance(error, UniqueViolation) and error.diag.constraint_name == BILLED_ONCE:
            self.state = "gone"
            return
        _logger.info("%s could not be billed", self.statement_id.name, exc_info=error)
        self.write({"state": "failed", "error": str(error.args[0] if error.args else error) or type(error).__name__})

    def _forget_undone(self):
        """Bills of these periods whose invoice was cancelled or deleted since do not count."""
        domain = [("statement_id", "in", self.statement_id.ids), ("state", "=", "billed")]
        before = self.search([*domain, "|", ("move_id", "=", False), ("move_id.state", "=", "cancel")])
        before.state = "undone"
        self.env.flush_all()

    def _bill_together(self):
        date = self.run_id.invoice_date
        self._forget_undone()
        moves, complete = self.statement_id._call_invoice(date)
        for line in self:
            first, *others = moves[line.statement_id]
            further = [(6, 0, [move.id for move in others])]
            line.write({"state": "billed", "move_id": first.id, "further_move_ids": further, "error": False})
        self.env.flush_all()
        complete._call_route(complete=True, dated=bool(date))
        (self.env["account.move"].union(*moves.values()) - complete)._call_route(dated=bool(date))
        self.env.flush_all()
