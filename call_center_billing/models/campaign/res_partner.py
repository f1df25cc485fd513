"""What an account owes for its campaigns."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models


class ResPartner(models.Model):
    """Wherever an account is charged, its campaigns are."""

    _inherit = "res.partner"

    def _call_charge(self, day, wait=0, company=None):
        """Override: rules of the accounts' campaigns as well, once their periods were over for so many days."""
        charges = super()._call_charge(day, wait, company)
        domain = [("partner_id", "in", self.commercial_partner_id.ids)]
        domain += [("company_id", "=", company.id)] if company else []
        rules = self.env["call.campaign.rule"].sudo().search(domain)
        return charges | rules._charge_until(day - timedelta(days=wait))

    def _call_local_day(self, company):
        """Today by the account's clock."""
        zone = ZoneInfo(self.commercial_partner_id._call_timezone(company))
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()
