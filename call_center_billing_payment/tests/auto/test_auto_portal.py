"""The customer's page: what is switched on, and what nobody can switch."""

import itertools
import re

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CardCase

PAGE = "/my/auto-top-up"


@tagged("post_install", "-at_install")
class TestAutoPortal(CardCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.desk = cls.env["res.partner"].create({"name": "Desk", "parent_id": cls.acme.id})
        new_test_user(cls.env, "ccb_acme", "base.group_portal", partner_id=cls.desk.id, password="ccb_acme")
        cls.other = cls._create_customer("Nordic")
        cls.other_card = cls._card(partner=cls.other)

    def setUp(self):
        super().setUp()
        self.authenticate("ccb_acme", "ccb_acme")

    def _page(self, path=PAGE):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200)
        return response.text

    def _token(self):
        return re.search(r'name="csrf_token" value="([^"]+)"', self._page()).group(1)

    def _post(self, action, token=None, **form):
        token = token or self._token()
        response = self.url_open(f"{PAGE}/{action}", data={"csrf_token": token, **form})
        self.env.invalidate_all()
        return response

    def _on(self, token=None, **changes):
        terms = {"threshold": "5", "amount": "20,50", "day_cap": "1 00", "count": "3", "agree": "1"}
        return self._post("on", token, **({"card": self.card.id} | terms | changes))

    def test_a_customer_switches_it_on_changes_it_and_switches_it_off(self):
        self.assertIn("Switch On", self._page())
        self._on()
        account = self.acme
        self.assertTrue(account.call_auto_top_up)
        self.assertEqual((account.call_auto_amount, account.call_auto_day_cap), (20.5, 100))
        self.assertEqual(account.call_auto_token_id, self.card)
        consent = account.call_card_consent_ids
        self.assertEqual((consent.user_id.login, consent.by), ("ccb_acme", "customer"))
        self.assertIn("I agree", consent.text)
        self._on(amount="30")
        self.assertEqual((account.call_auto_amount, len(account.call_card_consent_ids)), (30, 2))
        self._post("off")
        self.assertFalse(account.call_auto_top_up)

    def test_invoices_by_card(self):
        self._post("invoices/on", invoice_card=self.card.id, agree="1")
        self.assertEqual(self.acme.call_collect_token_id, self.card)
        self._post("invoices/off")
        self.assertFalse(self.acme.call_collect_invoices)

    def test_the_cards_of_others_cannot_be_chosen(self):
        token, refusal = self._token(), "Choose one of your saved cards"
        for wrong in (self.other_card.id, -1, 10**30, "", f"{self.card.id} OR 1=1", "None"):
            with self.subTest(card=wrong):
                self.assertIn(refusal, self._on(token, card=wrong).text)
        for wrong in (self.other_card.id, 10**30, "x"):
            with self.subTest(invoice_card=wrong):
                self.assertIn(refusal, self._post("invoices/on", token, invoice_card=wrong, agree=1).text)
        self.assertFalse(self.acme.call_auto_top_up or self.acme.call_collect_invoices)
        self.assertNotIn(str(self.other_card.id), re.findall(r'<option value="(\d+)"', self._page()))

    def test_what_is_no_sum_is_said_and_nothing_changes(self):
        token = self._token()
        names = itertools.cycle(("threshold", "amount", "day_cap", "count"))
        for wrong in ("", "-1", "nan", "inf", "1e5", "<b>", "0", "9" * 400, "²", "1.2.3", "\x00"):
            name = next(names)
            with self.subTest(name=name, wrong=wrong[:9]):
                response = self._on(token, **{name: wrong})
                self.assertEqual(response.status_code, 200)
                self.assertIn("alert-danger", response.text)
                self.assertNotIn("<b>", response.text.partition("<form")[2].partition("</form>")[0])
        self.assertFalse(self.acme.call_auto_top_up)

    def test_without_a_tick_or_a_token_nothing_changes(self):
        self.assertIn("Tick that you agree", self._on(agree="").text)
        with mute_logger("odoo.http"):
            response = self.url_open(f"{PAGE}/on", data={"threshold": "5", "agree": "1"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.url_open(f"{PAGE}/on").status_code, 405)
        self.assertFalse(self.acme.call_auto_top_up)

    def test_strangers_are_asked_to_log_in(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(PAGE).url)

    def test_another_customer_sees_nothing_of_it(self):
        self._agree()
        self._cron("top_ups")
        self.assertIn("Paid", self._page())
        self.assertIn("•••• 4242", self._page())
        new_test_user(self.env, "ccb_nordic", "base.group_portal", partner_id=self.other.id, password="ccb_nordic")
        self.authenticate("ccb_nordic", "ccb_nordic")
        self.assertNotIn("Paid", self._page())
        self._post("off")
        self.assertTrue(self.acme.call_auto_top_up)

    def test_what_is_not_offered_can_only_be_switched_off(self):
        self._agree()
        self.company.call_card_offer = False
        self._post("off")
        self.assertFalse(self.acme.call_auto_top_up)
        self.assertIn("Ask us", self._page())
        token = re.search(r'csrf_token: "([^"]+)"', self._page("/my/home")).group(1)
        form = {"csrf_token": token, "threshold": "5", "amount": "20", "day_cap": "100", "count": "3", "agree": "1"}
        self.url_open(f"{PAGE}/on", data={**form, "card": self.card.id})
        self.env.invalidate_all()
        self.assertFalse(self.acme.call_auto_top_up)
        self.assertNotIn(PAGE, self._page("/my/home"))
        self.company.call_card_offer = True
        self.assertIn(PAGE, self._page("/my/home"))

    def test_pages_that_are_not_there(self):
        for page in ("0", "999999", "99999999999999999999"):
            self._page(f"{PAGE}/page/{page}")
        self.assertEqual(self.url_open(f"{PAGE}/page/x").status_code, 404)
