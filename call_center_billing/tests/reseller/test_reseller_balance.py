"""A call of a reseller's customer needs both balances."""

from odoo.tests import tagged

from ..admission.api_common import ApiCase


@tagged("post_install", "-at_install")
class TestResellerBalance(ApiCase):
    """Acme has ten crowns at 0.60 a minute; its reseller pays 0.30, and has four."""

    def setUp(self):
        super().setUp()
        wholesale = self._create_pricelist("Wholesale", self._create_card("Wholesale", {"467": 300_000}))
        self.reseller = self._create_customer("Reseller", "+46850000001", pricelist=wholesale)
        self.reseller.call_credit_limit = 4
        self.acme.call_reseller_id = self.reseller

    def test_as_long_as_both_can_pay(self):
        answer = self._authorize("1.1")
        self.assertEqual((answer["decision"], answer["max_seconds"], answer["warn_at"]), ("allow", 800, 740))
        self.assertEqual((self._available(), self._available(self.reseller)), (2, 0))
        refused = self._authorize()
        self.assertEqual((refused["decision"], refused["reason"], refused["prompt"]["code"]),
                         ("deny", "no_credit", "not_allowed"))  # fmt: skip

    def test_the_customers_money_may_end_first(self):
        self.reseller.call_credit_limit = 100
        self.assertEqual(self._authorize("1.1")["max_seconds"], 1000)
        self.assertEqual((self._available(), self._available(self.reseller)), (0, 95))

    def test_its_own_calls_and_its_customers_share_the_resellers_money(self):
        self._authorize(seconds=600)
        self.assertEqual(self._authorize(a_number="+46850000001", hold=False)["max_seconds"], 200)

    def test_all_of_a_chain(self):
        top = self._create_customer("Top", pricelist=self.reseller.property_product_pricelist)
        top.call_credit_limit = 1
        self.reseller.call_reseller_id = top
        self.assertEqual(self._authorize("1.1")["max_seconds"], 200)
        self.assertEqual([self._available(partner) for partner in (self.acme, self.reseller, top)], [8, 3, 0])
        top.call_credit_limit = 0
        self.assertEqual(self._authorize()["reason"], "no_credit")

    def test_the_end_frees_and_charges_both(self):
        self._authorize("1.1", seconds=600)
        self._grow_older("1.1", 120)
        told = self._told("end", call_id="1.1", talk_seconds=60)
        self.assertEqual((told["charged"], told["balance"]["available"]), ("0.60", "9.40"))
        self.assertEqual(self._available(self.reseller), 3.7)
        self.assertEqual(len(self._records()), 2)

    def test_a_longer_call_holds_back_more_of_both(self):
        self._authorize("1.1", seconds=60)
        longer = self._told("extend", call_id="1.1", talk_seconds=0, seconds=600)
        self.assertEqual(longer["max_seconds"], 600)
        self.assertEqual((self._available(), self._available(self.reseller)), (4, 1))
        longer = self._told("extend", call_id="1.1", talk_seconds=0, seconds=3000)
        self.assertEqual(longer["max_seconds"], 800)
        self.assertEqual(self._available(self.reseller), 0)

    def test_a_reseller_without_a_price_or_blocked_sells_nothing(self):
        self.assertEqual(self._authorize(b_number="+46701110001", hold=False)["decision"], "allow")
        bare = self._create_pricelist("Bare", self._create_card("Bare", {"4673": 1}))
        self.reseller.property_product_pricelist = bare
        self.assertEqual(self._authorize(hold=False)["reason"], "no_rate")
        reason = self.env["call.block.reason"].search([], limit=1)
        self.env["call.block"].create({"partner_id": self.reseller.id, "reason_id": reason.id})
        self.assertEqual(self._authorize(hold=False)["reason"], "blocked")

    def test_balances_of_others_are_read_as_before(self):
        self._authorize("1.1", seconds=60)
        share = self.env["call.hold.share"].search([])
        self.assertEqual((share.partner_id, share.amount, share.hold_id), (self.reseller, 300_000, self._hold("1.1")))
        sales = self._create_user("sales")
        self.assertEqual(share.with_user(sales).partner_id, self.reseller)
