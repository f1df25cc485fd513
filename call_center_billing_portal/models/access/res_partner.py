"""What a contact may do on the portal for its company's account."""

from odoo import fields, models


class ResPartner(models.Model):
    """Somebody alone may do everything. Contacts of a company may, until their roles are taken away."""

    _inherit = "res.partner"

    call_portal_bills = fields.Boolean(
        "Sees Bills", default=True, help="On the portal: balance, invoices, payments, reminders, and paying them."
    )
    call_portal_calls = fields.Boolean(
        "Sees Calls", default=True, help="On the portal: each call with its price, exports, and reports on campaigns."
    )
    call_portal_order = fields.Boolean(
        "May Order", default=True, help="On the portal: plans, telephone numbers, limits, and what they cost."
    )
    call_portal_users = fields.Boolean(
        "Manages Users", default=True, help="On the portal: invites colleagues and says what they see."
    )
