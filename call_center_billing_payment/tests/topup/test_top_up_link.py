"""Payment links: whoever has one pays that sum into that account, once."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from odoo.addons.call_center_billing.tests.admission.common import BalanceCase

from .common import TopUpMixin


class LinkCase(TopUpMixin, BalanceCase, HttpCase):
    """A link for 100 that a clerk has made to be copied."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_top_up()

    def setUp(self):
        super().setUp()
        self.link = self._link()

    def _link(self, **vals):
        action = self._wizard(**{"way": "link", "channel": "copy", **vals}).action_top_up()
        return self.env["call.top.up.link"].browse(action["res_id"])

    def _url(self, end="", link=None, token=None):
        link = link or self.link
        return f"{self.base_url()}/top-up/{link.id}/{token or link.token}{end}"

    def _page(self, **kwargs):
        response = self.url_open(self._url(**kwargs))
        self.env.invalidate_all()
        return response

    def _begin(self, link=None, token=None, **changes):
        """What the browser asks when the customer presses Pay."""
        parameters = {
            "provider_id": self.provider.id,
            "payment_method_id": self.method.id,
            "token_id": None,
            "amount": 100,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "/my",
            "is_validation": False,
            "access_token": "x",
            **changes,
        }
        answer = self.make_jsonrpc_request(self._url("/transaction", link, token), parameters)
        self.env.invalidate_all()
        return answer


@tagged("post_install", "-at_install")
class TestTopUpLink(LinkCase):
    def test_it_is_paid_without_logging_in(self):
        page = self._page()
        self.assertEqual((page.status_code, page.headers["Referrer-Policy"]), (200, "no-referrer"))
        self.assertIn("o_payment_form", page.text)
        reference = self._begin()["reference"]
        tx = self.env["payment.transaction"].search([("reference", "=", reference)])
        self.assertEqual((tx.amount, tx.partner_id, tx.call_purpose), (100, self.acme, "top_up"))
        self.assertEqual(tx.landing_route, f"/top-up/{self.link.id}/{self.link.token}")
        self._say(tx)
        self.assertEqual((self._available(), self.link.state), (100, "paid"))
        page = self._page()
        self.assertIn('name="paid"', page.text)
        self.assertNotIn("o_payment_form", page.text)

    def test_the_receipt_is_there_when_it_is_paid(self):
        self.assertEqual(self._page(end="/receipt").status_code, 404)
        self._say(self._transaction(100, call_top_up_link_id=self.link.id))
        receipt = self._page(end="/receipt")
        self.assertEqual((receipt.status_code, receipt.headers["Content-Type"]), (200, "application/pdf"))
        self.assertIn(self._top_ups().name, receipt.text)  # tests get the page that is printed

    @mute_logger("odoo.http")
    def test_sum_and_account_are_the_link_s_own(self):
        reference = self._begin(amount=1)["reference"]
        self.assertEqual(self.env["payment.transaction"].search([("reference", "=", reference)]).amount, 100)
        for name in ("partner_id", "currency_id", "custom_create_values", "call_purpose"):
            with self.subTest(name=name), self.assertRaises(JsonRpcException):
                self._begin(**{name: 1})

    @mute_logger("odoo.http")
    def test_guessed_links_are_not_there(self):
        other = self._link(amount=5)
        for link, token in ((self.link, other.token), (self.link, "x"), (self.link, "é")):
            self.assertEqual(self._page(link=link, token=token).status_code, 404)
            self.assertEqual(self._page(end="/receipt", link=link, token=token).status_code, 404)
            with self.assertRaises(JsonRpcException):
                self._begin(link=link, token=token)
        for number in (0, self.link.id + 1000, 2**31, 10**30):
            url = f"{self.base_url()}/top-up/{number}/{self.link.token}"
            self.assertEqual(self.url_open(url).status_code, 404)

    @mute_logger("odoo.http")
    def test_hostile_choices_are_refused(self):
        for changes in (
            {"provider_id": 10**30},
            {"provider_id": "x"},
            {"provider_id": None},
            {"payment_method_id": [1]},
            {"payment_method_id": self.method.id + 10_000},
            {"flow": "token", "token_id": self._token().id},
            {"flow": None},
            {"flow": {"a": 1}},
        ):
            with self.subTest(changes=changes), self.assertRaises(JsonRpcException) as caught:
                self._begin(**changes)
            self.assertIn("ValidationError", str(caught.exception))
        self.assertFalse(self.link.transaction_ids)

    @mute_logger("odoo.http")
    def test_two_windows_pay_once(self):
        first, second = self._begin(), self._begin()
        self.assertEqual(first["reference"], second["reference"])
        self._say(self.link.transaction_ids, "pending")
        self.assertIn("on its way", self._page().text)
        with self.assertRaises(JsonRpcException):
            self._begin()
        self._say(self.link.transaction_ids)
        with self.assertRaises(JsonRpcException):
            self._begin()
        self.assertEqual((self._available(), len(self._top_ups())), (100, 1))

    def test_what_is_paid_twice_all_the_same_is_booked_and_told(self):
        for _time in range(2):
            self._say(self._transaction(100, call_top_up_link_id=self.link.id))
        self.assertEqual(self._available(), 200)
        self.assertIn("had been paid already", self.acme.activity_ids.note)

    @mute_logger("odoo.http")
    def test_it_expires_and_is_withdrawn(self):
        self.link.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertIn("has expired", self._page().text)
        with self.assertRaises(JsonRpcException):
            self._begin()
        with self.assertRaisesRegex(UserError, "can be paid"):
            self.link.action_send_again()
        self.link.expires_at = fields.Datetime.now() + timedelta(days=1)
        self.link.action_withdraw()
        self.assertIn("withdrawn", self._page().text)
        with self.assertRaises(JsonRpcException):
            self._begin()

    @mute_logger("odoo.http")
    def test_the_rules_hold_until_it_is_paid(self):
        self.company.call_top_up_maximum = 50
        self.assertIn("at most", self._page().text)
        with self.assertRaises(JsonRpcException):
            self._begin()

    def test_a_payment_that_failed_may_be_tried_again(self):
        self._begin()
        self._say(self.link.transaction_ids, "error")
        page = self._page()
        self.assertIn('name="failed"', page.text)
        self.assertIn("o_payment_form", page.text)
        self._begin()
        self._say(self.link.transaction_ids.sorted("id")[-1:])
        self.assertEqual(self._available(), 100)

    def test_saved_cards_are_not_shown_to_whoever_has_the_link(self):
        token = self._token(payment_details="4242 of Acme")
        self.assertTrue(token.active)
        self.assertNotIn("4242 of Acme", self._page().text)

    def test_it_goes_by_e_mail_in_the_customer_s_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.acme.lang = "sv_SE"
        link = self._link(channel="email")
        mail = self.env["mail.mail"].search([("model", "=", "call.top.up.link"), ("res_id", "=", link.id)])
        self.assertEqual((len(mail), link.sent_to), (1, "acme@example.com"))
        self.assertIn(f"/top-up/{link.id}/{link.token}", mail.body_html)
        link.action_send_again()
        self.assertEqual(len(self.env["mail.mail"].search([("res_id", "=", link.id), ("id", ">", mail.id)])), 1)

    def test_without_an_address_the_clerk_is_told(self):
        self.acme.write({"email": False, "phone": False})
        for channel, words in (("email", "no e-mail address"), ("sms", "copy the text")):
            with self.assertRaisesRegex(UserError, words):
                self._link(channel=channel)
        self.assertIn(self.link.url, self.link.text)
        self.assertIn("100", self.link.text)

    def test_it_goes_by_sms_where_odoo_sends_them(self):
        self.acme.phone = "+46701234567"
        if "sms.sms" not in self.env:
            with self.assertRaisesRegex(UserError, "copy the text"):
                self._link(channel="sms")
            return
        link = self._link(channel="sms")
        sms = self.env["sms.sms"].search([("number", "=", "+46701234567")])
        self.assertIn(link.url, sms.body)

    def test_the_dialogue_makes_one_link(self):
        wizard = self._wizard(way="link", channel="copy")
        self.assertEqual(wizard.action_top_up()["res_id"], wizard.action_top_up()["res_id"])

    def test_who_may(self):
        clerk, sales = self._create_user("clerk"), self._create_user("sales")
        self.assertTrue(self.link.with_user(clerk).url)
        self.link.with_user(clerk).action_send_again()
        with self.assertRaises(AccessError):
            self.link.with_user(sales).read(["amount"])
        with self.assertRaises(AccessError):
            self.link.with_user(sales).action_withdraw()
        with self.assertRaises(AccessError):
            self.link.with_user(clerk).write({"amount": 1})
        other = self.env["res.company"].create({"name": "Other"})
        self.link.company_id = other
        with self.assertRaises(AccessError):
            self.link.with_user(clerk).read(["amount"])
