"""Paying by a signed link, without a login."""

from datetime import timedelta
from urllib.parse import urlsplit

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayLink(PayCase):
    def setUp(self):
        super().setUp()
        self.move = self._late()
        self.path = urlsplit(self.acme._call_pay_url()).path
        self._login()

    def test_whoever_has_the_link_pays_without_a_login(self):
        text = self._page(self.path)
        self.assertIn(self.move.name, text)
        self.assertIn("You need not log in", text)
        key = self._key_of(self._choose(self.move, page=self.path))
        self.assertEqual(self.env["call.pay.intent"].search([("key", "=", key)]).payer_id, self.acme)
        values = self._transaction(key, tokenization_requested=True)["result"]
        tx = self.env["payment.transaction"].search([("reference", "=", values["reference"])])
        self.assertFalse(tx.tokenize, "a link may be passed on: no card is kept for it")
        self._answer(tx)
        self.assertIn("Paid Thank you.", self._page(f"/my/pay/{key}"))
        self.assertIn(f'href="{self.path}"', self.url_open(f"/my/pay/{key}").text)

    def test_cards_on_file_are_neither_shown_nor_charged(self):
        card = {
            "provider_id": self.provider.id,
            "payment_method_id": self.method.id,
            "partner_id": self.acme.id,
            "payment_details": "4242",
            "provider_ref": "card",
            "demo_simulated_state": "done",
        }
        token = self.env["payment.token"].create(card)
        key = self._key_of(self._choose(self.move, page=self.path))
        self.assertNotIn("4242", self.url_open(f"/my/pay/{key}").text)
        self.assertIn("error", self._transaction(key, flow="token", token_id=token.id))
        self.assertFalse(self.move.transaction_ids)

    @mute_logger("odoo.http")
    def test_links_that_do_not_hold(self):
        good = self.path.rpartition("/")[2]
        for token in (good[:-1], good[:-4] + "AAAA", "A" * 40, "AQ", "x", "%C3%A5", good + "é"):
            answer = self.url_open(f"/pay/{token}", allow_redirects=False)
            self.assertEqual(answer.status_code, 404, token)
            self.assertNotIn(self.move.name, answer.text)
        self.assertIn("does not hold any more", self._text(self.url_open(f"/pay/{good[:-4]}AAAA")))

    def test_links_end_by_time_and_by_withdrawal(self):
        partners, token = self.env["res.partner"], self.path.rpartition("/")[2]
        self.assertEqual(partners._call_of_pay_token(token), self.acme)
        with freeze_time(fields.Datetime.now() + timedelta(days=self.company.call_pay_link_days, minutes=1)):
            self.assertFalse(partners._call_of_pay_token(token))
        clerk = self._create_user("clerk")
        link = self.env["call.pay.link"].with_user(clerk).create({"partner_id": self.acme.id})
        self.assertIn("/pay/", link.url)
        link.action_withdraw()
        self.assertFalse(partners._call_of_pay_token(token))
        self.assertEqual(partners._call_of_pay_token(link.partner_id._call_pay_token()), self.acme)

    def test_a_link_is_for_one_account(self):
        other = self._create_customer("Another", "+46855550000")
        self.assertNotEqual(other._call_pay_token(), self.acme._call_pay_token())
        self.assertNotIn(self.move.name, self._page(urlsplit(other._call_pay_url()).path))

    def test_links_are_for_clerks_to_give_out(self):
        sales = self._create_user("sales")
        with self.assertRaises(AccessError):
            self.env["call.pay.link"].with_user(sales).create({"partner_id": self.acme.id})
        for group in ("sales", "clerk"):
            user = sales if group == "sales" else self._create_user(group)
            self.assertFalse(user.has_group("base.group_system"))
            with self.assertRaises(AccessError):
                self.acme.with_user(user).read(["call_pay_link_round"])
