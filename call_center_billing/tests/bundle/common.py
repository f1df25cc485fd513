"""What tests of bundles have in common."""

from datetime import date

from ..common import BillingCase, line


class BundleCase(BillingCase):
    """Acme may have bundles; its calls to mobiles cost 0.60 a minute."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fixed = cls._create_destination("Fixed (test)", "local")

    @classmethod
    def _create_bundle(cls, units=100, **vals):
        scope = [(0, 0, {"destination_class": name}) for name in vals.pop("classes", ("mobile",))]
        return cls.env["call.bundle"].create({"name": "Test bundle", "units": units, "scope_ids": scope, **vals})

    @classmethod
    def _give(cls, bundle, partner=None, start=date(2026, 11, 1), **vals):
        partner = partner or cls.acme
        return cls.env["call.bundle.entitlement"].create(
            {"partner_id": partner.id, "bundle_id": bundle.id, "date_start": start, **vals}
        )

    def _grant(self, entitlement, day=date(2026, 11, 22)):
        return entitlement.grant_ids.filtered(lambda grant: grant.date_from <= day < grant.date_to)

    def _read(self, *calls, **options):
        """Import calls: (start, seconds) in the order of the file."""
        rows = []
        for start, seconds, *more in calls:
            type(self)._sequence = getattr(type(self), "_sequence", 0) + 1
            vals = more[0] if more else {}
            rows.append(line(f"8.{self._sequence}/1", start=start, seconds=seconds, **vals))
        return self._import(*rows, **options)

    def _paid(self, batch):
        """(included units, price in micro-units) of an import's calls in the order they were made."""
        calls = self.env["call.record"].search([("import_id", "=", batch.id)], order="started_at, id")
        return [(call.bundle_units, call.amount) for call in calls]

    def assertSound(self):
        """Grants, uses and calls agree."""
        self.assertEqual(self.env["call.bundle.grant"]._audit(self.company), ([], 0))
