"""Numbers as their owners see and change them."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: letters of a label
LABEL = 60


class CallNumber(models.Model):
    """Customers call their numbers by names of their own, and give them up; the past stays as it was."""

    _inherit = "call.number"

    verified_at = fields.Datetime(
        string="Verified",
        readonly=True,
        copy=False,
        help="The customer has called from it with a code. Empty: somebody of the staff, or an import, entered it.",
    )

    def _portal_domain(self, account, company):
        """The account's numbers, those it has now and is going to have."""
        now = fields.Datetime.now()
        lasting = Domain("valid_to", "=", False) | Domain("valid_to", ">", now)
        return lasting & Domain([("partner_id", "=", account.id), ("company_id", "=", company.id)])

    def _portal_label(self, text):
        """Call it something else.

        :param str text: as it was typed
        """
        self.ensure_one()
        self.label = " ".join((text or "").split())[:LABEL] or False

    def _portal_remove(self):
        """It is the customer's no longer: from now on its calls are nobody's.

        :raise UserError: more depends on it than the customer can see, or it is not used yet
        """
        self.ensure_one()
        if self.kind != "phone":
            raise UserError(self.env._("%(number)s is part of a service. Ask us to take it away.", number=self.number))
        now = fields.Datetime.now()
        if self.valid_to and self.valid_to <= now + timedelta(seconds=1):
            return
        if self.valid_from >= now:
            raise UserError(self.env._("%(number)s is not in use yet. Try again later.", number=self.number))
        self.valid_to = now
