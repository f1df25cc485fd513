"""Terms are looked up once, cut where promises begin and end, and quick to find again."""

from datetime import datetime

from odoo.tests import tagged

from ...models.tariff.tariff_book import TariffBook
from ..common import BillingCase

NOON = datetime(2026, 11, 22, 12)


@tagged("post_install", "-at_install")
class TestTariffBook(BillingCase):
    def setUp(self):
        super().setUp()
        self.book = TariffBook(self.env, self.company)
        self.nobody = self.env["call.campaign"]

    def _terms(self, moment=NOON, partner=None):
        return self.book.terms(partner or self.acme, None, self.nobody, moment)

    def test_terms_name_all_that_decides(self):
        terms = self._terms()
        self.assertEqual((terms.rule, terms.record, terms.pricelist), ("account", self.acme, self.pricelist))
        self.assertEqual((terms.card, terms.version), (self.card, self.card.version_ids))
        self.assertIsNone(terms.promise(self.mobile.id))

    def test_before_the_first_version_there_is_no_tariff(self):
        terms = self._terms(datetime(2020, 1, 1))
        self.assertFalse(terms.version)
        self.assertIsNone(terms.tariff)

    def test_between_two_edges_all_calls_share_their_terms(self):
        rule = {"compute_price": "percentage", "percent_price": 10, "date_start": NOON}
        self.pricelist.item_ids = [(0, 0, rule)]
        before, after = self._terms(datetime(2026, 11, 22, 11)), self._terms(datetime(2026, 11, 22, 13))
        self.assertIs(self._terms(datetime(2026, 3, 1)), before)
        self.assertIs(self._terms(NOON), after)
        self.assertIsNone(before.promise(self.mobile.id))
        self.assertEqual(after.promise(self.mobile.id).discount, 100_000)

    def test_customers_with_the_same_promises_share_the_engine_s_tariff(self):
        other = self._create_customer("Other")
        self.assertIs(self._terms().tariff, self._terms(partner=other).tariff)
        self.env["call.discount"].create({"partner_id": other.id, "percent": 10, "date_from": "2026-01-01"})
        self.book = TariffBook(self.env, self.company)
        self.assertIsNot(self._terms().tariff, self._terms(partner=other).tariff)

    def test_a_second_look_reads_nothing_from_the_database(self):
        self._terms()
        with self.assertQueryCount(0):
            self._terms(datetime(2026, 11, 22, 13))

    def test_a_batch_of_customers_is_found_with_few_queries(self):
        first, *others = self.env["res.partner"].create([{"name": f"Customer {index}"} for index in range(20)])
        partners = self.env["res.partner"].union(*others)
        self.env.invalidate_all()
        self._terms(partner=first)  # reads their price list
        self.book.prepare(partners)
        with self.assertQueryCount(0):
            for partner in partners:
                self._terms(partner=self.env["res.partner"].browse(partner.id))
