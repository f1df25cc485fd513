"""Sources that ought to be heard of."""

from datetime import timedelta

from odoo import api, fields, models

SILENCE_ACTIVITY = "call_center_billing.mail_activity_type_silence"


class CallSource(models.Model):
    """Somebody is told when no calls come, and when files are missing; and told no longer when they come."""

    _name = "call.source"
    _inherit = ["call.source", "mail.activity.mixin"]

    silence_hours = fields.Integer(
        string="Calls Expected Every",
        default=0,
        help="Hours. When no new call has come for longer, whoever is responsible is told. 0: never.",
    )
    silent_since = fields.Datetime(
        readonly=True, copy=False, help="When the last new calls came in; empty unless the source is silent."
    )

    _silence = models.Constraint("CHECK (silence_hours >= 0)", "Calls cannot be expected more often than always.")

    @api.model
    def _cron_silence(self):
        """Tell of sources that have fallen silent, once each."""
        now = fields.Datetime.now()
        for source in self.search([("silence_hours", ">", 0), ("silent_since", "=", False)]):
            last = source._last_heard()
            if last < now - timedelta(hours=source.silence_hours):
                source.silent_since = last
                source._remind(
                    SILENCE_ACTIVITY,
                    self.env._("No calls for more than %(hours)s hours", hours=source.silence_hours),
                    self.env._("The last new calls came in on %(moment)s (UTC).", moment=f"{last:%Y-%m-%d %H:%M}"),
                )

    def _last_heard(self):
        """When the source last brought new calls; when it was made, if never."""
        self.ensure_one()
        domain = [("source_id", "=", self.id), ("state", "=", "done"), ("stored_count", ">", 0)]
        batch = self.env["call.import"].search(domain, order="id desc", limit=1)
        return max(filter(None, (self.create_date, batch.create_date, batch.last_heard)))

    def _end_silence(self):
        """New calls have come."""
        silent = self.filtered("silent_since")
        silent.silent_since = False
        for source in silent:
            source.activity_feedback([SILENCE_ACTIVITY], feedback=self.env._("Calls have come again."))

    def _remind(self, activity_type, summary, note):
        """An activity for whoever is responsible, else who made the source."""
        self.ensure_one()
        user = self.user_id if self.user_id.active else self.create_uid
        return self.activity_schedule(activity_type, summary=summary, note=note, user_id=user.id)
