"""Sub-accounts ask for calls: on their payer's money, within limits of their own."""

from odoo.tests import tagged

from ..admission.api_common import B_NUMBER, ApiCase

BRANCH, OTHER = "+46850000001", "+46850000002"
DID = "+46851000001"


@tagged("post_install", "-at_install")
class TestSharedBalance(ApiCase):
    """Acme has ten crowns and pays for two branches; a minute costs 0.60."""

    def setUp(self):
        super().setUp()
        self.branch, self.other = (self._branch(name, number) for name, number in (("One", BRANCH), ("Two", OTHER)))

    def _branch(self, name, number):
        branch = self.env["res.partner"].create({"name": name, "call_payer_id": self.acme.id, "call_credit_limit": 0})
        own = {"number": number, "partner_id": branch.id, "valid_from": "2026-01-01 00:00:00"}
        self.env["call.number"].create(own)
        return branch

    def _seconds(self, number=BRANCH, **vals):
        return self._authorize(a_number=number, **vals)["max_seconds"]

    def test_one_balance_for_all(self):
        self.assertEqual([self._seconds(number, seconds=400) for number in (BRANCH, OTHER, BRANCH)], [400, 400, 200])
        answer = self._authorize(seconds=60)
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "no_credit"))
        self.assertEqual((self._available(), self._available(self.branch)), (0, 0))

    def test_who_called_is_kept_and_who_pays_is_charged(self):
        answer = self._authorize("1.1", a_number=BRANCH, seconds=60)
        self.assertEqual(answer["account"]["id"], self.branch.id)
        hold = self._hold("1.1")
        self.assertEqual((hold.partner_id, hold.sub_account_id), (self.acme, self.branch))
        self._grow_older("1.1", 120)
        told = self._told("end", call_id="1.1", talk_seconds=60)
        self.assertEqual((told["charged"], told["balance"]["available"]), ("0.60", "9.40"))
        call = self._records()
        self.assertEqual((call.partner_id, call.sub_account_id), (self.acme, self.branch))
        asked = self._told("balance", a_number=BRANCH)
        self.assertEqual((asked["balance"]["available"], asked["account"]["id"]), ("9.40", self.branch.id))

    def test_a_longer_call(self):
        self._authorize("1.1", a_number=BRANCH, seconds=60)
        longer = self._told("extend", call_id="1.1", talk_seconds=0, seconds=300)
        self.assertEqual((longer["decision"], longer["max_seconds"]), ("allow", 300))
        self.assertEqual(self._available(), 7)

    def test_blocks_of_either_hold(self):
        reason = self.env["call.block.reason"].search([], limit=1)
        block = self.env["call.block"].create({"partner_id": self.acme.id, "reason_id": reason.id})
        self.assertEqual(self._authorize(a_number=BRANCH)["reason"], "blocked")
        block.lifted_at = "2026-01-01 00:00:00"
        self.env.flush_all()
        self.assertEqual(self._authorize(a_number=BRANCH)["decision"], "allow")
        self.env["call.block"].create({"partner_id": self.branch.id, "reason_id": reason.id})
        self.assertEqual(self._authorize(a_number=BRANCH)["reason"], "blocked")
        self.assertEqual(self._authorize(a_number=OTHER, hold=False)["reason"], "no_credit")

    def test_limits_of_its_own_and_of_the_payer(self):
        self.branch.call_month_limit = 3
        self.assertEqual(self._seconds(), 300)
        answer = self._authorize(a_number=BRANCH)
        self.assertEqual((answer["decision"], answer["reason"]), ("deny", "day_limit"))
        self.other.call_max_channels = 1
        self.assertEqual(self._seconds(OTHER, seconds=60), 60)
        self.assertEqual(self._authorize(a_number=OTHER, seconds=60)["reason"], "channel_limit")
        self.acme.call_max_channels = 2
        self.assertEqual(self._authorize(seconds=60)["reason"], "channel_limit")

    def test_what_was_spent_this_month_counts(self):
        self.branch.call_month_limit = 3
        moment = self.env.cr.now().replace(microsecond=0)
        self._used(seconds=120, a_number=BRANCH, start=f"{moment:%Y-%m-%d %H:%M:%S}")
        self.assertEqual(self._seconds(), 180)

    def test_its_own_prices(self):
        dear = self._create_pricelist("Dear", self._create_card("Dear", {"467": 6_000_000}))
        self.branch.property_product_pricelist = dear
        self.assertEqual((self._seconds(hold=False), self._seconds(OTHER, hold=False)), (100, 1000))

    def test_a_call_to_a_did_is_its_holders(self):
        held = {"number": DID, "kind": "did", "partner_id": self.branch.id, "valid_from": "2026-01-01 00:00:00"}
        inbound = self._create_pricelist("Inbound", self._create_card("Inbound", {"46851": 1_000_000}))
        self.env["call.number"].create(held | {"pricelist_id": inbound.id})
        stranger = {"a_number": "+46899999999", "b_number": DID, "hold": False}
        self.assertEqual(self._authorize(**stranger)["decision"], "transfer")
        self.source.did_billing = "stranger"
        answer = self._authorize(**stranger)
        self.assertEqual((answer["max_seconds"], answer["account"]["id"]), (600, self.branch.id))
        self.assertEqual(self._authorize(b_number=DID, hold=False)["reason"], "no_rate")
        self.source.did_billing = "always"
        self.assertEqual(self._authorize(b_number=DID, hold=False)["max_seconds"], 600)
        self.assertEqual(self._authorize(b_number=B_NUMBER, hold=False)["account"]["id"], self.acme.id)
        # the same where the switch says that the call comes in; without such a source it costs its receiver nothing
        coming = stranger | {"direction": "inbound"}
        self.assertEqual(self._authorize(**coming)["max_seconds"], 600)
        self.acme.call_credit_limit = 0
        self.assertEqual(self._authorize(**coming)["reason"], "no_credit")
        self.source.did_billing = False
        self.assertEqual(self._authorize(**coming)["decision"], "allow")
