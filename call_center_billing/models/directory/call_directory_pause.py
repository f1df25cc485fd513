"""When a directory is left alone for a while, and who is told."""

from datetime import datetime, time, timedelta

from markupsafe import Markup

from odoo import api, fields, models

#: seconds without asking, by what went wrong; a directory may want longer
PAUSES = {"credentials": 3600, "payment": 3600, "quota": 60, "timeout": 60}
#: look-ups in a row that must have timed out before a directory is not waited for any longer
PATIENCE = 3
#: what a person ought to know of
TOLD = ("credentials", "payment", "limit")


class CallDirectory(models.Model):
    """A directory that refuses us, or does not answer, makes callers wait for nothing."""

    _inherit = "call.directory"

    paused_until = fields.Datetime(
        string="Not Asked Until", readonly=True, copy=False, help="It refused us, or did not answer."
    )
    paused_reason = fields.Selection(
        [
            ("credentials", "It does not accept account and key"),
            ("payment", "Our money there is used up"),
            ("quota", "It was asked too often"),
            ("timeout", "It did not answer several times"),
            ("limit", "Enough look-ups for today"),
        ],
        string="Reason of Pause",
        readonly=True,
        copy=False,
    )
    day_limit = fields.Integer(
        string="Look-Ups a Day",
        default=1000,
        help="At most so many in a day (UTC), in case somebody calls with invented numbers. 0: no limit.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user.filtered("active"),
        domain=[("share", "=", False)],
        tracking=True,
        help="Gets an activity when the directory no longer accepts account and key, or was asked enough for today.",
    )

    _day_limit = models.Constraint("CHECK (day_limit >= 0)", "Look-ups a day are 0 or more.")

    def action_ask_again(self):
        """End the pause."""
        self.write({"paused_until": False, "paused_reason": False})

    @api.model
    def _pause_for(self, lookups):
        """Leave alone the directories that these look-ups ask for it.

        Called last in a transaction: the directory's row is locked from here on, and others may want it, too.
        """
        for lookup in lookups:
            directory = lookup.directory_id
            reason = directory._pause_reason(lookup)
            if reason and directory.try_lock_for_update():
                directory.write({"paused_until": directory._pause_end(reason, lookup), "paused_reason": reason})
                if reason in TOLD:
                    directory._tell(reason)

    def _pause_end(self, reason, lookup):
        """Until when."""
        now = fields.Datetime.now()
        if reason == "limit":
            return datetime.combine(now.date() + timedelta(days=1), time())
        return now + timedelta(seconds=max(PAUSES[reason], lookup.retry_after))

    def _pause_reason(self, lookup):
        """Why the directory has to be left alone after this look-up; "" if it has not."""
        if lookup.reason in PAUSES:
            return lookup.reason
        own = [("directory_id", "=", self.id)]
        lookups = self.env["call.directory.lookup"]
        if lookup.outcome == "timeout":
            last = lookups.search([*own, ("trial", "=", False)], order="id desc", limit=PATIENCE)
            if last.mapped("outcome") == ["timeout"] * PATIENCE:
                return "timeout"
        if self.kind == "register" or not self.day_limit:
            return ""
        today = [("asked_at", ">=", datetime.combine(fields.Date.today(), time()))]
        asked = lookups.search_count([*own, *today], limit=self.day_limit)
        return "limit" if asked >= self.day_limit else ""

    def _tell(self, reason):
        """An activity for whoever looks after the directory, once."""
        labels = dict(self._fields["paused_reason"]._description_selection(self.env))
        summary = self.env._("%(directory)s: %(reason)s", directory=self.name, reason=labels[reason])
        note = self.env._(
            "Callers that only this directory knows are sent to customer service meanwhile. “Ask Again” ends that."
        )
        user = self.user_id.filtered("active") or self.create_uid
        kind = "mail.mail_activity_data_warning"
        if not self.activity_search([kind], user_id=user.id, additional_domain=[("summary", "=", summary)]):
            self.activity_schedule(kind, summary=summary, note=Markup("<p>%s</p>") % note, user_id=user.id)
