"""Whether Stripe sent it: what Stripe's library decides for us."""

import time

from odoo.tests import BaseCase, tagged

from ...models.stripe.signature import TOLERANCE, is_signed
from ..common import sign

BODY = b'{"type": "payment_intent.succeeded"}'
SECRET = "whsec_1"


@tagged("post_install", "-at_install")
class TestStripeSignature(BaseCase):
    def signed(self, secret=SECRET, age=0):
        return sign(BODY, secret, int(time.time()) - age)

    def test_what_was_signed_with_the_secret_is_accepted(self):
        self.assertTrue(is_signed(BODY, self.signed(), SECRET))

    def test_the_signature_is_the_one_that_stripe_computes(self):
        """A value worked out by another program: openssl dgst -sha256 -hmac."""
        header = "t=1795317800,v1=9f3144c4819df55f25ef81b5c9f9dca35dacd045d6e70c1ba03d5fc333ff538c"
        self.assertEqual(sign(BODY, SECRET, 1795317800), header)

    def test_any_of_several_signatures_will_do_while_a_secret_is_replaced(self):
        new, old = self.signed("whsec_2"), self.signed().partition(",")[2]
        self.assertTrue(is_signed(BODY, f"{new},{old}", SECRET))
        self.assertTrue(is_signed(BODY, f"{new},{old}", "whsec_2"))
        self.assertFalse(is_signed(BODY, f"{new},{old}", "whsec_3"))

    def test_a_changed_body_is_not_accepted(self):
        self.assertFalse(is_signed(BODY + b" ", self.signed(), SECRET))

    def test_a_changed_timestamp_is_not_accepted(self):
        now = int(time.time())
        self.assertFalse(is_signed(BODY, sign(BODY, SECRET, now).replace(str(now), str(now + 1)), SECRET))

    def test_an_old_signature_is_not_accepted(self):
        self.assertTrue(is_signed(BODY, self.signed(age=TOLERANCE - 5), SECRET))
        self.assertFalse(is_signed(BODY, self.signed(age=TOLERANCE + 1), SECRET))

    def test_without_a_secret_nothing_is_accepted(self):
        for secret in ("", None, False, " "):
            self.assertFalse(is_signed(BODY, self.signed(" "), secret), secret)

    def test_a_body_that_is_no_text_is_not_accepted(self):
        self.assertFalse(is_signed(b"\xff\xfe", self.signed(), SECRET))

    def test_headers_that_are_no_signature_are_not_accepted(self):
        now = int(time.time())
        wrong = ("t", "t=", "t=now,v1=é", f"t={now}", f"t={now},v1", "=,=,=", f"t={now},v0=aa", "t=²,v1=a")
        for header in (None, "", *wrong, f"t={now},v1=é"):
            self.assertFalse(is_signed(BODY, header, SECRET), header)
