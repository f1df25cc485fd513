"""Who lets money go back: a manager, and never alone above the company's sum or of money that one took oneself."""

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import MANAGER

ACTIVITY = "mail.mail_activity_data_todo"


class CallRefund(models.Model):
    """Each step is taken once: the row is locked, and its state looked at, before anything happens."""

    _inherit = "call.refund"

    def action_ask(self):
        """Ask the managers; those who may not decide alone are left out."""
        for refund in self:
            refund._check_clerk()
            refund._lock_in("draft")
            refund._check_refund()
            refund.sudo().write({"state": "waiting", "asked_by_id": self.env.uid, "trouble": False})
            refund._ask_managers()
        return True

    def action_withdraw(self):
        """It is a draft again."""
        for refund in self:
            refund._check_clerk()
            refund._lock_in("waiting")
            refund.sudo().write({"state": "draft"})
            refund.sudo().activity_unlink([ACTIVITY])
        return True

    def action_refuse(self):
        """Nothing goes back."""
        for refund in self:
            refund._check_manager()
            refund._lock_in("waiting")
            refund._decide("refused")
        return True

    def action_approve(self):
        """Agree: from now on the money is on its way.

        :raise AccessError: the user is no manager
        :raise UserError: it was decided before, or another person has to agree
        :raise ValidationError: less is left to refund by now
        """
        for refund in self:
            refund._check_manager()
            refund._lock_in("waiting")
            refund._check_second()
            refund._check_refund()
            refund._decide("approved")
            getattr(refund.sudo().with_company(refund.company_id), f"_send_{refund.way}")()
        return True

    def _lock_in(self, state):
        """Hold the refund and its payment until this transaction ends.

        :raise UserError: the refund is not in this state any more
        """
        self.ensure_one()
        self.check_access("write")
        refund = self.sudo()
        refund.payment_id.lock_for_update(allow_referencing=True)
        refund.lock_for_update()
        refund.invalidate_recordset()
        if refund.state != state:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("%(refund)s is “%(state)s” by now.", refund=self.name, state=states[refund.state])
            )

    def _decide(self, state):
        self.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_at": fields.Datetime.now()})
        self.sudo().activity_feedback([ACTIVITY])

    def _check_manager(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Managers decide on refunds."))

    def _check_second(self):
        if self.asked_by_id != self.env.user or not self._needs_second():
            return
        if self._took_the_money():
            raise UserError(self.env._("You took this payment and asked for its refund: another manager has to agree."))
        limit = self.company_id.currency_id.format(self.company_id.call_refund_second_above)
        raise UserError(
            self.env._("You asked for it, and above %(limit)s two people must agree: ask another manager.", limit=limit)
        )

    def _needs_second(self):
        """Whether who asked may not approve."""
        company = self.company_id
        value = self.currency_id._convert(self.amount, company.currency_id, company, fields.Date.context_today(self))
        limit = company.call_refund_second_above
        return self._took_the_money() or bool(limit) and company.currency_id.compare_amounts(value, limit) > 0

    def _took_the_money(self):
        return self.payment_id.sudo().create_uid == self.asked_by_id

    def _ask_managers(self):
        managers = self.env.ref(MANAGER).sudo().all_user_ids.filtered("active")
        managers = managers.filtered(lambda user: user.id != SUPERUSER_ID and self.company_id in user.company_ids)
        if self._needs_second():
            managers -= self.asked_by_id
        sudo = self.sudo()
        summary = self.env._("Refund %(amount)s to %(customer)s?", **self._words())
        for user in managers - sudo.activity_ids.user_id:
            sudo.activity_schedule(ACTIVITY, summary=summary, note=self.reason, user_id=user.id)
