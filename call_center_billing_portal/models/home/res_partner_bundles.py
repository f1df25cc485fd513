"""What the customer has left of what is included."""

from datetime import timedelta

from odoo import models
from odoo.tools import format_date


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only."""

    _inherit = "res.partner"

    def _prepare_portal_bundles(self):
        """The account's bundles in the order of use: texts only, and how much of each is left in per cent.

        :return: [{"name", "granted", "left", "share", "until"}, …]; `until` is the last day of the period
        """
        account = self.sudo().commercial_partner_id
        if not account.call_bundle_ids:
            return []
        return [
            {
                "name": row["name"],
                "granted": row["granted_text"],
                "left": row["left_text"],
                "share": min(100 * row["left"] // row["granted"], 100) if row["granted"] else 0,
                "until": format_date(self.env, row["date_to"] - timedelta(days=1)),
            }
            for row in account._call_bundles()
        ]
