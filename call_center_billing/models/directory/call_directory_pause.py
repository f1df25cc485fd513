"""When a directory is left alone for a while, and who is told."""

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models

#: seconds without asking, by what went wrong; a directory may want longer
PAUSES = {"credentials": 3600, "payment": 3600, "quota": 60, "timeout": 60}
#: look-ups in a row that must have timed out before a directory is not waited for any longer
PATIENCE = 3
#: what only a person can mend
TOLD = ("credentials", "payment")


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
        ],
        string="Reason of Pause",
        readonly=True,
        copy=False,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user.filtered("active"),
        domain=[("share", "=", False)],
        tracking=True,
        help="Gets an activity when the directory no longer accepts account and key.",
    )

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
                seconds = max(PAUSES[reason], lookup.retry_after)
                until = fields.Datetime.now() + timedelta(seconds=seconds)
                directory.write({"paused_until": until, "paused_reason": reason})
                if reason in TOLD:
                    directory._tell(reason)

    def _pause_reason(self, lookup):
        """Why the directory has to be left alone after this look-up; "" if it has not."""
        if lookup.reason in PAUSES:
            return lookup.reason
        if lookup.outcome != "timeout":
            return ""
        domain = [("directory_id", "=", self.id), ("trial", "=", False)]
        last = self.env["call.directory.lookup"].search(domain, order="id desc", limit=PATIENCE)
        return "timeout" if last.mapped("outcome") == ["timeout"] * PATIENCE else ""

    def _tell(self, reason):
        """An activity for whoever looks after the directory, once."""
        labels = dict(self._fields["paused_reason"]._description_selection(self.env))
        summary = self.env._("%(directory)s: %(reason)s", directory=self.name, reason=labels[reason])
        note = self.env._("Unknown callers are sent to customer service meanwhile. Mend it, then press “Ask Again”.")
        user = self.user_id.filtered("active") or self.create_uid
        kind = "mail.mail_activity_data_warning"
        if not self.activity_search([kind], user_id=user.id, additional_domain=[("summary", "=", summary)]):
            self.activity_schedule(kind, summary=summary, note=Markup("<p>%s</p>") % note, user_id=user.id)
