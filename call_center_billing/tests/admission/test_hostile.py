"""Whatever is sent: an error in JSON with a code, or a defined answer; nothing changed, nothing given away."""

import json

from odoo.tests import tagged

from .api_common import A_NUMBER, B_NUMBER, ApiCase

ASKED = {"call_id": "1.1", "a_number": A_NUMBER, "b_number": B_NUMBER}
OPERATIONS = ("authorize", "pin", "extend", "end", "balance")


@tagged("post_install", "-at_install")
class TestHostile(ApiCase):
    def _raw(self, body, operation="authorize", method="POST", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **headers}
        url = f"{self.base_url()}/call_center/v1/{operation}"
        return self.opener.request(method, url, data=body, headers=headers, timeout=30)

    def _nothing_changed(self):
        domain = [("source_id", "=", self.source.id)]
        self.env.invalidate_all()
        return not any(self.env[model].search_count(domain) for model in ("call.hold", "call.denial", "call.record"))

    def test_keys(self):
        for key in ("", "wrong", self.key[:-1], self.key + "x", "' OR 1=1 --"):
            with self.subTest(key=key):
                self.assertIn(self._ask("authorize", key=key, **ASKED).status_code, (401, 429))
        self.assertEqual(self._ask("authorize", **ASKED).status_code, 200)

    def test_a_source_that_was_archived_or_whose_key_was_taken_away(self):
        self.source.active = False
        self.assertRefused(self._ask("authorize", **ASKED), 401, "key")
        self.source.active = True
        self.assertEqual(self._ask("authorize", **ASKED).status_code, 200)
        self.source.action_remove_push_key()
        self.assertRefused(self._ask("authorize", **ASKED), 401, "key")

    def test_addresses(self):
        self.source.admission_networks = "192.0.2.0/24, 2001:db8::/32"
        self.assertRefused(self._ask("authorize", **ASKED), 403, "address")
        self.assertRefused(self._raw(b"x", "cdr", Content_Type="text/plain"), 403, "address")
        self.source.admission_networks = "127.0.0.1, ::1"
        self.assertEqual(self._ask("authorize", **ASKED).status_code, 200)

    def test_bodies_that_are_none(self):
        for operation in OPERATIONS:
            for body in (b"", b"{", b"nonsense", b"[" * 10_000, b"\xff\xfe", b'{"a": 1e999999}x'):
                with self.subTest(operation=operation, body=body[:10]):
                    self.assertRefused(self._raw(body, operation), 400, "json")
            for body in (b"null", b"[]", b'"text"', b"7", b"NaN"):
                with self.subTest(operation=operation, body=body):
                    self.assertRefused(self._raw(body, operation), 400, "body")
        self.assertTrue(self._nothing_changed())

    def test_bodies_that_are_too_large(self):
        body = json.dumps(ASKED | {"account_code": "x" * 20_000}).encode()
        self.assertRefused(self._raw(body), 413, "size")
        self.assertRefused(self._raw(b" " * 17_000), 413, "size")

    def test_other_methods_and_types(self):
        for operation in OPERATIONS:
            for method in ("GET", "PUT", "DELETE"):
                self.assertRefused(self._raw(b"", operation, method=method), 405, "method")
            body = json.dumps(ASKED).encode()
            for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
                self.assertRefused(self._raw(body, operation, Content_Type=kind), 415, "type")
        self.assertTrue(self._nothing_changed())

    def test_parameters(self):
        wrong = [
            ({"x": 1}, "parameter"),
            ({"__class__": 1}, "parameter"),
            ({"call_id": 7}, "value"),
            ({"call_id": ""}, "value"),
            ({"call_id": "x" * 129}, "value"),
            ({"call_id": "a\x00b"}, "value"),
            ({"call_id": "\ud800"}, "value"),
            ({"call_id": "a\nb"}, "value"),
            ({"call_id": None}, "value"),
            ({"a_number": ["+46812345678"]}, "value"),
            ({"a_number": {"$ne": ""}}, "value"),
            ({"a_number": "9" * 65}, "value"),
            ({"a_number": "😀"}, "value"),
            ({"a_number": "\udc00"}, "value"),
            ({"call_id": "a b"}, "value"),
            ({"b_number": ""}, "value"),
            ({"b_number": True}, "value"),
            ({"seconds": 0}, "value"),
            ({"seconds": -1}, "value"),
            ({"seconds": 1.5}, "value"),
            ({"seconds": True}, "value"),
            ({"seconds": 10**30}, "value"),
            ({"seconds": "60"}, "value"),
            ({"hold": "false"}, "value"),
            ({"hold": 0}, "value"),
            ({"pin": "123"}, "value"),
            ({"pin": 1234567890}, "value"),
            ({"pin": "١٢٣٤٥٦٧٨٩٠"}, "value"),
            ({"lang": "../../etc"}, "value"),
            ({"lang": "sv_SE\n"}, "value"),
        ]
        for change, code in wrong:
            with self.subTest(change):
                self.assertRefused(self._ask("authorize", **(ASKED | change)), 400, code)
        for name in ASKED:
            asked = {key: value for key, value in ASKED.items() if key != name}
            self.assertRefused(self._ask("authorize", **asked), 400, "missing")
        self.assertRefused(self._ask("authorize?db=other", **ASKED), 400, "parameter")
        self.assertTrue(self._nothing_changed())

    def test_numbers_that_are_none(self):
        odd = [
            "'; DROP TABLE call_number; --", "%s%s%s", "{{7*7}}", "${jndi:ldap://x}", "<script>alert(1)</script>",
            "+", "++46", "0" * 64, "sip:anonymous@anonymous.invalid", "anonymous", "unknown",
        ]  # fmt: skip
        for number, text in enumerate(odd):
            with self.subTest(text):
                answer = self._authorize(f"2.{number}", a_number=text)
                self.assertIn(answer["decision"], ("transfer", "ask_pin"))
                self.assertIsNone(answer["account"])
                answer = self._authorize(f"3.{number}", b_number=text)
                self.assertEqual((answer["decision"], answer["reason"]), ("deny", "no_rate"))
        self.assertEqual(self._available(), 10)

    def test_ids_that_are_long_or_odd_are_still_one_call(self):
        for call_id in ("x" * 128, "';--", "a/b/c", "1.1/1", "%s%d"):
            with self.subTest(call_id):
                first = self._authorize(call_id, seconds=1)
                self.assertEqual(self._authorize(call_id, seconds=1)["hold"], first["hold"])
                self.assertEqual(self._told("end", call_id=call_id, talk_seconds=1)["charged"], "0.01")
                self.assertTrue(self._told("end", call_id=call_id, talk_seconds=1)["again"])

    def test_accounts_of_others_have_no_balance(self):
        stranger = self.env["res.partner"].create({"name": "No caller"})
        for account in (stranger.id, self.company.partner_id.id, 2**31 - 1):
            self.assertRefused(self._ask("balance", account=account), 404, "unknown_account")
        self.assertRefused(self._ask("balance", a_number="+46850009999"), 404, "unknown_account")
        self.assertRefused(self._ask("balance", a_number="anonymous"), 404, "unknown_account")
        self.assertRefused(self._ask("balance"), 400, "missing")
        self.assertRefused(self._ask("balance", a_number=A_NUMBER, account=1), 400, "missing")

    def test_another_company_s_switch_knows_none_of_ours(self):
        other = self.env["res.company"].create({"name": "Other operator", "country_id": self.env.ref("base.se").id})
        source = self.env["call.source"].create(
            {"name": "Theirs", "company_id": other.id, "country_id": self.env.ref("base.se").id}
        )
        key = source.action_new_push_key()["context"]["default_key"]
        self.assertEqual(self._ask("authorize", key=key, **ASKED).json()["reason"], "unknown_number")
        self.assertRefused(self._ask("balance", key=key, account=self.acme.id), 404, "unknown_account")
        self.assertRefused(self._ask("balance", key=key, a_number=A_NUMBER), 404, "unknown_account")
