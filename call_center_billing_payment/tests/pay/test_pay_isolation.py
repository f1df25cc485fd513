"""Others' invoices, keys and cards; and whatever else may be sent."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayIsolation(PayCase):
    def setUp(self):
        super().setUp()
        self.move = self._late()
        rival = self._create_customer("Rival", "+46855550000")
        self.rival = self._create_portal_user(
            "rival_portal", self.env["res.partner"].create({"name": "R", "parent_id": rival.id})
        )
        self._login(self.user)
        self.key = self._key_of(self._choose(self.move))

    def test_a_stranger_meets_the_login_page(self):
        self._login()
        for path in ("/my/pay", "/my/top-up"):
            answer = self.url_open(path, allow_redirects=False)
            self.assertIn("/web/login", answer.headers["Location"])
        for key in (self.key, "x" * 32):
            answer = self.url_open(f"/my/pay/{key}", allow_redirects=False)
            self.assertIn(f"/web/login?redirect=/my/pay/{key}", answer.headers["Location"])
        self._assert_nothing_at(self.key, pages=("/receipt",))

    def test_another_customer_reaches_nothing(self):
        self._login(self.rival)
        self.assertNotIn(self.move.name, self._page("/my/pay"))
        self._assert_nothing_at(self.key)
        for key in ("guessed", "x" * 32, "%00", "%C3%A5", "' OR 1=1"):
            self._assert_nothing_at(key)
        answer = self._choose(self.move, page="/my/pay")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("There is nothing to pay any more", self._text(answer))
        self.assertFalse(self.env["call.pay.intent"].search([("payer_id", "=", self.rival.partner_id.id)]))

    def test_a_colleague_sees_and_pays_what_the_company_owes_but_not_by_annas_card(self):
        bo = self.env["res.partner"].create({"name": "Bo", "parent_id": self.acme.id})
        token = self._card(self.anna)
        self._login(self._create_portal_user("bo_colleague", bo))
        self.assertIn(self.move.name, self._page("/my/pay"))
        key = self._key_of(self._choose(self.move))
        self.assertNotIn("4242", self.url_open(f"/my/pay/{key}").text)
        refused = self._transaction(key, flow="token", token_id=token.id)
        self.assertIn("not offered", refused["error"]["data"]["message"])
        self.assertFalse(self.move.transaction_ids)
        self.assertIn("result", self._transaction(key))

    def test_annas_own_card_is_charged_once(self):
        token = self._card(self.anna)
        self.assertIn("4242", self.url_open(f"/my/pay/{self.key}").text)
        self.assertIn("result", self._transaction(self.key, flow="token", token_id=token.id))
        self.assertEqual(self.move.payment_state, "paid")
        again = self._transaction(self.key, flow="token", token_id=token.id)
        self.assertIn("was paid already", again["error"]["data"]["message"])
        self.assertEqual(len(self.move.transaction_ids), 1)

    def test_hostile_parameters_make_no_transaction(self):
        method = self.method.id
        for params in (
            {"amount": 0.01},
            {"amount": -3},
            {"amount": "NaN"},
            {"amount": "Infinity"},
            {"amount": None},
            {"amount": [3.0]},
            {"amount": {"a": 1}},
            {"amount": "3.00; DROP TABLE"},
            {"amount": 10**400},
            {"provider_id": 0},
            {"provider_id": "x"},
            {"provider_id": [1]},
            {"provider_id": 2**70},
            {"payment_method_id": 2**70},
            {"payment_method_id": -method},
            {"token_id": 1, "flow": "token"},
            {"flow": "validation"},
            {"flow": ["direct"]},
            {"flow": None},
            {"currency_id": self.env.ref("base.EUR").id},
            {"partner_id": self.rival.partner_id.id},
            {"custom_create_values": {"state": "done"}},
            {"reference_prefix": "x"},
        ):
            self.assertIn("error", self._transaction(self.key, **params), params)
        self.assertFalse(self.move.transaction_ids)

    def test_hostile_forms_are_answered_on_the_page(self):
        many = ["-1", "0", "x", "part-", "part-x", "part-999999999999999999999", "٣", str(2**70)]
        group = f"{self.company.id}-{self.currency.id}"
        for form in (
            {"group": group, "how": "ticked", "tick": many},
            {"group": "1-2-3", "how": "all"},
            {"group": "", "how": "all"},
            {"how": "sum", "group": group, "amount": "NaN"},
            {"how": "sum", "group": group, "amount": "-1"},
            {"how": "sum", "group": group, "amount": "1e309"},
            {"how": "sum", "group": group, "amount": "9" * 400},
            {"how": "drop table", "group": group},
        ):
            answer = self._post("/my/pay", form)
            self.assertEqual(answer.status_code, 200, form)
            self.assertIn('role="alert"', answer.text, form)

    def test_a_form_of_another_site_is_refused(self):
        with mute_logger("odoo.http"):
            answer = self.url_open("/my/pay", data={"how": "all"}, allow_redirects=False)
        self.assertEqual(answer.status_code, 400)

    @mute_logger("odoo.http")
    def _assert_nothing_at(self, key, pages=("", "/receipt")):
        for page in pages:
            answer = self.url_open(f"/my/pay/{key}{page}", allow_redirects=False)
            self.assertIn(answer.status_code, (400, 404), key)
        self.assertIn("error", self._transaction(key))
        answer = self._post(f"/my/pay/{key}/give-up", {}, page="/web/login")
        self.assertIn(answer.status_code, (400, 404))
        self.assertFalse(self.move.transaction_ids)

    def _card(self, partner):
        return self.env["payment.token"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "partner_id": partner.id,
                "payment_details": "4242",
                "provider_ref": "card",
                "demo_simulated_state": "done",
            }
        )
