"""Top-ups from the portal and by a link."""

from urllib.parse import urlsplit

from odoo.tests import tagged

from .common import PayCase


@tagged("post_install", "-at_install")
class TestTopUpPage(PayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.write({"call_policy": "prepaid", "call_credit_policy": "limited"})
        cls.company.write(
            {"call_top_up_suggestions": "100; 250", "call_top_up_minimum": 50, "call_top_up_maximum": 500}
        )

    def setUp(self):
        super().setUp()
        self._login(self.user)

    def _top_up(self, sum_="own", amount="", page="/my/top-up"):
        return self._post(page, {"sum": sum_, "amount": amount})

    def test_the_balance_before_and_after(self):
        self.assertRegex(self._page("/my/top-up"), r"To call for now: .*0\.00.*100\.00.*then there is .*100\.00")
        key = self._key_of(self._top_up("250.00"))
        self.assertRegex(self._page(f"/my/pay/{key}"), r"To call for now .*0\.00.*After this payment .*250\.00")
        tx = self.env["payment.transaction"].search([("reference", "=", self._transaction(key)["result"]["reference"])])
        self.assertEqual((tx.call_purpose, tx.amount, tx.invoice_ids.ids), ("top_up", 250.0, []))
        self._answer(tx)
        text = self._page(f"/my/pay/{key}")
        self.assertIn("Paid Thank you.", text)
        self.assertRegex(text, r"To call for now .*250\.00")
        self.assertEqual(self._available(), 250.0)
        self.assertIn(tx.payment_id.name, self.url_open(f"/my/pay/{key}/receipt").text)
        self.assertIn("was paid already", self._transaction(key)["error"]["data"]["message"])

    def test_sums_outside_the_limits(self):
        for amount, words in (
            ("49.99", "at least"),
            ("500.01", "at most"),
            ("-100", "Choose a sum"),
            ("NaN", "Choose a sum"),
            ("1e3", "Choose a sum"),
            ("", "Choose a sum"),
        ):
            answer = self._top_up(amount=amount)
            self.assertEqual(answer.status_code, 200)
            self.assertIn(words, self._text(answer), amount)
        self.assertFalse(self.env["call.pay.intent"].search([("partner_id", "=", self.acme.id)]))

    def test_an_account_that_is_invoiced_is_told_so(self):
        self.acme.call_policy = "postpaid"
        self.assertIn("is not topped up: its calls are invoiced", self._page("/my/top-up"))
        self.assertIn(
            "not topped up", self._text(self._post("/my/top-up", {"sum": "own", "amount": "100"}, page="/my/pay"))
        )

    def test_rules_that_changed_meanwhile_hold(self):
        key = self._key_of(self._top_up("250.00"))
        self.company.call_top_up_maximum = 200
        self.assertIn("at most", self._transaction(key)["error"]["data"]["message"])
        self.assertIn("at most", self._page(f"/my/pay/{key}"))

    def test_by_a_link_without_a_login_the_balance_is_not_told(self):
        self._login()
        path = f"{urlsplit(self.acme._call_pay_url()).path}/top-up"
        self.assertNotIn("To call for now", self._page(path))
        key = self._key_of(self._top_up("100.00", page=path))
        text = self._page(f"/my/pay/{key}")
        self.assertNotIn("To call for now", text)
        tx = self.env["payment.transaction"].search([("reference", "=", self._transaction(key)["result"]["reference"])])
        self._answer(tx)
        self.assertEqual(self._available(), 100.0)
