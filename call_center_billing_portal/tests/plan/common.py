"""Customer A has a plan since two whole months, and calls in both."""

from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.http import Request

from ..common import CallPortalCase

COIN = 1_000_000
#: the day on which pages are looked at
TODAY = date(2026, 3, 10)


class PlanPageCase(CallPortalCase):
    """Small costs 31 a month; Large costs 62, its calls 0.20 a minute; Bulk costs 40 and includes 600 seconds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fee = cls.env["product.product"].create(
            {"name": "Monthly fee", "type": "service", "invoice_policy": "order", "taxes_id": [(5,)]}
        )
        cls.env["call.destination"].search([("name", "=", "Sweden, as tested")]).product_id.taxes_id = [(5,)]
        cls.env.company.call_cycle_id = False
        cls.env.company.call_late_days = 0
        cheap = cls._create_cheap_list()
        bundle = cls._create_bundle()
        cls.small = cls._create_plan("Small", 31)
        cls.large = cls._create_plan("Large", 62, pricelist_id=cheap.id, on_request=True)
        cls.bulk = cls._create_plan("Bulk", 40, bundles=bundle, on_request=True)
        cls.staff_only = cls._create_plan("Staff", 1)
        cls.subscription = cls._subscribe(cls.customer_a, "2026-01-01")

    @classmethod
    def _create_cheap_list(cls):
        destination = cls.env["call.destination"].search([("name", "=", "Sweden, as tested")])
        rate = {"prefix": "46", "destination_id": destination.id, "price": 200_000}
        version = {"valid_from": "2020-01-01 00:00:00", "rate_ids": [(0, 0, rate)]}
        card = cls.env["call.rate.card"].create(
            {"name": "Cheap", "currency_id": cls.currency.id, "version_ids": [(0, 0, version)]}
        )
        card.version_ids.action_publish()
        return cls.env["product.pricelist"].create(
            {"name": "Cheap", "currency_id": cls.currency.id, "call_rate_card_id": card.id}
        )

    @classmethod
    def _create_bundle(cls):
        scope = [(0, 0, {"destination_class": "local"})]
        return cls.env["call.bundle"].create({"name": "Ten minutes", "units": 600, "scope_ids": scope})

    @classmethod
    def _create_plan(cls, name, coins, bundles=None, items=(), **vals):
        items = [{"kind": "recurring", "price": round(coins * COIN)}, {"kind": "seat", "price": 2 * COIN}, *items]
        version = {
            "valid_from": "2026-01-01",
            "item_ids": [(0, 0, {"product_id": cls.fee.id, **item}) for item in items],
            "bundle_ids": [(6, 0, bundles.ids)] if bundles else [],
        }
        plan = cls.env["call.plan"].create({"name": name, "version_ids": [(0, 0, version)], **vals})
        plan.version_ids.action_publish()
        return plan

    @classmethod
    def _subscribe(cls, customer, day, plan=None):
        with freeze_time(f"{day} 12:00:00"):
            plan = plan or cls.small
            subscription = cls.env["call.subscription"].create(
                {"partner_id": customer.id, "version_id": plan.version_ids.id, "date_start": day}
            )
            subscription._start()
        return subscription

    def _be_today(self):
        """It is that day where the account is. The clock itself goes on: polars takes none that is frozen."""
        self.patch(self.registry["call.subscription"], "_today_of", lambda *_whose: TODAY)

    def _called(self, *days, seconds=60, **vals):
        """A call of the customer at noon of each of these days."""
        calls = [{"at": fields.Datetime.to_datetime(f"{day} 12:00:00"), "seconds": seconds, **vals} for day in days]
        return self.import_calls(*calls)

    def _send(self, url, user=None, **form):
        user = user or self.user_a
        self.authenticate(user.login, user.login)
        response = self.url_open(url, data={"csrf_token": Request.csrf_token(self), **form}, allow_redirects=False)
        self.env.invalidate_all()
        return response
