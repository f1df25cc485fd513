"""Running feeds: when, one at a time, and what is told of it."""

from datetime import timedelta

from paramiko import SSHException

from odoo import api, fields, models
from odoo.exceptions import UserError

#: seconds that a run may take before it leaves the rest to the next
BUDGET = 120
#: what may go wrong out there, and is told to people; anything else is a fault of ours
TROUBLE = (UserError, OSError, SSHException, EOFError)


class CallSourceFeed(models.Model):
    """See `call_source_feed.py`."""

    _inherit = "call.source.feed"

    @api.model
    def _cron_fetch(self):
        """Run the feeds that are due."""
        moment = ["|", ("next_run", "=", False), ("next_run", "<=", fields.Datetime.now())]
        due = self.search([("source_id.active", "=", True), *moment])
        for done, feed in enumerate(due, 1):
            feed._run()
            self.env["ir.cron"]._commit_progress(1, remaining=len(due) - done)

    def action_fetch(self):
        """Look now, and say what was found."""
        self.ensure_one()
        self.check_access("read")
        result = self.sudo()._run()
        if self.sudo().last_error:
            return self._notice("danger", self.last_error)
        return self._notice("success", result)

    def action_test(self):
        """See whether the place can be reached and used, without fetching anything."""
        self.ensure_one()
        self.check_access("write")
        try:
            return self._notice("success", getattr(self.sudo(), f"_test_{self.kind}")())
        except TROUBLE as error:
            return self._notice("danger", self._trouble_text(error))

    def _notice(self, kind, text):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": text,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _run(self):
        """Fetch what there is, unless another process is at it.

        :return: what was found, for people
        """
        self.ensure_one()
        if not self._try_lock():
            return self.env._("Another process is looking just now.")
        result, more, failure = "", False, False
        try:
            result, more = getattr(self, f"_fetch_{self.kind}")()
        except TROUBLE as error:
            failure = self._trouble_text(error)
        now = fields.Datetime.now()
        following = now if more else now + timedelta(minutes=self.interval)
        self.write({"last_run": now, "next_run": following, "last_error": failure})
        self._tell(failure)
        return result

    def _import(self, vals, content):
        """Let a job import what was fetched.

        :param dict vals: of the import; :param content: as `call.import._enqueue` takes it
        """
        batch = self.env["call.import"].create({"source_id": self.source_id.id, "feed_id": self.id, **vals})
        batch._enqueue(content)

    def _try_lock(self):
        """Keep other processes from this feed until the transaction ends; whether that went well."""
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", (0x46454544, self.id))
        return self.env.cr.fetchone()[0]

    def _tell(self, failure):
        summary = self.env._("Feed %(name)s fails", name=self.name)
        if failure:
            self.source_id._tell_responsible(self.source_id, self.source_id, summary, failure)
        else:
            kind = ["mail.mail_activity_data_warning"]
            self.source_id.activity_search(kind, additional_domain=[("summary", "=", summary)]).unlink()

    def _trouble_text(self, error):
        """What went wrong, for people. Never has a password in it: none of these errors has."""
        if isinstance(error, UserError):
            return str(error)
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        if isinstance(error, OSError) and error.filename:
            said = f"{said}: {error.filename}"
        return self.env._(
            "%(feed)s cannot be fetched: %(error)s. It is tried again every %(minutes)s minutes.",
            feed=self.name,
            error=said,
            minutes=self.interval,
        )
