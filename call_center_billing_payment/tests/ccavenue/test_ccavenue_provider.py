"""CCAvenue as a provider: what it needs, what it can do, who sees its keys."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.module import get_module_path
from odoo.tests import Form, new_test_user, tagged

from ... import hooks
from .common import CcavenueCase

KEYS = ("merchant_id", "access_code", "working_key", "api_access_code", "api_working_key")


@tagged("post_install", "-at_install")
class TestCcavenueProvider(CcavenueCase):
    def test_it_comes_disabled_with_its_methods_currencies_and_form(self):
        provider = self.env.ref("call_center_billing_payment.payment_provider_ccavenue").copy()
        self.assertEqual((provider.state, provider.is_published), ("disabled", False))
        original = self.env.ref("call_center_billing_payment.payment_provider_ccavenue")
        methods = original.with_context(active_test=False).payment_method_ids.mapped("code")
        self.assertEqual(set(methods), {"card", "netbanking", "upi", "wallets_india", "emi_india", "paylater_india"})
        self.assertEqual(set(original.available_currency_ids.mapped("name")), {"INR", "USD", "SGD", "GBP", "EUR"})
        self.assertTrue(original.redirect_form_view_id)
        self.assertTrue(original.image_128)
        self.assertEqual(original.support_refund, "partial")

    def test_without_its_credentials_it_is_neither_enabled_nor_tested(self):
        for key in KEYS[:3]:
            for state in ("enabled", "test"):
                with self.subTest(key=key, state=state), self.assertRaises(ValidationError):
                    self.ccavenue.write({"state": state, f"ccavenue_{key}": False})

    def test_the_apis_credentials_come_in_pairs_or_not_at_all(self):
        with self.assertRaises(ValidationError):
            self.ccavenue.ccavenue_api_working_key = False
        self.ccavenue.write({"ccavenue_api_access_code": False, "ccavenue_api_working_key": False})
        self.assertEqual(
            self.ccavenue._ccavenue_api_credentials(), (self.gateway.access_code, self.gateway.working_key)
        )

    def test_credentials_are_an_administrators_and_are_not_copied(self):
        copied = self.ccavenue.copy()
        self.assertFalse([key for key in KEYS if copied[f"ccavenue_{key}"]])
        manager = new_test_user(self.env, "ccb_pay_manager", "call_center_billing.call_center_billing_group_manager")
        for user in (manager, self.portal_user):
            for key in KEYS:
                with self.subTest(user=user.login, key=key), self.assertRaises(AccessError):
                    self.ccavenue.with_user(user).read([f"ccavenue_{key}"])

    def test_reset_removes_the_credentials(self):
        self.ccavenue.action_reset_credentials()
        self.assertEqual(self.ccavenue.state, "disabled")
        self.assertFalse([key for key in KEYS if self.ccavenue[f"ccavenue_{key}"]])

    def test_test_and_live_have_addresses_of_their_own(self):
        addresses = self.registry["payment.provider"].__mro__
        provider = next(
            cls for cls in addresses if "_ccavenue_transaction_url" in vars(cls) and cls is not addresses[0]
        )
        for state, transaction, api in (("test", "test", "apitest"), ("enabled", "secure", "api")):
            self.ccavenue.state = state
            self.assertEqual(
                provider._ccavenue_transaction_url(self.ccavenue),
                f"https://{transaction}.ccavenue.com/transaction/transaction.do?command=initiateTransaction",
            )
            self.assertEqual(
                provider._build_request_url(self.ccavenue, "DoWebTrans", is_live=state == "enabled"),
                f"https://{api}.ccavenue.com/apis/servlet/DoWebTrans",
            )

    def test_the_api_can_be_tried(self):
        self.assertEqual(self.ccavenue.action_ccavenue_try()["params"]["type"], "success")
        self.ccavenue.ccavenue_api_access_code = "AVZZ"
        with self.assertRaisesRegex(UserError, "IP address"):
            self.ccavenue.action_ccavenue_try()
        self.gateway.fail("DoWebTrans", body=b"<html></html>")
        with self.assertRaisesRegex(UserError, "cannot be read"):
            self.ccavenue.action_ccavenue_try()

    def test_references_fit(self):
        transactions = self.env["payment.transaction"]
        prefixes = {
            "INV/2026/00017": "INV-2026-00017",
            "x" * 40: "x" * 24,
            "R-INV-2026-00017-INV-2026-00018": "R-INV-2026-00017-INV-202",
        }
        for prefix, reference in prefixes.items():
            self.assertEqual(transactions._compute_reference("ccavenue", prefix=prefix), reference)
        self.assertRegex(transactions._compute_reference("ccavenue", prefix="発票"), r"^tx-\d{14}$")
        self.assertRegex(transactions._compute_reference("ccavenue"), r"^tx-\d{14}$")
        self._create_transaction("redirect", reference="x" * 24)
        self.assertEqual(transactions._compute_reference("ccavenue", prefix="x" * 40), f"{'x' * 24}-1")

    def test_what_ccavenue_cannot_take_is_said_before_the_customer_goes_there(self):
        tx = self._create_transaction("redirect", reference="INV/2026/1")
        with self.assertRaisesRegex(ValidationError, "INV/2026/1"):
            tx._get_processing_values()

    def test_each_company_has_its_own_after_installation(self):
        company = self.env["res.company"].create({"name": "Second"})
        hooks.post_init_hook(self.env)
        provider = self.env["payment.provider"].search([("code", "=", "ccavenue"), ("company_id", "=", company.id)])
        self.assertEqual((len(provider), provider.state, provider.ccavenue_working_key), (1, "disabled", False))
        self.assertEqual(self.env["account.payment.method"].search_count([("code", "=", "ccavenue")]), 1)

    def test_uninstalling_leaves_nothing_that_needs_our_code(self):
        hooks.uninstall_hook(self.env)
        self.assertEqual((self.ccavenue.code, self.ccavenue.state), ("none", "disabled"))
        self.assertFalse(self.ccavenue.redirect_form_view_id)

    def test_a_neutralized_copy_has_no_credentials(self):
        self.env.flush_all()
        with open(f"{get_module_path('call_center_billing_payment')}/data/neutralize.sql") as statements:
            self.env.cr.execute(statements.read())
        self.env.invalidate_all()
        self.assertFalse([key for key in KEYS if self.ccavenue[f"ccavenue_{key}"]])

    def test_the_form_shows_what_is_to_be_entered(self):
        with Form(self.ccavenue) as form:
            form.ccavenue_merchant_id = "77"
        self.assertEqual(self.ccavenue.ccavenue_merchant_id, "77")
