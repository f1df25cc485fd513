"""One call, what its customer pays and what each reseller pays."""

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .common import BothWaysCase

OTHER = "+46850000009"
SUMS = """
SELECT COALESCE(wholesale_level, 0), partner_id, sum(amount), sum(cost), sum(margin), count(*)
  FROM call_record_store WHERE source_id = %s AND state = 'rated' GROUP BY 1, 2
"""


class TestResale(BothWaysCase):
    """Acme pays 0.60 a minute; its reseller pays 0.40 to a wholesaler, who pays us 0.30. The carrier takes 0.10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wholesaler = cls._create_reseller("Wholesaler", 300_000)
        cls.reseller = cls._create_reseller("Reseller", 400_000)
        cls.reseller.call_reseller_id = cls.wholesaler
        cls.acme.call_reseller_id = cls.reseller
        cls.direct = cls._create_customer("Direct", OTHER)
        cost = cls.env["call.rate.card"].create(
            {"name": "Cost", "kind": "cost", "currency_id": cls.company.currency_id.id}
        )
        rate = {"prefix": "467", "destination_id": cls.mobile.id, "price": 100_000}
        cost.version_ids = [(0, 0, {"valid_from": "2026-01-01 00:00:00", "rate_ids": [(0, 0, rate)]})]
        cost.version_ids.action_publish()
        for source in cls.source | cls.other_source():
            cls.env["call.trunk"].create({"name": "Out", "source_id": source.id, "code": "b", "rate_card_id": cost.id})

    @classmethod
    def other_source(cls):
        return cls.other

    @classmethod
    def _create_reseller(cls, name, price):
        pricelist = cls._create_pricelist(name, cls._create_card(name, {"467": price}))
        return cls._create_customer(name, pricelist=pricelist)

    def _lines(self):
        calls = [
            self._line(a_number=number, seconds=seconds) for number in ("46812345678", OTHER) for seconds in (60, 91, 0)
        ]
        return [*calls, self._line(disposition="BUSY", seconds=0), self._line(a_number="46899999999")]

    def _rows(self, call):
        """Partner, price, cost and margin of each row of a call."""
        return [(row.partner_id.name, row.amount, row.cost, row.margin) for row in call._resale_family()]

    def test_each_pays_by_its_own_list(self):
        call = self._call()[0]
        self.assertEqual(
            self._rows(call),
            [
                ("Acme", 600_000, 400_000, 200_000),
                ("Reseller", 400_000, 300_000, 100_000),
                ("Wholesaler", 300_000, 100_000, 200_000),
            ],
        )
        self.assertEqual(call._resale_family().mapped("reseller_id.name"), ["Reseller", "Wholesaler"])
        statements = call._resale_family().statement_id
        self.assertEqual(statements.partner_id, self.acme | self.reseller | self.wholesaler)

    def test_both_ways_and_nothing_is_lost(self):
        """Retail, wholesale and margins add up, in the store, on statements and in the report."""
        self._both(self._lines())
        self._assert_booked()
        found = {}
        for source in (self.source, self.other):
            self.env.cr.execute(SUMS, (source.id,))
            found[source] = {row[:2]: row[2:] for row in self.env.cr.fetchall()}
        self.assertEqual(found[self.source], found[self.other])
        rows = found[self.source]
        retail, resold, bought = (
            rows[key] for key in ((0, self.acme.id), (1, self.reseller.id), (2, self.wholesaler.id))
        )
        self.assertEqual((retail[0], resold[0], bought[0]), (600_000 + 910_000, 400_000 + 606_700, 300_000 + 455_000))
        self.assertEqual((retail[1], resold[1]), (resold[0], bought[0]))
        for price, cost, margin, _count in (retail, resold, bought):
            self.assertEqual(price - cost, margin)
        self.assertEqual(retail[2] + resold[2] + bought[2], retail[0] - bought[1])
        for partner, row in ((self.acme, retail), (self.reseller, resold), (self.wholesaler, bought)):
            self.assertEqual(sum(partner.call_statement_ids.mapped("amount")), 2 * row[0], partner.name)
        report = self.env["call.margin.report"]._read_group([], ["reseller_id"], ["margin:sum"])
        sums = {partner.id or 0: round(margin * 1_000_000) for partner, margin in report}
        self.assertEqual((sums[self.reseller.id], sums[self.wholesaler.id]), (2 * retail[2], 2 * resold[2]))

    def test_what_nobody_is_charged_for_is_sold_by_nobody(self):
        call = self._call(seconds=0)
        self.assertEqual((call.reseller_id.id, len(call._resale_family())), (False, 1))

    def test_a_call_that_is_free_for_both_is_on_both_statements(self):
        free = self._create_pricelist("Free", self._create_card("Free", {"467": 0}))
        (self.acme | self.reseller | self.wholesaler).property_product_pricelist = free
        call = self._both([self._line()])[0]
        self.assertEqual([row[1] for row in self._rows(call)], [0, 0, 0])
        self.assertEqual(self.reseller.call_statement_ids.call_count, 2)
        self._assert_booked()

    def test_a_call_without_a_wholesale_price_is_seen(self):
        self.reseller.property_product_pricelist = self._create_pricelist(
            "Bare", self._create_card("Bare", {"4673": 1})
        )
        call = self._call()[0]
        rows = call._resale_family()
        self.assertEqual(rows.mapped("state"), ["rated", "unrated", "rated"])
        self.assertEqual((call.cost_reason, call.margin, rows[1].reason), ("no_wholesale", 0, "no_rate"))
        self.assertEqual(rows[1].statement_id.unrated_count, 1)
        self.reseller.property_product_pricelist = self._create_pricelist(
            "Mended", self._create_card("Mended", {"467": 500_000})
        )
        rows[1]._redo()
        self.assertEqual(
            self._rows(call)[:2], [("Acme", 600_000, 500_000, 100_000), ("Reseller", 500_000, 300_000, 200_000)]
        )
        self._assert_booked()

    def test_a_call_that_gets_its_customer_later_is_bought_then(self):
        call = self._call(a_number="46850000010")
        self.assertEqual(call.state, "unmatched")
        number = {"number": "+46850000010", "partner_id": self.acme.id, "valid_from": "2026-01-01 00:00:00"}
        self.env["call.number"].create(number)
        call._redo()
        wanted = [(600_000, 400_000, 200_000), (400_000, 300_000, 100_000), (300_000, 100_000, 200_000)]
        self.assertEqual([row[1:] for row in self._rows(call)], wanted)
        self._cost_again_changes_nothing(call)
        self._assert_booked()

    def _cost_again_changes_nothing(self, call):
        before = self._rows(call)
        call._resale_family()._cost_again([("id", "in", call._resale_family().ids)])
        call._resale_family()._resale_again()
        self.assertEqual(self._rows(call), before)

    def test_an_import_taken_back_takes_back_what_resellers_paid(self):
        batch = self._import(*self._lines())
        self.assertEqual(batch.stored_count, 8)
        batch._withdraw("wrong")
        self.assertEqual(
            (batch.withdrawn_count, self.env["call.record"].search_count([("import_id", "=", batch.id)])), (8, 0)
        )
        self.assertFalse(sum((self.acme | self.reseller | self.wholesaler).call_statement_ids.mapped("amount")))

    def test_a_file_that_comes_again_is_known(self):
        lines = self._lines()
        self._both(lines)
        self.assertEqual(self._import(*lines).stored_count, 0)
        self._assert_booked()

    def test_completeness_counts_calls_once(self):
        self._import(*self._lines())
        self.env.flush_all()
        rows = self.env["call.completeness"].search([("source_id", "=", self.source.id)])
        self.assertEqual((sum(rows.mapped("call_count")), sum(rows.mapped("stored_count"))), (8, 8))

    def test_no_circles_and_no_long_chains(self):
        more = [self._create_customer(f"R{number}") for number in range(2)]
        with mute_logger("odoo.sql_db"):
            for account, seller, reason in (
                (self.wholesaler, self.acme, "in a circle"),
                (self.wholesaler, self.wholesaler, "in a circle"),
            ):
                with self.assertRaisesRegex(ValidationError, reason), self.env.cr.savepoint():
                    account.call_reseller_id = seller
        more[0].call_reseller_id = more[1]
        with self.assertRaisesRegex(ValidationError, "at most 3"), self.env.cr.savepoint():
            self.wholesaler.call_reseller_id = more[0]
        with self.assertRaisesRegex(ValidationError, "is paid for by"), self.env.cr.savepoint():
            self.acme.call_payer_id = self.direct

    def test_a_sub_accounts_calls_are_sold_by_its_payers_reseller(self):
        branch = self.env["res.partner"].create({"name": "Branch", "call_payer_id": self.acme.id})
        number = {"number": "+46850000011", "partner_id": branch.id, "valid_from": "2026-01-01 00:00:00"}
        self.env["call.number"].create(number)
        call = self._both([self._line(a_number="+46850000011")])[0]
        self.assertEqual((call.partner_id, call.sub_account_id, call.reseller_id), (self.acme, branch, self.reseller))
        self.assertEqual(len(call._resale_family()), 3)

    def test_the_year_of_the_calls_in_the_month_of_now(self):
        self.assertEqual(self._call(start=f"{fields.Datetime.now():%Y-%m-%d %H:%M:%S}")[0].reseller_id, self.reseller)
