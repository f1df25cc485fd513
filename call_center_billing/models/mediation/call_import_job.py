"""Files that are read by a job, while whoever handed them in does something else."""

from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from odoo.addons.queue_job.exception import RetryableJobError

from . import spool
from .call_import_progress import KILOBYTE, Counted
from .unpack import MAX_RATIO, MAX_UNPACKED, NotUnpacked, chunks_of

#: seconds to wait for another file of the same source
BUSY_WAIT = 5
#: seconds, and how often, to wait for an import of another source that opened the same customer's statement
COLLISION_WAIT = 2
TRIES = 10
UNDER_WAY = ("waiting", "reading")


class CallImport(models.Model):
    """The file waits in the spool. A job reads it in one transaction: a process that is killed leaves nothing of it,
    and the job begins again."""

    _inherit = "call.import"

    spool_name = fields.Char(readonly=True, copy=False, groups="base.group_system")
    file_size = fields.Integer(string="Size (kB)", readonly=True)
    failure = fields.Text(string="Why It Failed", readonly=True, copy=False)
    progress_ids = fields.One2many("call.import.progress", "import_id")
    progress = fields.Float(string="Read (%)", compute="_compute_progress")
    lines_read = fields.Integer(compute="_compute_progress")
    lines_per_second = fields.Integer(compute="_compute_progress")

    @api.depends("state", "file_size", "progress_ids.read_size")
    def _compute_progress(self):
        for batch in self:
            note = batch.progress_ids[:1]
            share = note.read_size / batch.file_size if batch.file_size else 0
            batch.progress = 100 if batch.state == "done" else min(100 * share, 99.9)
            batch.lines_read = note.line_count
            batch.lines_per_second = note.line_count / note.seconds if note.seconds else 0

    @api.private
    def _enqueue(self, content):
        """Keep the file, and let a job read it as soon as the transaction is committed.

        :param content: bytes, the `Path` of a file (which is copied), or a binary file object
        """
        self.ensure_one()
        database = self.env.cr.dbname
        name, size = spool.keep(database, content)
        self.env.cr.postrollback.add(lambda: spool.drop(database, name))
        self.sudo().write({"spool_name": name, "file_size": max(size // KILOBYTE, 1)})
        self._let_a_job_read()

    def _let_a_job_read(self):
        self.sudo().write({"state": "waiting", "failure": False})
        job = self.with_delay(
            identity_key=self._job_key(), max_retries=TRIES, description=self.env._("Read %(file)s", file=self.name)
        )
        job._process()

    def _job_key(self):
        return f"call.import:{self.id}"

    def action_read_again(self):
        """Read a file anew that could not be read, for instance because the source had the wrong format."""
        for batch in self.filtered(lambda batch: batch.state == "failed" and batch.sudo().spool_name):
            batch.activity_unlink(["mail.mail_activity_data_warning"])
            batch._let_a_job_read()

    @api.private
    def _process(self):
        """Read the file that waits. This is the job; it commits, and begins with a transaction of its own.

        :raise RetryableJobError: the source, or a statement, is busy: the job is to come again
        """
        self.ensure_one()
        self.env.cr.rollback()
        batch = self.sudo().with_company(self.sudo().company_id)
        if not batch._begin():
            return
        try:
            batch._read_spooled()
        except (ConcurrencyError, SerializationFailure, DeadlockDetected) as error:
            batch.env.cr.rollback()
            batch.state = "waiting"
            batch._commit()
            raise RetryableJobError(str(error), seconds=COLLISION_WAIT) from error
        except (UserError, NotUnpacked) as error:
            batch.env.cr.rollback()
            batch._fail(batch._unpack_texts()[error.reason] if isinstance(error, NotUnpacked) else str(error))
        else:
            name = batch.spool_name
            batch.spool_name = False
            batch._commit()
            spool.drop(batch.env.cr.dbname, name)

    def _begin(self):
        """Show that the file is being read, and lock its source for the transaction in which that is done.

        :return: whether there is anything to read: another job may have done it
        :raise RetryableJobError: the source is busy
        """
        source = self.source_id  # so that locking it is what the second transaction begins with
        self._begin_alone()
        for vals in ({"state": "reading", "progress_ids": [(5,), (0, 0, {})]}, {}):
            if not source._try_lock():
                message = self.env._("Another file of %(name)s is being read.", name=source.name)
                # not one of the tries: that a source is busy is no failure
                raise RetryableJobError(message, seconds=BUSY_WAIT, ignore_retry=True)
            self.env.cr.execute("SELECT state FROM call_import WHERE id = %s FOR NO KEY UPDATE", (self.id,))
            if self.env.cr.fetchone() not in [(state,) for state in UNDER_WAY]:
                return False
            if vals:
                self.write(vals)
                # seen from now on; and what is read next is read with the eyes of a new transaction, which knows of
                # all that another import stored until the lock was free
                self._begin_alone()
        return True

    def _commit(self):
        """Jobs that may commit have a cursor of their own, see data/call_import_job_data.xml."""
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _read_spooled(self):
        path = spool.path(self.env.cr.dbname, self.spool_name)
        if not path.is_file():
            raise UserError(self.env._("The file is no longer there. Hand it in again."))
        with path.open("rb") as stream:
            self._recognise(stream)
            counted = Counted(self.env.registry, self.id, chunks_of(stream), stream.tell)
            self._take_in(counted, self._is_alone())
            counted.note()

    def _fail(self, reason):
        """The file cannot be read: say why, and tell the person who looks after its source."""
        self.write({"state": "failed", "failure": reason})
        self.env["call.source"]._tell_responsible(
            self, self.source_id, self.env._("%(file)s was not imported", file=self.name), reason
        )

    def _job_failed(self, exc_name=None, exc_message=None, **_vals):
        """The job itself failed, and will not be tried again. Called by the queue, which rolls back what we have."""
        reason = self.env._(
            "Reading was given up after an error that has nothing to do with the file: %(error)s. The job “Read "
            "%(file)s” has the details.",
            error=exc_message or exc_name,
            file=self.name,
        )
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr, su=True))._fail(reason)

    @api.model
    def _cron_look_after(self):
        """Imports whose job was given up without a word, because the process that ran it died each time, have failed;
        and files in the spool that no import knows are removed."""
        waiting = self.search([("state", "in", UNDER_WAY), ("spool_name", "!=", False)])
        jobs = self.env["queue.job"].search(
            [
                ("identity_key", "in", [batch._job_key() for batch in waiting]),
                ("state", "in", ("pending", "enqueued", "started", "wait_dependencies")),
            ]
        )
        alive = set(jobs.mapped("identity_key"))
        for batch in waiting.filtered(lambda batch: batch._job_key() not in alive):
            batch._fail(self.env._("Whatever was to read this file ended before it was done, again and again."))
        known = set(self.search([("spool_name", "!=", False)]).mapped("spool_name"))
        for name in spool.abandoned(self.env.cr.dbname, known):
            spool.drop(self.env.cr.dbname, name)

    @api.ondelete(at_uninstall=False)
    def _unlink_spooled(self):
        """What waits in the spool goes with its import."""
        database, names = self.env.cr.dbname, [name for name in self.sudo().mapped("spool_name") if name]
        self.env.cr.postcommit.add(lambda: [spool.drop(database, name) for name in names])

    def _unpack_texts(self):
        return {
            "broken": self.env._(
                "%(file)s begins as a gzip file but cannot be unpacked to its end. It may not have been copied whole: "
                "copy it again.",
                file=self.name,
            ),
            "ratio": self.env._(
                "%(file)s would unpack to more than %(ratio)s times its size, which no call records do.",
                file=self.name,
                ratio=MAX_RATIO,
            ),
            "size": self.env._(
                "%(file)s would unpack to more than %(size)s GB. Split it.",
                file=self.name,
                size=MAX_UNPACKED // 1024**3,
            ),
        }
