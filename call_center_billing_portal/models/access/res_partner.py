"""What a contact may do on the portal for its company's account."""

from odoo import fields, models

from .roles import ROLES


class ResPartner(models.Model):
    """Somebody alone may do everything. Contacts of a company may, until their roles are taken away."""

    _inherit = "res.partner"

    call_portal_bills = fields.Boolean(
        "Sees Bills",
        default=True,
        tracking=True,
        help="On the portal: balance, invoices, payments, reminders, and paying them.",
    )
    call_portal_calls = fields.Boolean(
        "Sees Calls",
        default=True,
        tracking=True,
        help="On the portal: each call with its price, exports, and reports on campaigns.",
    )
    call_portal_order = fields.Boolean(
        "May Order",
        default=True,
        tracking=True,
        help="On the portal: plans, telephone numbers, limits, and what they cost.",
    )
    call_portal_users = fields.Boolean(
        "Manages Users",
        default=True,
        tracking=True,
        help="On the portal: invites colleagues and says what they see.",
    )

    def write(self, vals):
        """Override of `base`: workers keep record rules as they were worked out from a user's roles and account."""
        result = super().write(vals)
        if vals.keys() & {"parent_id", "is_company", *ROLES.values()} and self._has_users_below():
            self.env.registry.clear_cache()
        return result

    def _has_users_below(self):
        return bool(self.env["res.users"].sudo().search_count([("partner_id", "child_of", self.ids)], limit=1))
