"""A new version begins with the prices of another."""

from odoo import models

#: columns that a copy does not take over as they are
OWN = {"id", "version_id", "create_uid", "create_date", "write_uid", "write_date"}


class CallRateVersion(models.Model):
    """Copies rates within the database: a deck has too many of them for the ORM."""

    _inherit = "call.rate.version"

    def copy(self, default=None):
        """Drafts with the same rules, bands and rates."""
        copies = super().copy(default)
        for version, draft in zip(self, copies, strict=True):
            draft._copy_prices(version)
        return copies

    def _copy_prices(self, version):
        """Take over bands, rates and their tiers of another version."""
        bands = {}
        for band in version.band_ids:
            bands[band.id] = band.copy({"version_id": self.id}).id
        self.env.flush_all()
        self._copy_rates(version)
        self._copy_tiers(version, bands)
        self.env.invalidate_all()

    def _copy_rates(self, version):
        model = self.env["call.rate"]
        columns = [name for name, field in model._fields.items() if field.store and field.column_type]
        columns = ", ".join(name for name in columns if name not in OWN)
        self.env.cr.execute(
            f"""INSERT INTO call_rate (version_id, create_uid, create_date, write_uid, write_date, {columns})
                SELECT %(new)s, %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC', {columns}
                  FROM call_rate WHERE version_id = %(old)s ORDER BY id""",
            {"new": self.id, "old": version.id, "user": self.env.uid},
        )
        # card and company may differ: a copy can go to another card
        self.env.cr.execute(
            "UPDATE call_rate SET card_id = %s, company_id = %s WHERE version_id = %s AND card_id <> %s",
            (self.card_id.id, self.company_id.id or None, self.id, self.card_id.id),
        )

    def _copy_tiers(self, version, bands):
        """Tiers go to the rate with the same prefix, callers, service and beginning."""
        self.env.cr.execute(
            """INSERT INTO call_rate_tier (rate_id, version_id, company_id, band_id, start, price, has_fee,
                                           connection_fee, first_increment, next_increment)
               SELECT rate.id, rate.version_id, rate.company_id, tier.band_id, tier.start, tier.price, tier.has_fee,
                      tier.connection_fee, tier.first_increment, tier.next_increment
                 FROM call_rate_tier tier JOIN call_rate old ON old.id = tier.rate_id
                 JOIN call_rate rate ON rate.version_id = %s AND rate.prefix = old.prefix
                  AND rate.service = old.service AND rate.caller_class_id IS NOT DISTINCT FROM old.caller_class_id
                  AND rate.valid_from IS NOT DISTINCT FROM old.valid_from
                WHERE tier.version_id = %s""",
            (self.id, version.id),
        )
        for old, new in bands.items():
            self.env.cr.execute(
                "UPDATE call_rate_tier SET band_id = %s WHERE version_id = %s AND band_id = %s", (new, self.id, old)
            )
