"""What is chosen among the calls, and what nonsense does."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ...call_choice import read_choice
from ...models.calls import call_record_reach
from ..common import CallPortalCase

AT = datetime(2024, 5, 4, 12)
#: of every parameter of the page
HOSTILE = (
    "",
    "%00",
    "0" * 300,
    "'%20OR%201=1--",
    "-1",
    "%D9%A3",
    "1e9",
    "[]",
    "NaN",
    "%FF%FE",
    "99999999999999999999",
)


@tagged("post_install", "-at_install")
class TestCallsChoice(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.call_number_ids = [
            (0, 0, {"number": "+46822222222", "valid_from": "2020-01-01", "label": "Hotline", "kind": "did"})
        ]
        cls.source.did_billing = "always"

    def setUp(self):
        super().setUp()
        self.calls = self.import_calls(
            {"at": AT, "seconds": 61},
            {"at": AT + timedelta(days=1), "seconds": 620},
            {"at": AT + timedelta(days=2), "a": "+46733333333", "b": "+46822222222", "seconds": 63},
            {"at": AT + timedelta(days=3), "seconds": 0, "disposition": "BUSY"},
        )
        self.env["call.record"].flush_model()

    def found(self, **args):
        """Which calls are found, by their seconds."""
        calls = self.env["call.record"].with_user(self.user_a)
        choice = read_choice({name.rstrip("_"): str(value) for name, value in args.items()})
        page = calls._read_portal_choice(choice, "UTC", None, 50)["page"]
        return page.rows.mapped("talk_seconds")

    def test_days_begin_and_end_with_the_customer(self):
        self.assertEqual(self.found(from_="2024-05-05", to="2024-05-06"), [63, 620])
        self.assertEqual(self.found(from_="2024-05-08"), [])

    def test_a_number_is_one_of_the_accounts_own(self):
        hotline = self.customer_a.call_number_ids.filtered(lambda number: number.kind == "did")
        self.assertEqual(self.found(number=hotline.id), [63])
        self.assertEqual(self.found(number=self.customer_b.call_number_ids.id), [])

    def test_calls_to_the_account_are_told_from_its_own(self):
        self.assertEqual(self.found(direction="in"), [63])
        self.assertEqual(self.found(direction="out"), [0, 620, 61])
        text = self.page_text("/my/calls?direction=in", self.user_a)
        self.assertIn("+46822222222 Hotline (you were called)", text)

    def test_prices_have_limits(self):
        self.assertEqual(self.found(cost_from="1"), [620])
        self.assertEqual(self.found(cost_to="1,00"), [63, 61])
        self.assertEqual(self.found(cost_from="0"), [63, 620, 61])

    def test_a_destination_is_found_by_a_part_of_its_name_unless_it_is_called_in_confidence(self):
        self.assertEqual(self.found(destination="sweden, as"), [63, 620, 61])
        self.assertEqual(self.found(destination="Norway"), [])
        self.card.version_ids.rate_ids.destination_id.hidden_on_bills = True
        self.assertEqual(self.found(destination="Sweden"), [])
        self.assertNotIn("Sweden", self.page_text("/my/calls", self.user_a))

    def test_a_service_is_chosen(self):
        self.assertEqual(len(self.found(service="voice")), 4)
        self.assertEqual(self.found(service="data"), [])

    def test_a_mistake_is_told_beside_what_was_typed(self):
        page = self.open("/my/calls?from=4+May&cost_from=cheap", self.user_a).text
        self.assertIn('value="4 May"', page)
        self.assertIn("Write the day as 2026-11-30.", page)
        self.assertIn("Write a price as 0.50.", page)
        self.assertIn(
            "not before the first one", self.page_text("/my/calls?from=2024-05-05&to=2024-05-04", self.user_a)
        )

    def test_nonsense_in_the_address_does_no_harm(self):
        self.authenticate(self.user_a.login, self.user_a.login)
        names = ("place", *read_choice.__globals__["NAMES"], "nothing")
        for value in HOSTILE:
            query = "&".join(f"{name}={value}&{name}[]={value}" for name in names)
            response = self.url_open(f"/my/calls?{query}", allow_redirects=False)
            self.assertIn(response.status_code, (200, 400), value)
        for name in names:
            self.assertEqual(self.url_open(f"/my/calls?{name}=x&{name}=y").status_code, 200, name)

    def test_a_page_looks_so_far_and_goes_on_from_there(self):
        with patch.object(call_record_reach, "REACH", 2):
            text = self.page_text("/my/calls?cost_to=0.75", self.user_a)
            self.assertIn("Older shows more", text)
            self.assertIn("Of the calls since 05/05/2024", text)
            self.assertNotIn("61 s billed", text)
            seen, place = [], None
            for _page in range(5):
                choice = read_choice({"cost_to": "0.75"})
                calls = self.env["call.record"].with_user(self.user_a)
                page = calls._read_portal_choice(choice, "UTC", place, 50)["page"]
                seen += page.rows.mapped("talk_seconds")
                place = page.older
                if not place:
                    break
        self.assertEqual(seen, [63, 61])
        self.assertFalse(place)

    def test_without_a_choice_the_totals_of_very_many_calls_are_those_of_the_statements(self):
        with patch.object(call_record_reach, "REACH", 2):
            text = self.page_text("/my/calls", self.user_a)
        self.assertIn("Charged calls 3 Talk time 0:12:24", text)

    def test_the_page_takes_as_many_queries_for_many_calls_as_for_few(self):
        few = self.queries_of("/my/calls", self.user_a)
        self.import_calls(*({"at": AT + timedelta(minutes=minute)} for minute in range(60)))
        many = self.queries_of("/my/calls?destination=Sweden", self.user_a)
        self.assertLessEqual(few, 60)
        self.assertLessEqual(many, 60)
