"""Time bands, holidays, steps, callers, units and validity of rates: set on screen, priced by the engine."""

from datetime import datetime

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import BillingCase

MONDAY_EVENING = datetime(2026, 11, 23, 16, 59)  # 17:59 in Stockholm
SUNDAY = datetime(2026, 11, 22, 12)


@tagged("post_install", "-at_install")
class TestRateTerms(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00", "timezone": "Europe/Stockholm"})
        cls.rate = cls.draft.rate_ids

    def _band(self, name="Day", **vals):
        vals = {"version_id": self.draft.id, "name": name, "hour_from": 8.0, "hour_to": 18.0, **vals}
        return self.env["call.rate.band"].create(vals)

    def _tier(self, **vals):
        return self.env["call.rate.tier"].create({"rate_id": self.rate.id, **vals})

    def _rate(self, **vals):
        vals = {"version_id": self.draft.id, "prefix": "4790", "destination_id": self.mobile.id, "price": 60_000} | vals
        return self.env["call.rate"].create(vals)

    def _price(self, started_at=SUNDAY, seconds=60, number="+46701110001", a_number="", version=None, service="voice"):
        version = version or self.draft
        rated, _text = version._explain(number, started_at, seconds, a_number, service)
        return rated.amount

    def test_a_call_is_split_where_a_band_ends_or_goes_by_its_start(self):
        band = self._band()
        self._tier(band_id=band.id, price=1_800_000)
        self.assertEqual(self._price(MONDAY_EVENING, 120), 1_800_000 + 600_000)
        self.draft.band_rule = "start"
        self.assertEqual(self._price(MONDAY_EVENING, 120), 3_600_000)
        self.assertEqual(self._price(SUNDAY, 120), 1_200_000)

    def test_the_clock_is_that_of_the_version(self):
        self._tier(band_id=self._band().id, price=1_800_000)
        self.draft.timezone = "UTC"
        self.assertEqual(self._price(MONDAY_EVENING, 120), 3_600_000)

    def test_rates_without_a_price_in_the_band_cost_its_percentage(self):
        self._band(percent=33.33)
        self._tier(start=60, price=300_000)
        version = self.draft
        # 60 s at 0.19998 a minute, then 60 s at 0.09999
        self.assertEqual(self._price(datetime(2026, 11, 23, 9), 120), 300_000)
        rated, text = version._explain("+46701110001", datetime(2026, 11, 23, 9), 120)
        self.assertEqual(rated.unrounded, 199_980 + 99_990)
        self.assertIn("60 s at 0.19998 per 60 s (Day): 0.19998.", text)

    def test_a_band_over_midnight_holds_before_morning_and_after_evening_of_its_days(self):
        night = self._band("Night", hour_from=22.0, hour_to=6.0, saturday=False)
        self._tier(band_id=night.id, price=120_000)
        monday = datetime(2026, 11, 23)
        for hour, price in ((0, 120_000), (4, 120_000), (5, 600_000), (20, 600_000), (21, 120_000), (22, 120_000)):
            self.assertEqual(self._price(monday.replace(hour=hour, minute=30)), price, hour)

    def test_a_holiday_is_not_its_weekday(self):
        calendar = self.env["resource.calendar"].create({"name": "Sweden", "tz": "Europe/Stockholm"})
        self.draft.calendar_id = calendar
        holidays = {"monday": False, "tuesday": False, "wednesday": False, "thursday": False, "friday": False}
        self._tier(band_id=self._band("Holidays", holiday=True, hour_from=0, hour_to=24, **holidays).id, price=60_000)
        self._tier(band_id=self._band().id, price=1_800_000)
        self.draft.action_publish()
        christmas = datetime(2026, 12, 25, 11)
        self.assertEqual(self._price(christmas), 1_800_000)
        days_off = self.env["resource.calendar.leaves"]
        leave = days_off.create(
            {"calendar_id": calendar.id, "date_from": "2026-12-24 23:00:00", "date_to": "2026-12-25 23:00:00"}
        )
        # the version is published and its compiled form kept: the new holiday holds all the same
        self.assertEqual(self._price(christmas), 60_000)
        self.assertEqual(self._price(datetime(2026, 12, 24, 11)), 1_800_000)
        leave.unlink()
        self.assertEqual(self._price(christmas), 1_800_000)

    def test_prices_can_change_inside_a_call_and_inside_a_band(self):
        self._tier(start=60, price=300_000, next_increment=30)
        self.assertEqual(self._price(seconds=70), 600_000 + 150_000)
        band = self._band()
        self._tier(band_id=band.id, price=1_200_000, has_fee=True, connection_fee=500_000, first_increment=60)
        self._tier(band_id=band.id, start=60, price=120_000)
        self.assertEqual(self._price(datetime(2026, 11, 23, 9), 5), 500_000 + 1_200_000)
        self.assertEqual(self._price(datetime(2026, 11, 23, 9), 90), 500_000 + 1_200_000 + 60_000)

    def test_a_band_that_covers_nothing_is_refused_with_its_reason(self):
        days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), False)
        for vals, reason in (
            ({"hour_to": 8.0}, "its hours must differ"),
            ({"hour_to": 25.0}, "from 00:00 to 24:00"),
            (days, "tick its days"),
            ({**days, "holiday": True}, "no calendar of holidays"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, reason), self.cr.savepoint():
                self._band(**vals)
        self._band()
        with self.assertRaisesRegex(ValidationError, "“Noon” covers nothing: the bands above it"):
            self._band("Noon", sequence=20, hour_from=11.0, hour_to=13.0)

    def test_prices_that_cannot_be_are_refused(self):
        band = self._band()
        self._tier(band_id=band.id, price=1)
        other = self.card.version_ids.filtered(lambda version: version.state == "published").copy()
        foreign = self.env["call.rate.band"].create({"version_id": other.id, "name": "Foreign", "hour_to": 3.0})
        for vals, error, reason in (
            ({"price": 1}, ValidationError, "choose a band"),
            ({"price": 1, "start": 60, "has_fee": True}, ValidationError, "belong to the beginning"),
            ({"price": 1, "band_id": foreign.id}, ValidationError, "belongs to another version"),
            ({"price": -1, "start": 60}, CheckViolation, "not_negative"),
            ({"price": 1, "band_id": band.id}, UniqueViolation, "key"),
        ):
            muted, raises = mute_logger("odoo.sql_db"), self.assertRaisesRegex(error, reason)
            with self.subTest(vals), muted, raises, self.cr.savepoint():
                self._tier(**vals)

    def test_callers_of_a_class_have_prices_of_their_own(self):
        kind = self.env["call.caller.class"].create({"name": "From mobiles", "prefixes": "4670, +4673"})
        self._rate(prefix="467", caller_class_id=kind.id, price=1_200_000)
        for a_number, price in (("+46701", 1_200_000), ("+46731", 1_200_000), ("+46812", 600_000), ("", 600_000)):
            self.assertEqual(self._price(a_number=a_number), price, a_number)
        self.draft.action_publish()
        with self.assertRaisesRegex(UserError, "used by published prices"):
            kind.prefixes = "4670"
        with self.assertRaisesRegex(ValidationError, "A-prefix “46x”"):
            kind.copy({"name": "Other", "prefixes": "46x"})

    def test_messages_data_and_agent_time_have_rates_beside_those_of_calls(self):
        self._rate(prefix="467", unit="message", price=450_000)
        self._rate(prefix="", unit="megabyte", price=100_000)
        self._rate(prefix="", unit="agent_minute", price=6_000_000)
        self._rate(prefix="4670", unit="call", price=2_500_000)
        self.assertEqual(self._price(seconds=3_600), 2_500_000)
        self.assertEqual(self._price(seconds=3, service="message"), 1_350_000)
        self.assertEqual(self._price(seconds=2_500_000, service="data"), 250_000)
        self.assertEqual(self._price(seconds=90, service="agent"), 9_000_000)

    def test_a_short_code_and_all_other_numbers_have_rates(self):
        self._rate(prefix="=112", price=0)
        self._rate(prefix="+", price=2_000_000)
        self.assertEqual(self._price(number="112"), 0)
        self.assertEqual(self._price(number="+8612345678"), 2_000_000)
        self.assertEqual(self._price(), 600_000)
        self.assertIsNone(self._price(number="113"))

    def test_a_rate_holds_in_its_own_time_to_the_second(self):
        change = datetime(2026, 6, 1)
        self.rate.valid_to = change
        self._rate(prefix="467", price=900_000, valid_from=change)
        self.assertEqual(self._price(datetime(2026, 5, 31, 23, 59, 59)), 600_000)
        self.assertEqual(self._price(change), 900_000)

    def test_overlapping_validity_is_refused_and_names_the_other_rate(self):
        with self.assertRaisesRegex(
            ValidationError, "another rate for this prefix .467 Mobile .test.. at the same time"
        ):
            self._rate(prefix="467", valid_from=datetime(2026, 6, 1))
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self._rate(valid_from=datetime(2026, 6, 1), valid_to=datetime(2026, 6, 1))

    def test_a_rate_without_a_price_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "prefix 4790 has no price"):
            self.env["call.rate"].create(
                {"version_id": self.draft.id, "prefix": "4790", "destination_id": self.mobile.id}
            )

    def test_a_new_version_begins_with_bands_tiers_and_validity_of_the_old_one(self):
        band = self._band()
        self._tier(band_id=band.id, price=1_800_000)
        self._tier(start=60, price=300_000)
        self.rate.valid_to = datetime(2030, 1, 1)
        self.draft.action_publish()
        draft = self.env["call.rate.version"].browse(self.card.action_new_version()["res_id"])
        self.assertNotEqual(draft, self.draft)
        self.assertEqual(draft.band_ids.mapped("name"), ["Day"])
        tiers = draft.rate_ids.tier_ids
        self.assertEqual(tiers.mapped("price"), [1_800_000, 300_000])
        self.assertEqual(tiers.band_id, draft.band_ids)
        self.assertEqual(draft.rate_ids.valid_to, datetime(2030, 1, 1))
        self.assertEqual(self._price(MONDAY_EVENING, 120, version=draft), self._price(MONDAY_EVENING, 120))
        draft.rate_ids.tier_ids.unlink()
        self.assertEqual(self._price(MONDAY_EVENING, 60), 1_800_000)

    def test_published_bands_and_tiers_never_change(self):
        band = self._band()
        tier = self._tier(band_id=band.id, price=1_800_000)
        self.draft.action_publish()
        for change in (
            lambda: band.write({"hour_to": 17.0}),
            lambda: band.unlink(),
            lambda: tier.write({"price": 1}),
            lambda: tier.unlink(),
            lambda: self._tier(start=60, price=1),
            lambda: self._band("Other", hour_from=18.0, hour_to=20.0),
            lambda: self.draft.write({"timezone": "UTC"}),
            lambda: self.draft.write({"bill_busy": True}),
        ):
            with self.assertRaisesRegex(UserError, "is published"), self.cr.savepoint():
                change()

    def test_the_phase_says_what_a_version_does_now(self):
        self.assertEqual(self.draft.phase, "draft")
        first = self.card.version_ids - self.draft
        self.assertEqual(first.phase, "in_force")
        self.draft.action_publish()
        self.assertEqual((first.phase, self.draft.phase), ("superseded", "in_force"))
        future = self._publish(self.card, "2999-01-01 00:00:00")
        self.assertEqual((self.draft.phase, future.phase), ("in_force", "scheduled"))

    def test_which_seconds_of_which_calls_are_charged(self):
        self.assertEqual(self.draft._charged_seconds("answered", 60, 65), 60)
        self.assertIsNone(self.draft._charged_seconds("busy", 0, 5))
        self.draft.write({"charged_time": "setup", "bill_busy": True})
        self.assertEqual(self.draft._charged_seconds("answered", 60, 65), 65)
        self.assertEqual(self.draft._charged_seconds("busy", 0, 5), 5)
        self.assertIsNone(self.draft._charged_seconds("failed", 0, 5))

    def test_the_destination_is_told_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.mobile.with_context(lang="sv_SE").name = "Mobil (prov)"
        self.draft.action_publish()
        number = "+46701110001"
        for lang, name in (("sv_SE", "Mobil (prov)"), ("en_US", "Mobile (test)")):
            _rated, text = self.draft.with_context(lang=lang)._explain(number, SUNDAY, 60)
            self.assertIn(name, text)

    def test_a_cost_card_prices_no_customers(self):
        with self.assertRaisesRegex(ValidationError, "cannot be a cost card"):
            self.card.kind = "cost"

    def test_a_currency_that_is_switched_off_is_refused(self):
        currency = self.env.ref("base.XAF")
        currency.active = False
        with self.assertRaisesRegex(ValidationError, "XAF is switched off"):
            self.env["call.rate.card"].create({"name": "Odd", "currency_id": currency.id})

    def test_a_manager_sets_bands_and_tiers_by_form_and_sales_staff_only_read(self):
        manager, seller = self._create_user("manager"), self._create_user("sales")
        with Form(self.draft.with_user(manager)) as form, form.band_ids.new() as band:
            band.name = "Weekend"
            band.monday = band.tuesday = band.wednesday = band.thursday = band.friday = False
            band.saturday = band.sunday = True
        with Form(self.rate.with_user(manager)) as form, form.tier_ids.new() as tier:
            tier.band_id = self.draft.band_ids
            tier.price = 60_000
        self.assertEqual(self._price(SUNDAY), 60_000)
        self.assertEqual(self.rate.tier_ids.with_user(seller).price, 60_000)
        for record in (self.draft.band_ids, self.rate.tier_ids):
            with self.assertRaises(UserError), self.cr.savepoint():
                record.with_user(seller).unlink()
