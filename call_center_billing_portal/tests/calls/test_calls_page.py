"""/my and /my/calls."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ...controllers.calls_table import CallsTable
from ...period import month_bounds
from ..common import CallPortalCase


@tagged("post_install", "-at_install")
class TestCallsPage(CallPortalCase):
    def counters(self, user):
        self.authenticate(user.login, user.login)
        return self.make_jsonrpc_request("/my/counters", {"counters": ["call_count"]})

    def test_the_home_page_has_a_card_for_who_has_calls(self):
        self.import_calls({})
        self.assertIn("Your Calls", self.open("/my", self.user_a).text)
        self.assertEqual(self.counters(self.user_a), {"call_count": 1})
        self.assertEqual(self.counters(self.user_b), {"call_count": 0})

    def test_customers_see_their_calls_with_prices_and_where_they_come_from(self):
        self.import_calls({"at": datetime(2024, 5, 4, 12, 30, 5), "seconds": 90})
        text = self.page_text("/my/calls", self.user_a)
        for expected in (
            "05/04/2024 12:30:05 PM",
            "+46812345678",
            "Customer A's desk",
            "Sweden, as tested",
            "0:01:30",
            "Prefix 46, 0.60/min + 0.10 per call, 90 s billed",
        ):
            self.assertIn(expected, text)
        self.assertRegex(text, r"1\.00\b")

    def test_what_is_left_of_bundles_stands_above_the_calls(self):
        bundle = self.env["call.bundle"].create(
            {"name": "Talk 100", "units": 6_000, "scope_ids": [(0, 0, {"destination_class": "local"})]}
        )
        today = fields.Date.context_today(bundle)
        self.env["call.bundle.entitlement"].create(
            {"partner_id": self.customer_a.id, "bundle_id": bundle.id, "date_start": today.replace(day=1)}
        )
        self.import_calls({"seconds": 600}, {"seconds": 600, "a": self.B_NUMBER})
        text = self.page_text("/my/calls", self.user_a)
        self.assertRegex(text, r"Talk 100 1:30:00 left of 1:40:00")
        self.assertNotIn("Talk 100", self.page_text("/my/calls", self.user_b))

    def test_the_price_is_explained_by_what_was_charged_though_the_rate_has_changed(self):
        self.import_calls({})
        dearer = self.card.version_ids.copy({"valid_from": "2020-01-02 00:00:00"})
        dearer.rate_ids.price = 990_000
        dearer.action_publish()
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("0.60/min", text)
        self.assertNotIn("0.99", text)

    def test_the_last_digits_of_called_numbers_are_hidden(self):
        self.env.company.call_mask_digits = 4
        self.import_calls({})
        page = self.open("/my/calls", self.user_a).text
        self.assertIn("+4670111••••", page)
        self.assertNotIn("46701110001", page)

    def test_the_account_and_its_countrys_law_decide_too(self):
        self.env.company.call_mask_digits = 2
        self.customer_a.country_id = self.env.ref("base.fr")
        self.import_calls({})
        self.assertIn("+4670111••••", self.open("/my/calls", self.user_a).text)
        self.customer_a.call_mask_policy = "hidden"
        self.assertNotIn("+46701", self.open("/my/calls", self.user_a).text)

    def test_lines_called_in_confidence_are_not_shown(self):
        self.card.version_ids.rate_ids.destination_id.hidden_on_bills = True
        self.import_calls({})
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("Not shown", text)
        for secret in ("+46701", "Sweden, as tested", "Prefix"):
            self.assertNotIn(secret, text)

    def test_names_and_what_a_caller_dialled_are_text_and_no_markup(self):
        hostile = "<img src=x onerror=alert(1)>"
        self.card.version_ids.rate_ids.destination_id.name = hostile
        self.customer_a.call_number_ids.label = hostile
        self.env["call.campaign"].create({"name": hostile, "code": "x", "partner_id": self.customer_a.id})
        self.import_calls({"code": "x"}, {"b": hostile, "seconds": 0, "disposition": "BUSY"})
        page = self.open("/my/calls", self.user_a).text
        self.assertNotIn("<img src=x", page)
        self.assertGreaterEqual(page.count("&lt;img src=x"), 4)

    def test_sessions_of_data_are_told_in_megabytes(self):
        version = self.card.version_ids.copy({"valid_from": "2020-01-02 00:00:00"})
        destination = version.rate_ids.destination_id
        self.env["call.rate"].create(
            {"version_id": version.id, "destination_id": destination.id, "unit": "megabyte", "price": 100_000}
        )
        version.action_publish()
        vals = {"kind": "account", "number": "a@isp", "valid_from": "2020-01-01", "label": "Line at home"}
        self.customer_a.call_number_ids = [(0, 0, vals)]
        session = (
            'Sun Nov 22 03:24:03 2026\n\tUser-Name = "a@isp"\n\tAcct-Status-Type = Stop\n\tAcct-Session-Id = "1"\n'
            "\tNAS-IP-Address = 192.0.2.11\n\tAcct-Output-Octets = 2500000\n\tAcct-Session-Time = 3600\n"
        )
        self.source.copy({"name": "RADIUS", "dialect": "radius_detail"})._import_bytes("detail", session.encode())
        text = self.page_text("/my/calls", self.user_a)
        for expected in ("a@isp", "Line at home", "Also 2.50 MB", "0.10/MB", "Calls 1 Talk time 0:00:00"):
            self.assertIn(expected, text)

    def test_unanswered_calls_are_shown_without_a_price(self):
        self.import_calls({"seconds": 0, "disposition": "BUSY"})
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("Busy", text)
        self.assertNotIn("Prefix", text)

    def test_refused_and_unrated_calls_are_not_shown(self):
        calls = self.import_calls(
            {"seconds": 0, "disposition": "NO ANSWER", "app": "Hangup"}, {"b": "+4930123456"}, {"a": "+46899999999"}
        )
        self.assertEqual(calls.mapped("state"), ["denied", "unrated", "unmatched"])
        self.assertIn("There are no calls yet", self.page_text("/my/calls", self.user_a))

    def test_times_are_those_of_the_user(self):
        self.user_a.tz = "Asia/Kolkata"
        self.import_calls({"at": datetime(2024, 5, 4, 20, 0, 0)})
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("05/05/2024 01:30:00 AM", text)
        self.assertIn("Asia/Kolkata", text)

    def test_totals_are_those_of_all_pages(self):
        at = datetime(2024, 5, 4, 12)
        self.import_calls(*({"at": at + timedelta(minutes=minute), "seconds": 60 + minute} for minute in range(5)))
        with patch.object(CallsTable, "_items_per_page", 2):
            pages = [self.page_text(f"/my/calls/page/{number}", self.user_a) for number in (1, 2, 3)]
        for page, shown in zip(pages, (2, 2, 1), strict=True):
            self.assertIn("Calls 5 Talk time 0:05:10", page)
            self.assertRegex(page, r"Price \S* ?3\.60\b")
            self.assertEqual(page.count("+46701110"), shown)
        self.assertIn("0:01:04", pages[0])
        self.assertIn("0:01:00", pages[2])

    def test_totals_keep_currencies_apart(self):
        self.import_calls({}, {})
        other = self.setup_other_currency("EUR")
        self.env.cr.execute(
            "UPDATE call_record SET currency_id = %s WHERE id = (SELECT max(id) FROM call_record)", [other.id]
        )
        domain = self.env["call.record"]._get_portal_domain(self.customer_a)
        totals = self.env["call.record"]._get_portal_totals(domain)
        self.assertEqual(totals["calls"], 2)
        self.assertEqual(len(totals["prices"]), 2)
        self.assertTrue(all("0.70" in price for price in totals["prices"]))

    def test_a_month_can_be_chosen(self):
        now = fields.Datetime.now()
        this, last = month_bounds(now, "UTC"), month_bounds(now, "UTC", back=1)
        self.import_calls(
            {"at": this[0], "seconds": 61},
            {"at": this[0] - timedelta(seconds=1), "seconds": 62},
            {"at": last[0], "seconds": 63},
            {"at": last[0] - timedelta(seconds=1), "seconds": 64},
        )
        for filterby, expected in {"month": {61}, "last": {62, 63}, "all": {61, 62, 63, 64}}.items():
            text = self.page_text(f"/my/calls?filterby={filterby}", self.user_a)
            shown = {seconds for seconds in range(61, 65) if f"{seconds} s billed" in text}
            self.assertEqual(shown, expected, filterby)

    def test_the_month_begins_in_the_time_zone_of_the_user(self):
        self.user_a.tz = "Asia/Tokyo"
        begin = month_bounds(fields.Datetime.now(), "Asia/Tokyo", back=1)[0]
        self.import_calls({"at": begin, "seconds": 61}, {"at": begin - timedelta(seconds=1), "seconds": 62})
        text = self.page_text("/my/calls?filterby=last", self.user_a)
        self.assertIn("61 s billed", text)
        self.assertNotIn("62 s billed", text)

    def test_calls_can_be_sorted_by_price(self):
        at = datetime(2024, 5, 4, 12)
        self.import_calls(
            {"at": at, "seconds": 62},
            {"at": at + timedelta(minutes=1), "seconds": 0, "disposition": "BUSY"},
            {"at": at + timedelta(minutes=2), "seconds": 61},
        )
        by_date, by_price = (self.page_text(f"/my/calls?sortby={name}", self.user_a) for name in ("date", "price"))
        self.assertLess(by_date.index("61 s billed"), by_date.index("Busy"))
        self.assertLess(by_date.index("Busy"), by_date.index("62 s billed"))
        self.assertLess(by_price.index("62 s billed"), by_price.index("61 s billed"))
        self.assertLess(by_price.index("61 s billed"), by_price.index("Busy"))

    def test_what_is_not_offered_is_ignored(self):
        self.import_calls({})
        for query in ("sortby=x", "filterby=x", "search_in=x&search=4681", "sortby=&filterby=&search_in=", "nothing=1"):
            self.assertIn("Calls 1 ", self.page_text(f"/my/calls?{query}", self.user_a), query)
        for page in ("0", "99", "9" * 30):
            self.assertIn("Calls 1 ", self.page_text(f"/my/calls/page/{page}", self.user_a), page)

    def test_campaigns_have_a_column_if_there_are_any(self):
        self.import_calls({})
        self.assertNotIn("Campaign", self.page_text("/my/calls", self.user_a))
        self.env["call.campaign"].create({"name": "Spring", "code": "S1", "partner_id": self.customer_a.id})
        self.import_calls({"code": "S1"})
        text = self.page_text("/my/calls", self.user_a)
        self.assertIn("Campaign", text)
        self.assertIn("Spring", text)

    def test_without_calls_the_page_says_what_will_be_there(self):
        self.assertIn("There are no calls yet", self.page_text("/my/calls", self.user_a))

    def test_a_choice_without_calls_says_how_to_get_back(self):
        self.import_calls({"at": datetime(2021, 1, 1)})
        self.assertIn("Show all calls", self.page_text("/my/calls?filterby=month", self.user_a))
