"""A number is added by who can call from it, and by nobody else."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.number import call_number_claim
from ..common import CallPortalCase

NEW = "+46701234567"


@tagged("post_install", "-at_install")
class TestNumberClaim(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.call_verify_number = "+46 8 123 45 00"
        cls.claims = cls.env["call.number.claim"]

    def _claim(self, number=NEW, customer=None, label=""):
        return self.claims._claim(customer or self.customer_a, number, label)

    def _verify(self, code, number=NEW):
        return self.claims._verify(self.env.company, number, code)[1]

    def _owner(self, number=NEW):
        return self.env["call.number"].search([("number", "=", number), ("valid_to", "=", False)]).partner_id

    @staticmethod
    def _wrong(claim):
        return f"{(int(claim.code) + 1) % 1_000_000:06d}"

    def test_the_right_code_from_the_number_adds_it(self):
        claim = self._claim("+46 70-123 45 67", label="  My   mobile ")
        self.assertEqual(self._verify(claim.code), "ok")
        number = claim.number_id
        self.assertEqual((number.number, number.label, number.partner_id), (NEW, "My mobile", self.customer_a))
        self.assertEqual((claim.state, bool(number.verified_at)), ("verified", True))
        self.assertEqual(self._verify(claim.code), "wrong")

    def test_a_code_works_from_its_own_number_only(self):
        claim = self._claim()
        self.assertEqual(self._verify(claim.code, "+46709999999"), "wrong")
        self.assertFalse(self._owner())

    def test_of_two_who_claim_a_number_the_one_that_calls_gets_it(self):
        theirs, mine = self._claim(customer=self.customer_b), self._claim()
        mine.code = "123456"
        theirs.code = "654321"
        self.assertEqual(self._verify("123456"), "ok")
        self.assertEqual(self._owner(), self.customer_a)
        self.assertEqual(self._verify("654321"), "held")
        self.assertEqual(self._owner(), self.customer_a)

    def test_a_number_of_another_account_never_changes_hands_by_itself(self):
        claim = self._claim(self.B_NUMBER)
        free = self._claim()
        self.assertEqual((claim.state, len(claim.code)), (free.state, len(free.code)))
        self.assertEqual(self._verify(claim.code, self.B_NUMBER), "held")
        self.assertEqual(self._owner(self.B_NUMBER), self.customer_b)
        self.assertIn(self.B_NUMBER, claim.activity_ids.summary)
        with self.assertRaisesRegex(UserError, "another account"):
            claim.action_take()
        self.customer_b.call_number_ids._move(self.customer_a, fields.Datetime.now() - timedelta(seconds=5))
        claim.action_take()
        self.assertEqual((claim.state, claim.activity_ids), ("verified", self.env["mail.activity"]))

    def test_a_number_that_we_entered_is_verified_the_same_way(self):
        number = self.customer_a.call_number_ids
        self.assertEqual(self._verify(self._claim(self.A_NUMBER).code, self.A_NUMBER), "ok")
        self.assertTrue(number.verified_at)
        self.assertEqual(self.customer_a.call_number_ids, number)

    def test_five_wrong_codes_close_a_claim(self):
        claim = self._claim()
        said = [self._verify(self._wrong(claim)) for _try in range(5)]
        self.assertEqual(said, ["wrong"] * 4 + ["locked"])
        self.assertEqual((claim.state, self._verify(claim.code)), ("locked", "wrong"))
        self.assertFalse(self._owner())

    def test_a_claim_ends_by_itself(self):
        claim = self._claim()
        claim.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self._verify(claim.code), "wrong")
        again = self._claim()
        self.assertEqual((claim.state, again.state), ("expired", "open"))
        self.assertEqual(self._claim(), again)
        again.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.claims._gc_expired()
        self.assertEqual(again.state, "expired")

    def test_claims_are_few(self):
        for number in range(5):
            self._claim(f"+4670123456{number}")
        with self.assertRaisesRegex(UserError, "wait for a call"):
            self._claim("+46701234569")
        self.claims.search([])._withdraw()
        with patch.object(call_number_claim, "MOST_A_DAY", 5), self.assertRaisesRegex(UserError, "one day"):
            self._claim("+46701234569")

    def test_what_is_no_number_is_refused(self):
        for text in ("", "abc", "112", "+" + "4" * 39, "4" * 41, "＋４６７０", "'; DROP TABLE call_number; --"):
            with self.assertRaises(UserError, msg=text):
                self._claim(text)

    def test_without_a_number_to_call_nobody_claims(self):
        self.env.company.call_verify_number = False
        with self.assertRaisesRegex(UserError, "added by us"):
            self._claim()
