"""What an account has left of its bundles."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from .bundle_text import bundle_json, units_text


class ResPartner(models.Model):
    """Remaining units, as everybody who is told of them reads them."""

    _inherit = "res.partner"

    call_bundle_ids = fields.One2many("call.bundle.entitlement", "partner_id", string="Bundles")
    call_bundle_text = fields.Char(string="Left of Bundles", compute="_compute_call_bundle_text")

    def _compute_call_bundle_text(self):
        for partner in self:
            rows = partner.sudo()._call_bundles() if partner.sudo().call_bundle_ids else ()
            partner.call_bundle_text = ", ".join(f"{row['name']}: {row['left_text']}" for row in rows)

    @api.private
    def _call_bundles(self, moment=None, company=None):
        """What an account has of each bundle at a moment.

        :param datetime moment: UTC, naive; default: now; :param res.company company: default: the one at work
        :return: [{entitlement, name, unit, granted, used, left, carried, date_to, granted_text, left_text}, …] in the
            order of use. `left` is what calls of that day may yet use, what is carried over (`carried`) included;
            `date_to` is the first day of the next period
        """
        self.ensure_one()
        account, company = self.sudo().commercial_partner_id, company or self.env.company
        zone = ZoneInfo(account._call_timezone(company))
        day = (moment or fields.Datetime.now()).replace(tzinfo=UTC).astimezone(zone).date()
        found = self.env["call.bundle.grant"].sudo()._allowance(company, account.ids, day, day)
        current = [grant for grant in found.grants.values() if day < grant.ends]
        rows = []
        for grant in sorted(current, key=lambda grant: (grant.priority, grant.key)):
            bundle = self.env["call.bundle.entitlement"].sudo().browse(grant.series).bundle_id
            left = found.units(day, grant.series)
            rows.append(
                {
                    "entitlement": grant.series,
                    "name": bundle.name,
                    "unit": bundle.unit,
                    "granted": grant.granted,
                    "used": grant.used,
                    "left": left,
                    "carried": left - grant.left,
                    "date_to": grant.ends,
                    "granted_text": units_text(self.env, grant.granted, bundle.unit),
                    "left_text": units_text(self.env, left, bundle.unit),
                }
            )
        return rows

    @api.private
    def _call_bundles_json(self, company):
        """What a switch is told of the account's bundles."""
        model = self.env["call.bundle.entitlement"].sudo()
        rows = self._call_bundles(company=company)
        return [bundle_json(model.browse(row["entitlement"]).bundle_id, row["left"]) for row in rows]

    def action_view_call_bundles(self):
        """The account's bundles."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_bundle_entitlement_action")
        context = {"default_partner_id": self.commercial_partner_id.id}
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": context}
