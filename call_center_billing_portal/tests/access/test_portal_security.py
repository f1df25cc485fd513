"""Nobody sees another's calls."""

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from ..common import CallPortalCase

MODELS = (
    "call.record",
    "call.statement",
    "call.statement.line",
    "call.number",
    "call.campaign",
    "call.rate",
    "call.rate.card",
    "call.destination",
    "call.source",
    "call.import",
    "call.reject",
)


@tagged("post_install", "-at_install")
class TestPortalSecurity(CallPortalCase):
    def setUp(self):
        super().setUp()
        self.import_calls({"seconds": 61}, {"seconds": 62, "a": self.B_NUMBER})

    def test_each_customer_sees_the_own_calls_only(self):
        text_a, text_b = self.page_text("/my/calls", self.user_a), self.page_text("/my/calls", self.user_b)
        self.assertIn("Calls 1 ", text_a)
        self.assertIn("61 s billed", text_a)
        self.assertNotIn("62 s billed", text_a)
        self.assertNotIn(self.B_NUMBER, text_a)
        self.assertIn("62 s billed", text_b)
        self.assertNotIn("61 s billed", text_b)

    def test_nothing_in_the_address_shows_the_calls_of_others(self):
        queries = (
            f"partner_id={self.customer_b.id}",
            "domain=[]",
            f"number={self.customer_b.call_number_ids.id}",
            "search=%2B46855550000",
            "search=0&side=from",
            "search=%25",
        )
        for query in queries:
            self.assertNotIn("62 s billed", self.page_text(f"/my/calls?{query}", self.user_a), query)

    def test_calls_that_another_company_bills_are_not_shown(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.env.cr.execute("UPDATE call_record SET company_id = %s WHERE talk_seconds = 61", [other.id])
        self.assertIn("There are no calls yet", self.page_text("/my/calls", self.user_a))

    def test_an_employee_without_groups_sees_no_calls(self):
        employee = self._create_user("employee", "base.group_user")
        self.assertIn("There are no calls yet", self.page_text("/my/calls", employee))

    def test_a_customer_without_a_time_zone_sees_calls_in_that_of_the_company(self):
        self.user_a.tz = False
        self.env.company.partner_id.tz = "Asia/Tokyo"
        self.assertIn("Asia/Tokyo", self.page_text("/my/calls", self.user_a))

    def test_who_is_not_logged_in_is_asked_to(self):
        call = self.env["call.record"].search([("partner_id", "=", self.customer_a.id)])
        for url in ("/my/calls", "/my/calls/live", f"/my/calls/{call.id}"):
            response = self.open(url)
            self.assertEqual(response.status_code, 303)
            self.assertIn("/web/login", response.headers["Location"])

    def test_portal_users_have_no_access_to_any_model_of_calls(self):
        for model in MODELS:
            for operation in ("read", "write", "create", "unlink"):
                access = self.env[model].with_user(self.user_a).sudo(False).has_access(operation)
                self.assertFalse(access, f"{model} {operation}")

    def test_reading_calls_by_rpc_is_refused(self):
        self.authenticate(self.user_a.login, self.user_a.login)
        for method, args in (("search_read", [[]]), ("read", [self.env["call.record"].search([]).ids])):
            params = {"model": "call.record", "method": method, "args": args, "kwargs": {}}
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException) as caught:
                self.make_jsonrpc_request(f"/web/dataset/call_kw/call.record/{method}", params)
            self.assertIn("AccessError", str(caught.exception))

    def test_what_the_pages_use_is_not_open_to_rpc(self):
        methods = ("_get_portal_totals", "_get_portal_domain", "_prepare_portal_row", "_read_portal_choice")
        self.authenticate(self.user_a.login, self.user_a.login)
        for method in methods:
            params = {"model": "call.record", "method": method, "args": [[]], "kwargs": {}}
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(f"/web/dataset/call_kw/call.record/{method}", params)

    def test_the_totals_themselves_need_access_to_calls(self):
        calls = self.env["call.record"].with_user(self.user_a).sudo(False)
        with self.assertRaises(AccessError):
            calls._get_portal_totals(calls._get_portal_domain(self.customer_b))
