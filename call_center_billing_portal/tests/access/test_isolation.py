"""Every route of an account by everybody who should not have it. A route that is not known here fails."""

import threading
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.access.roles import role_of
from .belongings import BelongingsCase

OURS = "odoo.addons.call_center_billing"
#: whose pages show what is ours to guard, beside our own
GUARDED = ("/my/invoices", "/my/orders", "/my/quotes", "/my/payment_method")
#: routes without a role, and why
WITHOUT_ROLE = {
    "/my": "each part wants its own role",
    "/my/home": "each part wants its own role",
    "/my/counters": "each card wants its own role",
    "/my/notifications": "of the own contact",
    "/my/privacy": "of the own contact",
    "/my/privacy/data": "of the own contact; the rest by its role",
    "/my/privacy/erase": "of the own contact; for the account by its role",
    "/my/privacy/erase/<int:erasure_id>/withdraw": "of the own contact; for the account by its role",
    "/my/invoices/<int:invoice_id>": "record rules, for a link with a token opens it",
    "/my/orders/<int:order_id>": "record rules, for a link with a token opens it",
    "/my/orders/<int:order_id>/accept": "record rules",
    "/my/orders/<int:order_id>/decline": "record rules",
    "/my/orders/<int:order_id>/document/<int:document_id>": "record rules",
    "/my/orders/<int:order_id>/download_edi": "record rules",
    "/my/orders/<int:order_id>/transaction": "record rules",
    "/my/orders/<int:order_id>/update_line_dict": "record rules",
}
#: what even the account's own people do not get by GET with nothing behind the address
NOT_FOR_SIBLING = {
    "/my/invoices/overdue": "leads to /my/pay",
    "/my/orders/<int:order_id>/document/<int:document_id>": "the order has no document",
    "/my/disputes/<string:dispute_id>/files/<string:file_id>": "the dispute has no file",
    "/my/invoices/<int:invoice_id>/files/<int:file_id>": "the invoice has no such file",
    "/my/pay/<string:key>": "no such key",
    "/my/pay/<string:key>/receipt": "no such key",
    "/my/reports/archive/<int:invoice_id>": "no report went with the invoice",
}


@tagged("post_install", "-at_install")
class TestIsolation(BelongingsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routes = {}
        # by which Odoo finds the registry, as in a worker
        with patch.object(threading.current_thread(), "dbname", cls.env.cr.dbname, create=True):
            rules = list(cls.env["ir.http"].routing_map().iter_rules())
        for rule in rules:
            ours = rule.endpoint.__module__.startswith(OURS)
            if rule.rule.startswith("/my") and (ours or rule.rule.startswith(GUARDED)):
                as_json = rule.endpoint.routing["type"] != "http"
                for method in ("POST",) if as_json else rule.endpoint.routing["methods"] or ("GET",):
                    cls.routes[rule.rule, method] = rule

    def setUp(self):
        super().setUp()
        self.ids = self.belongings()

    def _each(self, method, with_ids=None):
        """(path, its address with customer A's ids, whether it is for JSON) of each route."""
        for (path, verb), rule in sorted(self.routes.items(), key=lambda item: item[0]):
            if verb != method:
                continue
            names = rule.arguments
            self.assertLessEqual(names, self.ids.keys(), f"say in `ids` whose these are, for {path}")
            if with_ids is None or with_ids == bool(names - {"page", "kind"}):
                url = rule.build({name: self.ids[name] for name in names})[1]
                yield path, url, rule.endpoint.routing["type"] != "http"

    def _post(self, url, user, as_json, **kwargs):
        if not as_json:
            return self.send(url, user, **kwargs)
        self.authenticate(user and user.login, user and user.login)
        return self.url_open(url, json={"params": {"counters": [], "line_id": 0}}, allow_redirects=False)

    def _assert_refused(self, response, path):
        """Not found, not allowed, asked to log in, or sent home: nothing of the page."""
        if response.status_code == 303:
            place = response.headers["Location"]
            # the page of payments asks to log in by itself
            home = place.endswith(("/my", "/my/pay"))
            self.assertTrue(home or "/web/login" in place, f"{path} leads to {place}")
        elif response.status_code == 200 and "jsonrpc" in response.text[:20]:
            answer = response.json()
            result = answer.get("result")
            # Odoo's own send home even programs
            refused = "error" in answer or not result or "error" in result or "303 SEE OTHER" in result
            self.assertTrue(refused, f"{path} answers {answer}")
        else:
            self.assertIn(response.status_code, (400, 403, 404), path)

    # === WHAT THERE IS === #

    def test_each_route_wants_a_role_or_says_why_not(self):
        without = {path for (path, _method), rule in self.routes.items() if not role_of(path, rule.endpoint.routing)}
        self.assertEqual(without, WITHOUT_ROLE.keys(), "give a route `call_role=`, or say here why it has none")

    def test_each_form_wants_a_token_against_forgery(self):
        for path, url, as_json in self._each("POST"):
            if not as_json:
                with mute_logger("odoo.http"):
                    response = self.send(url, self.user_a, csrf=False)
                self.assertEqual(response.status_code, 400, path)

    def test_an_address_that_cannot_be_is_told_so(self):
        for path, url, _as_json in self._each("GET", with_ids=True):
            for nonsense in ("%00", "0", "-1", "9" * 30, "%E2%98%83", "1'--", "\u0661"):
                address = url.rpartition("/")[0] + "/" + nonsense
                with mute_logger("odoo.http"):
                    status = self.open(address, self.user_a).status_code
                self.assertIn(status, (200, 301, 303, 400, 404), (path, nonsense))

    # === WHO GETS WHAT === #

    def test_who_is_not_logged_in_gets_nothing(self):
        for method in ("GET", "POST"):
            for path, url, as_json in self._each(method):
                with mute_logger("odoo.http"):
                    response = self._post(url, None, as_json) if method == "POST" else self.open(url)
                self._assert_refused(response, path)

    def test_another_customer_gets_nothing_by_ids(self):
        for method in ("GET", "POST"):
            for path, url, as_json in self._each(method, with_ids=True):
                with mute_logger("odoo.http"):
                    user = self.user_b
                    response = self._post(url, user, as_json) if method == "POST" else self.open(url, user)
                self._assert_refused(response, path)

    def test_another_customers_pages_do_not_name_this_one(self):
        for path, url, _as_json in self._each("GET", with_ids=False):
            text = self.open(url, self.user_b).text
            for mark in ("Customer A", self.A_NUMBER, "61 s billed", "portal_sibling"):
                self.assertFalse(mark in text, f"{path} says {mark}")

    def test_a_colleague_without_roles_gets_what_is_nobodys_else(self):
        for method in ("GET", "POST"):
            for path, url, as_json in self._each(method):
                guarded = WITHOUT_ROLE.get(path, "record rules").startswith("record rules")
                if not guarded:
                    continue
                with mute_logger("odoo.http"):
                    user = self.colleague
                    response = self._post(url, user, as_json) if method == "POST" else self.open(url, user)
                self._assert_refused(response, path)
                if path not in WITHOUT_ROLE and not as_json:
                    self.assertEqual(response.status_code, 403, path)

    def test_the_sibling_gets_every_page(self):
        for path, url, _as_json in self._each("GET"):
            response = self.open(url, self.sibling)
            if path in NOT_FOR_SIBLING:
                self.assertIn(response.status_code, (303, 400, 404), path)
            else:
                self.assertEqual(response.status_code, 200, path)
