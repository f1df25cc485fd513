"""Accounts that another one pays for."""

from odoo.exceptions import AccessError, ValidationError

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from .common import BothWaysCase

BRANCH, OTHER = "+46850000001", "+46850000002"


class TestSubAccount(BothWaysCase):
    """Acme pays for its two branches, one of which has prices of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls._create_branch("Branch", BRANCH)
        cls.dear = cls._create_pricelist("Dear", cls._create_card("Dear", {"467": 900_000}))
        cls.other_branch = cls._create_branch("Other Branch", OTHER)
        cls.other_branch.property_product_pricelist = cls.dear

    @classmethod
    def _create_branch(cls, name, number):
        branch = cls.env["res.partner"].create({"name": name, "call_payer_id": cls.acme.id})
        own = {"number": number, "partner_id": branch.id, "valid_from": "2026-01-01 00:00:00"}
        cls.env["call.number"].create(own)
        return branch

    def _lines(self):
        numbers = ("46812345678", BRANCH, OTHER, "46899999999")
        calls = [self._line(a_number=number, seconds=seconds) for number in numbers for seconds in (60, 90, 0)]
        return [*calls, self._line(a_number=BRANCH, b_number="900")]

    def test_both_ways_the_payer_is_charged_and_the_user_kept(self):
        calls = self._both(self._lines())
        rated = calls.filtered("amount")
        self.assertEqual(rated.partner_id, self.acme)
        self.assertEqual(rated.statement_id.partner_id, self.acme)
        subs = [call.sub_account_id.name or None for call in rated]
        self.assertEqual(subs, [None, None, "Branch", "Branch", "Other Branch", "Other Branch"])
        self.assertEqual(rated.mapped("amount"), [600_000, 900_000, 600_000, 900_000, 900_000, 1_350_000])
        unrated = calls.filtered(lambda call: call.state == "unrated")
        self.assertEqual((unrated.partner_id, unrated.sub_account_id), (self.acme, self.branch))
        self.assertFalse(
            self.env["call.statement"].search([("partner_id", "in", (self.branch | self.other_branch).ids)])
        )
        self._assert_booked()

    def test_lines_per_sub_account_where_the_payer_wants_them(self):
        self.acme.call_sub_lines = True
        self._both(self._lines())
        self._read([self._line(a_number="46812345678") for _ in range(200)], self.other, BulkPipeline)
        lines = self.acme.call_statement_ids.line_ids
        self.assertEqual(lines.sub_account_id, self.branch | self.other_branch)
        mine = lines.filtered(lambda line: line.sub_account_id == self.branch)
        self.assertEqual(sum(mine.mapped("amount")), 2 * 1_500_000)
        self._assert_booked()
        calls = self.env["call.record"].search([("state", "=", "unrated")])
        calls.write({"statement_id": False})
        order = self.acme.call_statement_ids.action_create_order()
        texts = self.env["sale.order.line"].search([("call_statement_line_id", "in", lines.ids)]).mapped("name")
        self.assertTrue(order)
        self.assertTrue(any("Other Branch" in text for text in texts), texts)

    def test_without_lines_of_its_own_a_branch_shares_its_payers(self):
        self._both([self._line(a_number=BRANCH), self._line()])
        self.assertEqual(len(self.acme.call_statement_ids.line_ids), 1)

    def test_the_payers_prices_unless_it_has_its_own(self):
        self.assertEqual(self._call(a_number=BRANCH).pricelist_id, self.pricelist)
        self.acme.property_product_pricelist = self.dear
        self.assertEqual(self._call(a_number=BRANCH).pricelist_id, self.dear)
        self.branch.property_product_pricelist = self.pricelist
        self.assertEqual(self._call(a_number=BRANCH).pricelist_id, self.pricelist)
        level, record = self.branch._call_pricelist_rules(self.company)[2][:2]
        self.assertEqual((level, record), ("account", self.branch))

    def test_one_level_and_no_circles(self):
        gamma = self._create_customer("Gamma")
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": gamma.id, "type": "invoice"})
        for account, payer, reason in (
            (gamma, self.branch, "itself paid for by Acme"),
            (self.acme, gamma, "Acme pays for"),
            (gamma, gamma, "cannot be its own"),
            (contact, self.acme, "contact of another account"),
        ):
            with self.assertRaisesRegex(ValidationError, reason), self.env.cr.savepoint():
                account.call_payer_id = payer

    def test_what_was_charged_is_not_rewritten(self):
        self._call(a_number=BRANCH)
        with self.assertRaisesRegex(ValidationError, "was charged to Branch"):
            self.branch.call_number_ids.valid_to = "2026-02-01 00:00:00"

    def test_an_account_on_its_own_again(self):
        self._call(a_number=BRANCH)
        self.branch.call_payer_id = False
        call = self._call(a_number=BRANCH)
        self.assertEqual((call.partner_id, call.sub_account_id.id), (self.branch, False))
        self._assert_booked()

    def test_calls_and_usage_on_the_pages(self):
        mine, theirs = self._call(a_number=BRANCH), self._call()
        calls = self.env["call.record"]
        self.assertEqual(calls.search(self.branch.action_view_calls()["domain"]), mine)
        self.assertEqual(calls.search(self.acme.action_view_calls()["domain"], order="id"), mine | theirs)
        self.assertEqual(self.acme.call_sub_account_count, 2)
        self.assertEqual((self.branch.call_count, self.acme.call_count), (1, 2))
        usage = self.env["call.margin.report"].search(self.acme.action_view_call_sub_usage()["domain"])
        self.assertEqual(usage.sub_account_id, self.branch)
        self.assertIn(self.branch, usage.search(self.acme.action_view_call_sub_usage()["domain"]).sub_account_id)

    def test_who_may_say_who_pays(self):
        gamma = self._create_customer("Gamma")
        sales, clerk = self._create_user("sales"), self._create_user("clerk")
        with self.assertRaises(AccessError):
            gamma.with_user(sales).call_payer_id = self.acme
        gamma.with_user(clerk).call_payer_id = self.acme
        self.assertEqual(gamma.with_user(sales).call_payer_id, self.acme)
