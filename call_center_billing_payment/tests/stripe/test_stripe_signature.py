"""The pure check of a signature."""

from odoo.tests import BaseCase, tagged

from ...stripe_signature import is_signed, sign

NOW = 1795317800
BODY = b'{"type": "payment_intent.succeeded"}'
SECRET = "whsec_1"


@tagged("post_install", "-at_install")
class TestStripeSignature(BaseCase):
    def test_what_was_signed_with_the_secret_is_accepted(self):
        self.assertTrue(is_signed(BODY, sign(BODY, SECRET, NOW), SECRET, NOW))

    def test_the_signature_is_the_one_that_stripe_computes(self):
        """A value worked out by another program: openssl dgst -sha256 -hmac."""
        header = "t=1795317800,v1=9f3144c4819df55f25ef81b5c9f9dca35dacd045d6e70c1ba03d5fc333ff538c"
        self.assertEqual(sign(BODY, SECRET, NOW), header)

    def test_any_of_several_signatures_will_do_while_a_secret_is_replaced(self):
        new, old = sign(BODY, "whsec_2", NOW), sign(BODY, SECRET, NOW).partition(",")[2]
        self.assertTrue(is_signed(BODY, f"{new},{old}", SECRET, NOW))
        self.assertTrue(is_signed(BODY, f"{new},{old}", "whsec_2", NOW))

    def test_a_changed_body_is_not_accepted(self):
        self.assertFalse(is_signed(BODY + b" ", sign(BODY, SECRET, NOW), SECRET, NOW))

    def test_a_changed_timestamp_is_not_accepted(self):
        header = sign(BODY, SECRET, NOW).replace(str(NOW), str(NOW + 1))
        self.assertFalse(is_signed(BODY, header, SECRET, NOW))

    def test_an_old_signature_is_not_accepted(self):
        header = sign(BODY, SECRET, NOW)
        self.assertTrue(is_signed(BODY, header, SECRET, NOW + 600))
        self.assertFalse(is_signed(BODY, header, SECRET, NOW + 601))
        self.assertFalse(is_signed(BODY, header, SECRET, NOW - 601))

    def test_without_a_secret_nothing_is_accepted(self):
        self.assertFalse(is_signed(BODY, sign(BODY, "", NOW), "", NOW))

    def test_headers_that_are_no_signature_are_not_accepted(self):
        for header in ("", "t", "t=", "t=now,v1=é", f"t={NOW}", f"t={NOW},v1", "=,=,=", f"t={NOW},v0=aa", "t=²,v1=a"):
            self.assertFalse(is_signed(BODY, header, SECRET, NOW), header)
