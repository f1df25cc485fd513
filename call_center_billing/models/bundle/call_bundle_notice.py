"""Customers hear that most, and that all, of their included units are used."""

from odoo import models

from .bundle_text import units_text

#: per cent used, and the event of that
STEPS = ((80, "bundle_80"), (100, "bundle_100"))


class CallBundleGrant(models.Model):
    """Each step once for each period."""

    _inherit = "call.bundle.grant"

    def _tell(self, changes):
        """Tell of the steps that were reached just now.

        :param dict changes: {id: (units used just now, …)}
        """
        self.invalidate_recordset()
        for grant in self.sorted("id"):
            before = grant.used - changes.get(grant.id, (0, 0))[0]
            for percent, event in STEPS:
                if grant.granted and before * 100 < percent * grant.granted <= grant.used * 100:
                    grant._notify(event)

    def _notify(self, event):
        bundle = self.bundle_id.with_context(lang=self.partner_id.lang)
        values = {
            "bundle": bundle.name,
            "granted": units_text(bundle.env, self.granted, bundle.unit),
            "left": units_text(bundle.env, self.granted - self.used, bundle.unit),
            "date_to": self.date_to,
        }
        self.partner_id.with_company(self.company_id)._call_notify(event, str(self.id), self.entitlement_id, values)
