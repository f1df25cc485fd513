"""Bundles of the sample world: a café has minutes to mobiles on top of its price list, and some of October's left."""

from datetime import date

START = date(2026, 10, 1)


def make_bundles(env, customers):
    """Before November's calls are read, so that they use what is included."""
    bundle = env["call.bundle"].create(
        {
            "name": "Mobile 30",
            "units": 1_800,
            "rollover_periods": 1,
            "rollover_cap": 900,
            "scope_ids": [(0, 0, {"destination_class": "mobile"})],
        }
    )
    vals = {"partner_id": customers["cafe"].id, "bundle_id": bundle.id, "date_start": START}
    env["call.bundle.entitlement"].create(vals)
