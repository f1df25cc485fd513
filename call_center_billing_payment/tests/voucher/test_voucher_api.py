"""Vouchers by telephone: the switch's API."""

import re
from pathlib import Path

import hypothesis
import schemathesis
from schemathesis.specs.openapi.checks import ignored_auth

from odoo.tests import tagged

from odoo.addons.call_center_billing.tests.admission.api_common import A_NUMBER, ApiCase

from ...controllers.voucher_api import VoucherApi
from .common import VoucherCase

DOCS = Path(__file__).resolve().parents[3] / "docs" / "switch-api.md"
EXAMPLES = 25


@tagged("post_install", "-at_install")
class TestVoucherApi(VoucherCase, ApiCase):
    def _voucher_of(self, code, **who):
        return self._told("voucher", code=code, **(who or {"a_number": A_NUMBER}))

    def test_a_caller_adds_a_voucher_and_calls_at_once(self):
        self.acme.call_credit_limit = 0
        self.assertEqual(self._authorize("1.1")["reason"], "no_credit")
        answer = self._voucher_of(self.codes[1])
        self.assertEqual((answer["outcome"], answer["amount"]), ("ok", "100.00"))
        self.assertEqual((answer["currency"], answer["retry_after"]), (self.currency.name, None))
        self.assertEqual((answer["account"]["id"], answer["balance"]["available"]), (self.acme.id, "100.00"))
        self.assertEqual(answer["prompt"]["code"], "voucher_ok")
        self.assertTrue(answer["prompt"]["text"])
        self.assertEqual((self._authorize("1.2")["decision"], self._voucher(1).used_via), ("allow", "telephone"))
        again = self._voucher_of(self.codes[1], account=self.acme.id)
        self.assertEqual((again["outcome"], again["amount"]), ("again", "100.00"))
        self.assertEqual(self._available() + self._hold("1.2").amount / 1_000_000, 100)

    def test_a_call_goes_on_with_the_money_of_a_voucher(self):
        self.acme.call_credit_limit = 0.6
        first = self._authorize("2.1")
        self.assertEqual(first["max_seconds"], 60)
        self._voucher_of(self.codes[1])
        more = self._told("extend", call_id="2.1", talk_seconds=30, seconds=600)
        self.assertGreater(more["max_seconds"], 600)

    def test_wrong_codes_are_counted_by_account(self):
        outcomes = [self._voucher_of(self.codes[5])["outcome"] for _try in range(3)]
        self.assertEqual(outcomes, ["unknown"] * 3)
        locked = self._voucher_of(self.codes[1])
        self.assertEqual((locked["outcome"], locked["amount"]), ("locked", None))
        self.assertTrue(0 < locked["retry_after"] <= 60)
        self.assertEqual(self._voucher_of("1234")["outcome"], "mistyped")
        self.assertFalse(self.env["call.voucher.guess"].search([("address", "!=", False)]))

    def test_questions_that_are_none(self):
        self.assertRefused(self._ask("voucher", code=self.codes[1], a_number="+46899999999"), 404, "unknown_account")
        self.assertRefused(self._ask("voucher", code=self.codes[1], account=2**31 - 1), 404, "unknown_account")
        self.assertRefused(self._ask("voucher", code=self.codes[1]), 400, "missing")
        both = {"a_number": A_NUMBER, "account": self.acme.id}
        self.assertRefused(self._ask("voucher", code=self.codes[1], **both), 400, "missing")
        self.assertRefused(self._ask("voucher", a_number=A_NUMBER), 400, "missing")
        self.assertRefused(self._ask("voucher", code=1, a_number=A_NUMBER), 400, "value")
        self.assertRefused(self._ask("voucher", code="1", a_number=A_NUMBER, amount="9"), 400, "parameter")
        self.assertRefused(self._ask("voucher", key="wrong", code="1", a_number=A_NUMBER), 401, "key")
        self.assertEqual(self._voucher(1).state, "sold")

    def test_it_is_answered_as_it_is_described(self):
        """Schemathesis makes questions from the description, right and wrong ones, and holds the answers to it."""
        described = self.url_open("/call_center/v1/openapi.json").json()
        operation = schemathesis.openapi.from_dict(described)["/voucher"]["POST"]
        headers = {"Authorization": f"Bearer {self.key}"}
        given = {"base_url": f"{self.base_url()}/call_center/v1", "session": self.opener, "headers": headers}
        for code in (self.codes[1], self.codes[1], "1", self.codes[5]):
            body = {"code": code, "a_number": A_NUMBER}
            operation.Case(body=body, media_type="application/json").call_and_validate(
                **given, excluded_checks=[ignored_auth]
            )
        strategy = operation.as_strategy() | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=strategy)
        def ask(case):
            case.call_and_validate(**given, excluded_checks=[ignored_auth])

        ask()

    def test_the_documentation_names_it(self):
        words = set(re.findall(r"`([^`]+)`", DOCS.read_text()))
        question = VoucherApi.operations["voucher"]
        outcomes = VoucherApi.answers["voucher"]["properties"]["outcome"]["enum"]
        self.assertFalse({"voucher", "retry_after", *question["properties"], *outcomes} - words)
