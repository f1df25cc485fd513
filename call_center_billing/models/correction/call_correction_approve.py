"""Who may let a correction be applied: a manager; above the company's sum a second person."""

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from ...money import MICRO, format_micro
from ..account.credit import MANAGER

ACTIVITY = "mail.mail_activity_data_todo"


class CallCorrection(models.Model):
    """Approval."""

    _inherit = "call.correction"

    def action_ask(self):
        """Ask the managers to look at it: those who did not compute it, if two must agree."""
        for correction in self:
            correction._check_clerk()
            correction._check_computed()
            correction._ask()
        return True

    def action_approve(self):
        """Agree to the change, and apply it: at once if it is small, else by a job.

        :raise AccessError: the user may not approve it
        :raise UserError: it is not computed, or changes nothing
        """
        for correction in self:
            correction._check_computed()
            if not correction.line_count and not correction.goodwill:
                raise UserError(self.env._("No call would have another price: there is nothing to apply."))
            correction._check_approver()
            correction._approve()
        return True

    def _approve(self):
        now = {"approved_by_id": self.env.uid, "approved_at": fields.Datetime.now(), "state": "approved"}
        self.sudo().write(now)
        self.sudo().activity_feedback([ACTIVITY])
        self.sudo()._start()

    def _check_computed(self):
        if self.state != "computed":
            raise UserError(self.env._("Compute the correction first, and look at what it changes."))

    def _check_approver(self):
        """
        :raise AccessError: nobody but managers, and for changes of a draft invoice clerks
        :raise UserError: above the sum, by who computed it
        """
        self._check_clerk()
        if self._needs_second() or self.kind != "invoice":
            self._check_manager()
        if self._needs_second() and self.computed_by_id == self.env.user:
            raise UserError(
                self.env._(
                    "It comes to %(sum)s %(currency)s, and above %(limit)s two people must agree. You computed it: ask "
                    "another manager.",
                    sum=format_micro(self.difference),
                    currency=self.currency_id.name,
                    limit=self.currency_id.format(self.company_id.call_correction_second_above),
                )
            )

    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Managers of call billing approve what changes charged calls."))

    def _needs_second(self):
        """Whether two people must agree: what falls and what rises count alike."""
        limit = self.company_id.call_correction_second_above
        moved = sum(abs(account._in_company_currency(account.difference)) for account in self.sudo().account_ids)
        return bool(limit) and moved + round(self.goodwill * MICRO) > round(limit * MICRO)

    def _may_approve(self):
        """Whether this user may let it be applied alone."""
        try:
            self._check_approver()
        except (AccessError, UserError):
            return False
        return True

    def _ask(self):
        """Managers who may agree have an activity each."""
        managers = self.env.ref(MANAGER).sudo().all_user_ids.filtered("active")
        managers = managers.filtered(lambda user: user.id != SUPERUSER_ID and self.company_id in user.company_ids)
        if self._needs_second():
            managers -= self.computed_by_id
        summary = self.env._(
            "Agree to %(sum)s %(currency)s on %(calls)s calls?",
            sum=format_micro(self.difference),
            currency=self.currency_id.name,
            calls=self.line_count,
        )
        sudo = self.sudo()
        asked = sudo.activity_ids.user_id
        for user in managers - asked:
            sudo.activity_schedule(ACTIVITY, summary=summary, note=self.name, user_id=user.id)

    def _approve_or_ask(self):
        """Apply it if this user may, else ask those who may.

        :return: whether it was applied, or is under way
        """
        self.ensure_one()
        if self._may_approve():
            self.action_approve()
            return True
        self._ask()
        return False
