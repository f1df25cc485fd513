"""Prices that were changed for a time that has passed: which calls would have another price?"""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..account.credit import MANAGER

CRON = "call_center_billing.call_correction_hint_cron"


class CallCorrectionHint(models.Model):
    """A back-dated change that nobody has looked at yet. A scheduled action computes what it would change, and makes
    a correction to look at if that is anything."""

    _name = "call.correction.hint"
    _description = "Back-Dated Change of Prices"
    _order = "id"

    name = fields.Char(string="Because Of", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Changed By", readonly=True)
    since = fields.Datetime(required=True, readonly=True)
    vals = fields.Char(required=True, readonly=True, help="Conditions of the correction, as JSON.")

    @api.model
    @api.private
    def _queue(self, company, name, since, **vals):
        """Look soon at what a change means for calls that are charged already.

        :param datetime since: from when on the change holds; nothing happens unless it has passed
        :param vals: conditions of `call.correction`
        """
        if since >= fields.Datetime.now():
            return
        charged = [("company_id", "=", company.id), ("state", "=", "rated"), ("started_at", ">=", since)]
        if not self.env["call.record"].sudo().search(charged, limit=1):
            return
        text = json.dumps(vals, sort_keys=True)
        same = [("vals", "=", text), ("company_id", "=", company.id)]
        if waiting := self.sudo().search(same, limit=1):
            waiting.since = min(waiting.since, since)
        else:
            vals = {"name": name, "company_id": company.id, "user_id": self.env.uid, "since": since, "vals": text}
            self.sudo().create(vals)
        self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _run(self):
        """Compute what waits. Run by the scheduler."""
        hints = self.search([], limit=100)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(hints))
        for number, hint in enumerate(hints, 1):
            hint._suggest()
            if not progress(1, remaining=len(hints) - number):
                return

    def _suggest(self):
        """Make a correction of the calls that would have another price, if there are any, and tell of it.

        :return: the correction; none if the change changes no call
        """
        self.ensure_one()
        day = fields.Date.to_date(self.since)
        correction = self.env["call.correction"].with_company(self.company_id)
        name = self.env._("Prices changed for the past: %(what)s", what=self.name)
        conditions = {"company_id": self.company_id.id, "date_from": day, "date_to": fields.Date.today()}
        correction = correction.create({"name": name, "suggested": True, **conditions, **json.loads(self.vals)})
        try:
            with self.env.cr.savepoint():
                correction.action_compute()
        except UserError:  # no calls any more, or too many: a person chooses
            correction.line_count = 0
        user = self.user_id
        self.unlink()
        if not correction.line_count:
            correction.unlink()
            return correction.browse()
        correction._tell_of_hint(user)
        return correction


class CallCorrection(models.Model):
    """Suggested by the program."""

    _inherit = "call.correction"

    def _tell_of_hint(self, user):
        """An activity for who changed the price if that is a manager, else for all managers."""
        managers = self.env.ref(MANAGER).sudo().all_user_ids.filtered("active")
        people = managers - self.env.ref("base.user_root")
        for person in user if user in people else (people or managers):
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("%(calls)s calls would have another price", calls=self.line_count),
                note=self.name,
                user_id=person.id,
            )
