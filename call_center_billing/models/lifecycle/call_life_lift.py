"""A clerk lifts a suspension for a while."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..account.credit import CLERK, MANAGER


class CallLife(models.Model):
    """Until a day, with a reason, on record; meanwhile nothing gets worse, and afterwards it is as it was."""

    _inherit = "call.life"

    def _lift_until(self, day, reason):
        """Lift what is suspended until the end of a day.

        :raise AccessError: for who is no clerk
        :raise UserError: there is nothing to lift, or not for so long
        """
        self._check_lift(day, reason)
        today = fields.Date.context_today(self)
        life = self.sudo()
        life.write({"lifted_until": day, "lift_reason": reason.strip(), "lifted_by_id": self.env.uid})
        life._sync_block()
        text = self.env._(
            "%(state)s: lifted until %(day)s by %(user)s. %(reason)s",
            state=life._state_text(life.state),
            day=format_date(self.env, day),
            user=self.env.user.name,
            reason=reason.strip(),
        )
        life._note("lift", text, today, state=life.state)
        life.partner_id.message_post(body=text)
        life._look(rise=False)

    def _check_lift(self, day, reason):
        self.ensure_one()
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks lift suspensions."))
        self.check_access("read")
        today = fields.Date.context_today(self)
        longest = fields.Date.add(today, days=self.policy_id.lift_days)
        if self.state in ("active", "terminated"):
            raise UserError(
                self.env._("%(name)s is not suspended: there is nothing to lift.", name=self.partner_id.display_name)
            )
        if day < today:
            raise UserError(self.env._("The last day of a lift lies ahead."))
        if day > longest and not self.env.user.has_group(MANAGER):
            raise UserError(
                self.env._(
                    "Lifts reach until %(day)s. A manager may lift for longer.", day=format_date(self.env, longest)
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the suspension is lifted."))

    def action_end_lift(self):
        """End a lift before its day."""
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks lift suspensions."))
        self.check_access("read")
        for life in self.sudo().filtered(lambda life: life._is_lifted()):
            life._end_lift(fields.Date.context_today(life))

    def _lift_is_over(self, today):
        return bool(self.lifted_until and self.lifted_until < today)

    def _end_lift(self, today):
        """The service is again what it was."""
        self.write({"lifted_until": False, "lift_reason": False, "lifted_by_id": False})
        self._sync_block()
        text = self.env._("%(state)s again: the lift is over.", state=self._state_text(self.state))
        self._note("lift_end", text, today, state=self.state)
        self.partner_id.message_post(body=text)
