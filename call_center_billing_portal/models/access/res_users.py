"""Whether a user may do something on the portal."""

from odoo import models

from .roles import ROLES


class ResUsers(models.Model):
    """Roles are those of the user's contact."""

    _inherit = "res.users"

    def _call_portal_may(self, role):
        """Whether the user has the role. The account itself, and a person without a company, have all.

        :param str role: a key of `ROLES`
        """
        self.ensure_one()
        partner = self.sudo().partner_id
        return partner == partner.commercial_partner_id or bool(partner[ROLES[role]])
