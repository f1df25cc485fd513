"""Corrections of what resellers sold, and of sub-accounts' calls."""

from ..correction.common import CorrectionCase


class TestResaleCorrected(CorrectionCase):
    """Acme pays 0.60 a minute, its reseller 0.40."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wholesale = cls._create_pricelist("Wholesale", cls._create_card("Wholesale", {"467": 400_000}))
        cls.reseller = cls._create_customer("Reseller", pricelist=wholesale)
        cls.acme.call_reseller_id = cls.reseller

    def _rows(self, calls):
        """Net price, cost and margin of what customer and reseller pay for the first of these calls."""
        rows = calls[0]._resale_family()
        rows.invalidate_recordset()
        return [(row.amount + row.adjusted, row.cost, row.margin) for row in rows]

    def test_the_customers_price(self):
        calls = self._made()
        self._applied(method="discount", percent=50, partner_ids=[(6, 0, self.acme.ids)])
        self.assertEqual(self._rows(calls), [(300_000, 400_000, -100_000), (400_000, 0, 0)])
        self._check_sums()
        self._check_sums(self.reseller)

    def test_the_resellers_price(self):
        calls = self._made()
        self._applied(method="discount", percent=50, partner_ids=[(6, 0, self.reseller.ids)])
        self.assertEqual(self._rows(calls), [(600_000, 200_000, 400_000), (200_000, 0, 0)])
        self._check_sums()
        self._check_sums(self.reseller)

    def test_the_resellers_price_after_its_invoice(self):
        calls = self._made()
        self.reseller.call_statement_ids.action_invoice()
        correction = self._applied(method="discount", percent=50, partner_ids=[(6, 0, self.reseller.ids)])
        self.assertEqual(correction.move_ids.move_type, "out_refund")
        self.assertEqual(self._rows(calls), [(600_000, 200_000, 400_000), (200_000, 0, 0)])
        self.assertFalse(self.reseller.call_statement_ids._differences())

    def test_nothing_changes_where_the_rules_are_as_they_were(self):
        """A sub-account's calls are priced by its own list again."""
        dear = self._create_pricelist("Dear", self._create_card("Dear", {"467": 900_000}))
        branch = self._create_customer("Branch", "+46850000001", pricelist=dear)
        branch.call_payer_id = self.acme
        retail = self._made(a_number="+46850000001").filtered("sub_account_id")
        self.assertEqual(set(retail.mapped("amount")), {900_000, 450_000, 1_350_000})
        correction = self._correct()
        self.assertEqual((correction.line_count, correction.look_count), (0, 6))
        dear.call_rate_card_id = self.card
        correction = self._correct()
        self.assertEqual(correction.account_ids.partner_id, self.acme)
        self.assertGreater(correction.line_count, 0)
        correction.action_approve()
        self._check_sums()
