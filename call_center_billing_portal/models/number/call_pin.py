"""Customers make the secret digits of their PIN anew."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: between two changes; whoever holds the reload key down gets no further PIN
PAUSE = timedelta(minutes=1)


class CallPin(models.Model):
    """The digits are shown once, as to a clerk."""

    _inherit = "call.pin"

    @api.model
    @api.private
    def _portal_change(self, partner):
        """Another PIN for an account, or its first one, in the company at work.

        :param res.partner partner: the account or one of its contacts
        :return: its ten digits
        :raise UserError: it was changed a moment ago
        """
        pins, account = self.sudo(), partner.sudo().commercial_partner_id
        pin = pins._portal_pin(account)
        if not pin:
            return pins._issue(account)[1]
        if pin.issued_at and pin.issued_at > fields.Datetime.now() - PAUSE:
            raise UserError(self.env._("The PIN was changed a moment ago. Wait a minute to change it again."))
        pin.lock_for_update()
        whole = pin._renew()
        account.message_post(body=self.env._("PIN %(code)s changed by the customer.", code=pin.code))
        return whole

    @api.model
    def _portal_pin(self, account):
        """The PIN that works; none if there is none."""
        return self.search([*self._valid(self.env.company), ("partner_id", "=", account.id)], limit=1)
