"""The description that the product serves is true: it is what questions are checked by, and what answers look like."""

import re
from pathlib import Path

import hypothesis
import schemathesis
from schemathesis.specs.openapi.checks import ignored_auth

from odoo import http
from odoo.tests import tagged

from ...controllers.api_schema import MAX_BODY, OPERATIONS
from ...controllers.call_api import CallApi
from ...controllers.openapi import document
from .api_common import A_NUMBER, B_NUMBER, ApiCase

EXAMPLES = 25
DOCS = Path(__file__).resolve().parents[3] / "docs" / "switch-api.md"
PATH = "/call_center/v1/"


@tagged("post_install", "-at_install")
class TestOpenApi(ApiCase):
    def test_it_is_served_without_a_key(self):
        served = self.url_open(f"{PATH}openapi.json")
        self.assertEqual(served.status_code, 200)
        # other add-ons may add questions
        for part in (("paths",), ("components", "schemas")):
            self.assertLessEqual(_part(document(), part).items(), _part(served.json(), part).items())

    def test_it_names_the_routes_there_are(self):
        methods = [getattr(CallApi, name) for name in dir(CallApi)]
        routes = {
            route.removeprefix(PATH)
            for method in methods
            for route in getattr(method, "original_routing", {}).get("routes", ())
        }
        others = {"openapi.json", "prompt/<int:audio_id>.<string(maxlength=8):kind>"}
        self.assertEqual(routes - others, {path.removeprefix("/") for path in document()["paths"]})
        self.assertEqual(routes & others, others)

    def test_questions_are_taken_as_it_says(self):
        """Every parameter it names is taken, and each that it needs is needed."""
        for name, schema in OPERATIONS.items():
            described = document()["components"]["schemas"][name]
            self.assertEqual(set(described["properties"]), set(schema["properties"]))
            self.assertFalse(described["additionalProperties"])
        self.assertEqual(MAX_BODY, 16 * 1024)

    def test_whatever_follows_from_it_is_answered_as_it_says(self):
        """Schemathesis makes questions from the description, right and wrong ones, and holds the answers to it."""
        schema = schemathesis.openapi.from_dict(document())
        self._authorize("known", seconds=60)
        for operation in schema.get_all_operations():
            self._fuzz(operation.ok())

    def _fuzz(self, operation):
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
            case.call_and_validate(
                base_url=f"{self.base_url()}/call_center/v1",
                session=self.opener,
                headers={"Authorization": f"Bearer {self.key}"},
                # it would take the key away, which is given with every call; see test_hostile.py for keys
                excluded_checks=[ignored_auth],
            )

        ask()


@tagged("post_install", "-at_install")
class TestReadOnly(ApiCase):
    """What changes nothing can be answered by a replica."""

    def _mode(self, path, body):
        """What kind of cursor a request gets where there is a replica: in a test, every read-only route does."""
        modes = []
        original = http.Request._serve_ir_http

        def listen(request, rule, args):
            modes.append(request.env.cr.readonly)
            return original(request, rule, args)

        self.patch(http.Request, "_serve_ir_http", listen)
        response = self._ask(path, **body)
        return response, modes

    def test_a_question_without_a_hold(self):
        asked = {"call_id": "1.1", "a_number": A_NUMBER, "b_number": B_NUMBER}
        for number in (A_NUMBER, "anonymous", "+46850009999"):
            response, modes = self._mode("authorize", asked | {"a_number": number, "hold": False})
            self.assertEqual((response.status_code, modes), (200, [True]), response.text)
        response, modes = self._mode("authorize", asked)
        self.assertEqual((response.status_code, modes), (200, [False]), response.text)

    def test_the_balance(self):
        response, modes = self._mode("balance", {"a_number": A_NUMBER})
        self.assertEqual((response.status_code, modes), (200, [True]), response.text)


@tagged("post_install", "-at_install")
class TestDocs(ApiCase):
    """docs/switch-api.md says what there is."""

    def test_it_names_every_operation_parameter_and_reason(self):
        text = DOCS.read_text()
        words = set(re.findall(r"`([^`]+)`", text))
        reasons = document()["components"]["schemas"]["reason"]["enum"]
        named = {*reasons, *OPERATIONS}
        for schema in OPERATIONS.values():
            named |= set(schema["properties"])
        self.assertEqual(named - words, set())


def _part(description, path):
    for name in path:
        description = description[name]
    return description
