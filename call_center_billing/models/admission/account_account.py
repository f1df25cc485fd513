"""Which accounts are customers'?"""

from odoo import models


class AccountAccount(models.Model):
    """Asked for each balance."""

    _inherit = "account.account"

    _call_receivable = models.Index("(id) WHERE account_type = 'asset_receivable'")
