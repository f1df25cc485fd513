"""Numbers that nobody owns: what they are worth, and whose they become."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import BillingCase, line

UNKNOWN = "+46850001234"


@tagged("post_install", "-at_install")
class TestUnknownNumber(BillingCase):
    def _unknown(self, number=UNKNOWN):
        self.env["call.unknown.number"].invalidate_model()
        domain = [("a_number", "=", number), ("source_id", "=", self.source.id)]
        return self.env["call.unknown.number"].search(domain)

    def _assign(self, numbers, **vals):
        action = numbers.action_assign()
        return self.env[action["res_model"]].with_context(**action["context"]).create(vals)

    def test_the_calls_of_a_number_are_one_line(self):
        self._import(
            line("1.1/1", a_number=UNKNOWN, start="2026-11-20 10:00:00"),
            line("1.1/2", a_number=UNKNOWN, seconds=30),
            line("1.1/3", a_number="4791234567"),
            line("1.1/4", a_number=UNKNOWN, seconds=0),
        )
        number = self._unknown()
        self.assertEqual((number.call_count, number.talk_seconds, number.country_id.code), (2, 90, "SE"))
        self.assertEqual(f"{number.first_call} {number.last_call}", "2026-11-20 10:00:00 2026-11-22 03:22:52")
        self.assertEqual(self._unknown("+4791234567").country_id.code, "NO")
        calls = self.env["call.record"].search(number.action_view_calls()["domain"])
        self.assertEqual(len(calls), 2)

    def test_withheld_numbers_are_one_line_that_cannot_be_assigned(self):
        self._import(line("1.1/1", a_number="anonymous"), line("1.1/2", a_number="restricted"))
        number = self._unknown(False)
        self.assertEqual((number.withheld, number.call_count, number.display_name), (True, 2, "Withheld numbers"))
        with self.assertRaisesRegex(UserError, "do not tell who made them"):
            number.action_assign()

    def test_a_number_that_has_been_hidden_since_cannot_be_assigned(self):
        call = self._calls(self._import(line("1.1/1", a_number=UNKNOWN)))
        call.a_number = "+4685000~0a1b2c3d"
        number = self._unknown(call.a_number)
        self.assertTrue(number.withheld)
        with self.assertRaisesRegex(UserError, "do not tell who made them"):
            number.action_assign()

    def test_the_value_is_what_the_calls_would_cost_by_the_basic_price_list(self):
        self.company.call_pricelist_id = self._create_pricelist("Basic", self._create_card("Dear", {"467": 1_200_000}))
        self._import(
            line("1.1/1", a_number=UNKNOWN),
            line("1.1/2", a_number=UNKNOWN, seconds=30),
            line("1.1/3", a_number=UNKNOWN, b_number="4791234567"),
        )
        number = self._unknown()
        self.assertFalse(number.estimated)
        number.action_estimate()
        self.assertEqual((number.estimated, number.estimate, number.unpriced_count), (True, 1_800_000, 1))
        self._import(line("1.1/4", a_number=UNKNOWN))
        self.assertFalse(self._unknown().estimated, "one more call: no longer the value of all")
        self._unknown().action_estimate()
        self.assertEqual(self._unknown().estimate, 3_000_000)

    def test_the_value_of_withheld_calls_is_known_too(self):
        self.company.call_pricelist_id = self.pricelist
        self._import(line("1.1/1", a_number="anonymous"))
        number = self._unknown(False)
        number.action_estimate()
        self.assertEqual((number.estimated, number.estimate), (True, 600_000))

    def test_numbers_are_assigned_in_bulk_with_the_calls_of_all_sources(self):
        other = self.source.copy({"name": "Other switch"})
        self._import(line("1.1/1", a_number=UNKNOWN), line("1.1/2", a_number="4791234567"))
        calls = self._calls(self._import(line("1.1/1", a_number=UNKNOWN), source=other))
        customer = self._create_customer("Newcomer")
        wizard = self._assign(self._unknown() | self._unknown("+4791234567"), partner_id=customer.id)
        self.assertEqual((wizard.numbers, wizard.call_count), (f"{UNKNOWN}\n+4791234567", 3))
        action = wizard.action_assign()
        self.assertIn("3 of 3 calls are charged to Newcomer now: 1.80", action["params"]["message"])
        self.assertEqual((calls.state, customer.call_statement_ids.amount), ("rated", 1_800_000))
        self.assertFalse(self._unknown())

    def test_a_number_may_be_that_of_a_new_customer(self):
        self._import(line("1.1/1", a_number=UNKNOWN))
        wizard = self._assign(self._unknown(), choice="new", name="Fresh Ltd", pricelist_id=self.pricelist.id)
        wizard.action_assign()
        customer = self.env["call.number"].search([("number", "=", UNKNOWN)]).partner_id
        self.assertEqual((customer.name, customer.call_statement_ids.amount), ("Fresh Ltd", 600_000))

    def test_the_customer_has_the_number_until_it_was_another_s(self):
        calls = self._calls(self._import(line("1.1/1", a_number=UNKNOWN), line("1.1/2", a_number="4791234567")))
        other = self._create_customer("Other")
        later = {"number": UNKNOWN, "partner_id": other.id, "valid_from": "2026-11-22 12:00:00"}
        before = {"number": "+4791234567", "partner_id": other.id, "valid_from": "2026-01-01 00:00:00"}
        numbers = self.env["call.number"].create([later, before | {"valid_to": "2026-11-22 03:00:00"}])
        wizard = self._assign(self._unknown() | self._unknown("+4791234567"), partner_id=self.acme.id)
        wizard.valid_from = "2026-11-22 01:00:00"
        wizard.action_assign()
        self.assertEqual((calls.partner_id, set(calls.mapped("state"))), (self.acme, {"rated"}))
        mine = calls.number_id.sorted("number")
        self.assertEqual(mine[0].valid_to, numbers[0].valid_from)
        self.assertEqual(mine[1].valid_from, numbers[1].valid_to)

    def test_the_customer_must_be_said(self):
        self._import(line("1.1/1", a_number=UNKNOWN))
        for vals, words in (({}, "Choose the customer"), ({"choice": "new"}, "a name")):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self._assign(self._unknown(), **vals).action_assign()

    def test_sales_staff_see_unknown_numbers_and_clerks_work_on_them(self):
        self._import(line("1.1/1", a_number=UNKNOWN))
        number = self._unknown()
        sales, clerk = self._create_user("sales"), self._create_user("clerk")
        self.assertEqual(number.with_user(sales).call_count, 1)
        with self.assertRaises(AccessError):
            number.with_user(sales).action_estimate()
        number.with_user(clerk).action_estimate()
        wizard = self._assign(number.with_user(clerk), choice="new", name="Fresh Ltd", pricelist_id=self.pricelist.id)
        wizard.action_assign()
        self.assertFalse(self._unknown())

    def test_other_companies_see_nothing_of_them(self):
        self._import(line("1.1/1", a_number=UNKNOWN))
        other = self.env["res.company"].create({"name": "Other"})
        user = self._create_user("clerk")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        found = self.env["call.unknown.number"].with_user(user).search([("a_number", "=", UNKNOWN)])
        self.assertFalse(found)
