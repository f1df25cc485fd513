"""An approved correction is applied customer by customer; a process that is killed leaves none half applied."""

from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo import api, models
from odoo.exceptions import UserError
from odoo.sql_db import Cursor

from odoo.addons.queue_job.exception import RetryableJobError

from ...money import format_micro

#: calls that are changed at once, in the transaction of who approves
AT_ONCE = 1_000
#: seconds, and how often, to wait for an import that writes sums of the same customers
WAIT = 5
TRIES = 20


class CallCorrection(models.Model):
    """Applying. What is applied is marked in the transaction that does it, so nothing is applied twice."""

    _inherit = "call.correction"

    def _start(self):
        """Apply it now if it is small, else let a job."""
        self.ensure_one()
        if self.line_count <= AT_ONCE:
            self._waiting()._apply_each()
            self._finish()
        else:
            self._let_a_job_apply()

    def action_go_on(self):
        """Begin the job anew, if it was given up."""
        for correction in self:
            correction._check_manager()
            if correction.state != "approved":
                raise UserError(self.env._("Only an approved correction is applied."))
            correction.sudo()._let_a_job_apply()
        return True

    def action_compute_aside(self):
        """Another correction of the customers that were set aside.

        :return: action that opens it
        """
        self.ensure_one()
        self._check_clerk()
        partners = self.account_ids.filtered(lambda account: account.state == "aside").partner_id
        if not partners or self.kind != "rerate":
            raise UserError(self.env._("No customer was set aside."))
        again = self.copy({"partner_ids": [(6, 0, partners.ids)], "name": self.name})
        again.action_compute()
        return again._get_records_action()

    def _let_a_job_apply(self):
        job = self.with_delay(
            identity_key=f"call.correction:{self.id}",
            max_retries=TRIES,
            description=self.env._("Apply correction %(name)s", name=self.display_name),
        )
        job._process()

    @api.private
    def _process(self):
        """Apply what waits. This is the job; it commits after each customer.

        :raise RetryableJobError: an import writes the same sums: the job is to go on later
        """
        self.ensure_one()
        for account in self._waiting():
            self._begin()
            try:
                account._apply()
                self.env.flush_all()
                self._commit()
            except (SerializationFailure, DeadlockDetected) as error:
                self.env.cr.rollback()
                raise RetryableJobError(str(error), seconds=WAIT) from error
        self._finish()

    def _waiting(self):
        return self.sudo().account_ids.filtered(lambda account: account.state == "waiting")

    def _begin(self):
        """A transaction that sees what imports commit while it waits for them."""
        self._commit()
        if isinstance(self.env.cr, Cursor):
            self.env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")

    def _commit(self):
        """Jobs that may commit have a cursor of their own; a test's commits nothing."""
        if isinstance(self.env.cr, Cursor):
            self.env.cr.commit()  # pylint: disable=invalid-commit

    def _finish(self):
        """All are applied or set aside: say what came of it."""
        self.env.invalidate_all()
        correction = self.sudo()
        if correction.state != "approved" or correction._waiting():
            return
        accounts = correction.account_ids
        aside = accounts.filtered(lambda account: account.state == "aside")
        correction.write({"state": "done", "aside_count": len(aside)})
        texts = [
            self.env._(
                "Applied: %(calls)s calls of %(customers)s customers, %(sum)s %(currency)s.",
                calls=sum((accounts - aside).mapped("line_count")),
                customers=len(accounts - aside),
                sum=format_micro(sum(each._in_company_currency(each.difference) for each in accounts - aside)),
                currency=self.currency_id.name,
            ),
            *{account.note for account in accounts if account.note},
        ]
        correction.message_post(body=" ".join(texts))
        if aside:
            summary = self.env._("%(count)s customers were set aside", count=len(aside))
            user = correction.computed_by_id or self.env.user
            correction.activity_schedule("mail.mail_activity_data_warning", summary=summary, user_id=user.id)
        correction._after()

    def _after(self):
        """Hook: it is applied, as far as it can be."""
