"""When an account is topped up, and when not."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestAutoTopUp(CardCase):
    def test_an_account_with_little_left_is_topped_up_after_its_calls(self):
        self._pay(10)
        self._agree()
        self._used(seconds=300)
        self._work()
        self.assertFalse(self._charges(), "7 are left")
        self._used(seconds=300)
        self._work()
        charge = self._charges()
        self.assertEqual((charge.state, charge.amount, charge.purpose), ("done", 20, "auto_top_up"))
        self.assertEqual(self._available(), 24)
        self.assertEqual((charge.payment_id.amount, charge.payment_id.call_top_up), (20, True))
        [intent] = self.gateway.charges
        self.assertEqual((intent["amount"], intent["description"]), (2000, charge.transaction_id.reference))
        self.assertEqual(charge.transaction_id.call_purpose, "auto_top_up")

    def test_who_has_not_agreed_is_left_alone(self):
        self._used(seconds=300)
        self._cron("top_ups")
        self.assertFalse(self._charges() or self.gateway.asked)

    def test_one_that_is_not_enough_is_followed_by_another_up_to_the_cap(self):
        self._agree(threshold=50, amount=20, cap=50)
        self._cron("top_ups")
        self.assertEqual(self._charges().mapped("state"), ["done", "done"], "a third would be 60")
        self.assertEqual(self._available(), 40)
        self.acme._call_agree_auto("customer", self.card, 50, 20, 60, 5)
        self._work()
        self.assertEqual(self._available(), 60)

    def test_so_many_a_day_and_no_more(self):
        self._agree(threshold=50, amount=20, count=1)
        self._cron("top_ups")
        self.assertEqual(len(self._charges()), 1)
        self.env.cr.execute("UPDATE call_card_charge SET create_date = create_date - interval '2 days'")
        self.env.invalidate_all()
        self._cron("top_ups")
        self.assertEqual(len(self._charges()), 2, "another day")

    def test_the_companys_rules_of_top_ups_hold(self):
        self._agree(threshold=50, amount=20)
        self.company.call_top_up_accounts = "prepaid"
        self.company.call_top_up_maximum = 10
        self._cron("top_ups")
        self.assertEqual(self._available(), 0)
        with self.assertRaisesRegex(UserError, "at most"):
            self._customer_with_card()

    def _customer_with_card(self):
        other = self._create_customer("Nordic")
        other.call_policy = "prepaid"
        other._call_agree_auto("customer", self._card(partner=other), 5, 20, 100, 5)

    def test_declined_twice_in_a_row_switches_it_off(self):
        self._agree(self._card("pm_declined"))
        self._cron("top_ups")
        first = self._charges()
        self.assertEqual((first.state, self.acme.call_auto_declined), ("declined", 1))
        self.assertIn("declined", first.reason)
        self.assertEqual(len(self._notices("card_declined")), 1)
        self._cron("top_ups")
        self.assertEqual(self._charges(), first, "not at once")
        self._later(first, hours=2)
        self._cron("top_ups")
        self.assertEqual(len(self._charges()), 2)
        self.assertFalse(self.acme.call_auto_top_up)
        self.assertEqual(len(self._notices("auto_top_up_off")), 1)
        self.assertEqual(len(self.acme.activity_ids), 1)
        self.assertEqual(self.acme.call_card_consent_ids[0].by, "rule")
        self._later(self._charges(), hours=2)
        self._cron("top_ups")
        self.assertEqual(len(self._charges()), 2, "only the customer or a clerk switches it on again")
        self._agree()
        self._cron("top_ups")
        self.assertEqual((self._charges()[-1].state, self.acme.call_auto_declined), ("done", 0))

    def test_a_success_between_two_declines_begins_the_count_anew(self):
        self._agree(self._card("pm_declined"))
        self._cron("top_ups")
        self.acme.sudo().call_auto_token_id = self.card
        self._later(self._charges(), hours=2)
        self._cron("top_ups")
        self.assertEqual((self._charges().mapped("state"), self.acme.call_auto_declined), (["declined", "done"], 0))

    def test_a_card_that_wants_its_owner_counts_as_declined(self):
        for method in ("pm_confirm", "pm_action"):
            self._agree(self._card(method))
            self._later(self._charges(), hours=2)
            self._cron("top_ups")
            charge = self._charges()[-1]
            self.assertEqual((charge.state, charge.needs_customer), ("declined", True), method)
        self.assertEqual(self.gateway.intents[-1]["status"], "canceled", "or it could be confirmed later")
        self.assertTrue(self._notices("card_declined")[0].values["confirm"])
        self.assertFalse(self.gateway.charges)

    def test_trouble_of_ours_is_not_held_against_the_customer(self):
        self._agree()
        self.gateway.fail("payment_intents", status=401, body={"error": {"message": "Invalid API Key provided"}})
        self._cron("top_ups")
        self.assertEqual((self._charges().state, self.acme.call_auto_declined), ("failed", 0))
        self.assertEqual(len(self.acme.activity_ids), 1)
        self.assertFalse(self._notices("card_declined"))

    def test_nothing_is_drawn_from_a_deleted_card(self):
        self._agree()
        self.card.active = False
        self._cron("top_ups")
        self.assertFalse(self._charges() or self.acme.call_auto_top_up)
        self.assertEqual(len(self._notices("auto_top_up_off")), 1)

    def test_what_was_switched_off_meanwhile_is_not_drawn(self):
        self._agree()
        charge = self.acme._call_auto_begin()
        self.acme._call_end_auto("customer")
        charge._let_a_job_work()
        self._work()
        self.assertEqual((charge.state, self.gateway.asked), ("cancelled", []))

    def test_money_that_came_in_meanwhile_makes_it_needless(self):
        self._agree()
        charge = self.acme._call_auto_begin()
        self._pay(100)
        charge._let_a_job_work()
        self._work()
        self.assertEqual((charge.state, self.gateway.asked), ("cancelled", []))

    def test_nothing_is_drawn_while_billing_is_off_or_money_was_taken_back(self):
        self._agree()
        self.company.call_billing = False
        self._cron("top_ups")
        self.company.call_billing = True
        self.acme.call_chargeback_flag = True
        self._cron("top_ups")
        self.assertFalse(self._charges())

    def test_terms_that_make_no_sense_are_refused(self):
        good = {"threshold": 5, "amount": 20, "day_cap": 100, "day_count": 3}
        for name, value in (
            *(("threshold", 0), ("threshold", -1), ("threshold", float("nan")), ("amount", 0), ("amount", 1e12)),
            *(("day_cap", 19), ("day_cap", float("inf")), ("day_count", 0), ("day_count", 21)),
        ):
            with self.subTest(name=name, value=value), self.assertRaises(UserError):
                self.acme._call_agree_auto("customer", self.card, **(good | {name: value}))

    def test_only_own_cards_can_be_chosen(self):
        other = self._card(partner=self._create_customer("Nordic"))
        for card in (other, self.card.browse(), self.card.browse(other.id + 1000)):
            with self.assertRaisesRegex(UserError, "your saved cards"):
                self.acme._call_agree_auto("customer", card, 5, 20, 100, 3)
            with self.assertRaisesRegex(UserError, "your saved cards"):
                self.acme._call_agree_collect("customer", card)
        contact = self.env["res.partner"].create({"name": "Desk", "parent_id": self.acme.id})
        self._agree(self._card(partner=contact))

    def test_the_words_of_a_consent_are_kept(self):
        self._agree()
        consent = self.acme.call_card_consent_ids
        self.assertIn("my saved card", consent.text)
        self.assertEqual((consent.by, consent.given, len(consent.version)), ("customer", True, 8))
        self.company.call_card_text = "Our own words."
        self._agree()
        self.env.invalidate_all()
        self.assertNotEqual(self.acme.call_card_consent_ids[0].version, consent.version)
        self.acme._call_end_auto("customer")
        self.env.invalidate_all()
        self.assertEqual(self.acme.call_card_consent_ids.mapped("given"), [False, True, True])

    def test_who_is_told_that_a_card_ends(self):
        self._agree()
        self._cron("expiry")
        self.assertEqual(str(self.card.call_expires_on), "2026-12-31", "asked at the gateway")
        self.assertFalse(self._notices("card_expiry"), "that is more than a month ahead")
        self.card.call_expires_on = "2026-11-30"
        self._cron("expiry")
        self._cron("expiry")
        self.assertEqual(len(self._notices("card_expiry")), 1)
