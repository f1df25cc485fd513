"""The switch asks whether a number is verified by a code."""

import re
from pathlib import Path

from odoo.tests import tagged

from odoo.addons.call_center_billing.tests.admission.api_common import ApiCase

from ...controllers.number_api import NumberApi

DOCS = Path(__file__).resolve().parents[3] / "docs" / "switch-api.md"
NEW = "+46701234567"


@tagged("post_install", "-at_install")
class TestVerifyApi(ApiCase):
    def setUp(self):
        super().setUp()
        self.company.call_verify_number = "+46812345000"
        self.claim = self.env["call.number.claim"].sudo()._claim(self.acme, NEW)

    def test_a_caller_verifies_the_number(self):
        wrong = self._told("verify", a_number="0701234567", code="x")
        self.assertEqual((wrong["outcome"], wrong["account"]), ("wrong", None))
        self.assertEqual(wrong["prompt"]["code"], "verify_wrong")
        answer = self._told("verify", a_number="0701234567", code=self.claim.code)
        self.assertEqual((answer["outcome"], answer["account"]["id"]), ("ok", self.acme.id))
        self.assertTrue(answer["prompt"]["text"])
        self.assertEqual(self._authorize(a_number="0701234567")["account"]["id"], self.acme.id)

    def test_a_number_that_nobody_claimed_and_another_code_sound_alike(self):
        unknown = self._told("verify", a_number="+46709999999", code=self.claim.code)
        self.assertEqual(unknown, self._told("verify", a_number=NEW, code="000000x"))

    def test_a_withheld_number_is_not_looked_for(self):
        for number in ("", "anonymous"):
            self.assertEqual(self._told("verify", a_number=number, code="1")["outcome"], "withheld")
        self.assertEqual(self.claim.wrong_count, 0)

    def test_questions_that_are_none(self):
        self.assertRefused(self._ask("verify", a_number=NEW), 400, "missing")
        self.assertRefused(self._ask("verify", a_number=NEW, code=1), 400, "value")
        self.assertRefused(self._ask("verify", a_number=NEW, code="1\x00"), 400, "value")
        self.assertRefused(self._ask("verify", a_number=NEW, code="1", account=1), 400, "parameter")
        self.assertRefused(self._ask("verify", key="wrong", a_number=NEW, code=self.claim.code), 401, "key")
        self.assertEqual(self.claim.state, "open")

    def test_it_is_described(self):
        described = self.url_open("/call_center/v1/openapi.json").json()
        self.assertIn("/verify", described["paths"])
        outcomes = described["components"]["schemas"]["verify_answer"]["properties"]["outcome"]["enum"]
        text = DOCS.read_text()
        section = text.partition("## A number that a customer adds")[2].partition("\n## ")[0]
        self.assertEqual(set(re.findall(r"^\| `(\w+)` \| \w", section, re.MULTILINE)), set(outcomes))
        self.assertEqual(NumberApi.operations["verify"]["required"], ["a_number", "code"])
