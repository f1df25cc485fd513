"""Which providers can be enabled."""

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

KEYS = {
    "stripe": {"stripe_publishable_key": "pk_1", "stripe_secret_key": "sk_1"},
    "paypal": {
        "paypal_email_account": "us@example.com",
        "paypal_client_id": "client",
        "paypal_client_secret": "secret",
    },
}
PROOFS = {"stripe": {"stripe_webhook_secret": "whsec_1"}, "paypal": {"paypal_webhook_id": "WH-1"}}


@tagged("post_install", "-at_install")
class TestProvider(TransactionCase):
    def provider(self, code):
        provider = self.env["payment.provider"].search([("code", "=", code)], limit=1)
        provider.write({"state": "disabled"} | dict.fromkeys(PROOFS[code], False) | KEYS[code])
        return provider

    def test_without_its_proof_a_provider_can_neither_be_enabled_nor_tested(self):
        for code in PROOFS:
            for state in ("enabled", "test"):
                with self.subTest(code=code, state=state), self.assertRaises(ValidationError):
                    self.provider(code).state = state

    def test_with_its_proof_a_provider_can_be_enabled_and_tested(self):
        for code, proof in PROOFS.items():
            for state in ("enabled", "test"):
                with self.subTest(code=code, state=state):
                    provider = self.provider(code)
                    provider.write({"state": state} | proof)
                    self.assertEqual(provider.state, state)

    def test_the_proof_of_an_enabled_provider_cannot_be_removed(self):
        for code, proof in PROOFS.items():
            with self.subTest(code=code):
                provider = self.provider(code)
                provider.write({"state": "test"} | proof)
                with self.assertRaises(ValidationError):
                    provider.write(dict.fromkeys(proof, False))

    def test_the_keys_can_be_saved_while_the_provider_is_disabled(self):
        self.assertEqual(self.provider("stripe").stripe_secret_key, "sk_1")

    def test_the_message_says_where_the_proof_comes_from(self):
        for code, place in (("stripe", "Developers, Webhooks"), ("paypal", "Apps & Credentials")):
            with self.subTest(code=code), self.assertRaisesRegex(ValidationError, place) as caught:
                self.provider(code).state = "test"
            self.assertIn(f"/payment/{code}/webhook", str(caught.exception))

    def test_other_providers_are_left_alone(self):
        provider = self.env["payment.provider"].search([("code", "=", "none")], limit=1)
        provider.write({"state": "test"})
        self.assertEqual(provider.state, "test")

    def test_the_form_warns_while_the_proof_is_missing(self):
        arch = self.env["payment.provider"].get_view(view_type="form")["arch"]
        self.assertIn("code != 'stripe' or stripe_webhook_secret", arch)
        self.assertIn("code != 'paypal' or paypal_webhook_id", arch)

    def test_installing_enables_nothing(self):
        """The records are Odoo's own; ours are those of gateways that Odoo does not know."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "call_center_billing_payment"), ("model", "=", "payment.provider")]
        )
        providers = self.env["payment.provider"].browse(data.mapped("res_id"))
        self.assertEqual(providers.mapped("code"), ["ccavenue"])
        self.assertEqual(providers.mapped("state"), ["disabled"])
