"""What Odoo's sending has done with a call invoice."""

from odoo import models


class AccountMoveSend(models.AbstractModel):
    """Odoo sends, also when a person uses its own button; we note what became of it."""

    _inherit = "account.move.send"

    def _hook_if_success(self, moves_data, from_cron=False):
        """Override of `account`."""
        result = super()._hook_if_success(moves_data, from_cron=from_cron)
        for move, data in moves_data.items():
            if move.call_dispatch != "none":
                move._call_sent(data["sending_methods"])
        return result
