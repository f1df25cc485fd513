"""Limits that customers set themselves hold beside the operator's, and never lift them."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .api_common import ApiCase


@tagged("post_install", "-at_install")
class TestOwnLimits(ApiCase):
    def setUp(self):
        super().setUp()
        self.source.admission_seconds = 60

    def _reason(self, **parameters):
        return self._authorize(**parameters)["reason"]

    def test_the_stricter_of_both_limits_of_a_day_holds(self):
        self.acme._call_set_own_day_limit(1, self.company)
        self.assertEqual([self._reason() for _call in range(3)], ["ok", "ok", "day_limit"])
        self.acme._call_set_own_day_limit(0, self.company)
        self.assertEqual(self._reason(), "ok")
        self.acme.call_own_day_limit, self.acme.call_day_limit = 500, 1
        self.assertEqual(self._reason(), "day_limit")

    def test_nobody_chooses_more_than_the_operator_allows(self):
        self.acme.call_day_limit = 20
        self.company.call_day_limit = 10
        for amount in (10.01, -1):
            with self.assertRaises(UserError):
                self.acme._call_set_own_day_limit(amount, self.company)
        self.acme._call_set_own_day_limit(10, self.company)
        self.assertEqual(self.acme.call_own_day_limit, 10)

    def test_kinds_of_calls_are_switched_off_and_on(self):
        self.acme._call_set_own_blocks(["mobile", "premium"])
        self.assertEqual(self._reason(), "destination_blocked")
        self.assertIn("Mobile", self.acme.message_ids[0].body)
        self.acme._call_set_own_blocks(["premium"])
        self.assertEqual(self._reason(), "ok")
        with self.assertRaises(UserError):
            self.acme._call_set_own_blocks(["mobile", "' OR 1=1"])

    def test_what_the_operator_does_not_connect_stays_so(self):
        self.acme.call_blocked_destination_ids = self.mobile
        self.acme._call_set_own_blocks(["mobile"])
        self.acme._call_set_own_blocks([])
        self.assertEqual(self._reason(), "destination_blocked")

    def test_a_sub_account_is_held_by_its_own_and_its_payers_choice(self):
        payer = self._create_customer("Payer")
        payer.call_credit_limit = 100
        self.acme.call_payer_id = payer
        payer._call_set_own_blocks(["mobile"])
        self.assertEqual(self._reason(), "destination_blocked")
        payer._call_set_own_blocks([])
        self.acme._call_set_own_day_limit(1, self.company)
        self.assertEqual([self._reason() for _call in range(3)], ["ok", "ok", "day_limit"])

    def test_staff_read_what_the_customer_has_chosen(self):
        clerk = self._create_user("clerk")
        self.acme._call_set_own_blocks(["mobile"])
        mine = self.acme.with_user(clerk)
        self.assertEqual(mine.call_own_block_ids.mapped("display_name"), ["Mobile"])
        with self.assertRaises(AccessError):
            mine.call_own_day_limit = 5
        with self.assertRaises(AccessError):
            mine.call_own_block_ids.unlink()
