"""Payments on their way."""

from odoo import models


class AccountPayment(models.Model):
    """Few have no journal entry, and every balance asks for them."""

    _inherit = "account.payment"

    _call_in_process = models.Index("(partner_id) WHERE move_id IS NULL AND state = 'in_process'")
