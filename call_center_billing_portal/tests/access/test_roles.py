"""Roles hold for documents, too, by whatever way they are read."""

from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import ROLES, PeopleCase

DOCUMENTS = ("account.move", "account.move.line", "sale.order", "sale.order.line")


@tagged("post_install", "-at_install")
class TestRoles(PeopleCase):
    def setUp(self):
        super().setUp()
        self.import_calls({"seconds": 61})
        self.move = self.invoice(self.customer_a)
        self.file = self.env["ir.attachment"].create(
            {"name": "bill.pdf", "raw": b"%PDF", "res_model": "account.move", "res_id": self.move.id}
        )

    def _counts(self, user):
        return {model: self.env[model].with_user(user).sudo(False).search_count([]) for model in DOCUMENTS}

    def test_documents_are_for_those_with_the_role(self):
        self.assertTrue(all(self._counts(self.sibling).values()), self._counts(self.sibling))
        self.assertFalse(any(self._counts(self.colleague).values()), self._counts(self.colleague))
        self.assertFalse(any(self._counts(self.user_b).values()))

    def test_a_role_holds_and_ends_at_once(self):
        contact = self.colleague.partner_id
        contact.call_portal_bills = True
        counts = self._counts(self.colleague)
        self.assertTrue(counts["account.move"] and counts["account.move.line"])
        self.assertFalse(counts["sale.order"] or counts["sale.order.line"])
        contact.call_portal_bills = False
        self.assertFalse(any(self._counts(self.colleague).values()))

    def test_whoever_leaves_the_company_leaves_its_documents(self):
        self.assertTrue(self._counts(self.sibling)["account.move"])
        self.sibling.partner_id.parent_id = self.customer_b
        self.assertFalse(self._counts(self.sibling)["account.move"])

    def test_files_and_messages_of_a_bill_obey_too(self):
        text = "Your bill"
        self.move.message_post(body=text, message_type="comment", subtype_xmlid="mail.mt_comment")
        pdf = f"/my/invoices/{self.move.id}?report_type=html"
        for user, status, count in ((self.sibling, 200, 1), (self.colleague, 303, 0)):
            self.assertEqual(self.open(pdf, user).status_code, status)
            messages = self.env["mail.message"].with_user(user).sudo(False)
            mine = [("model", "=", "account.move"), ("res_id", "=", self.move.id), ("body", "ilike", text)]
            self.assertEqual(messages.search_count(mine), count)
        with self.assertRaises(AccessError):
            self.file.with_user(self.colleague).sudo(False).check_access("read")
        self.assertEqual(self.open(f"/web/content/{self.file.id}", self.colleague).status_code, 404)

    def test_a_link_in_a_mail_opens_the_bill_as_it_does_for_anybody(self):
        url = self.move.get_portal_url()
        self.assertIn("access_token", url)
        self.assertEqual(self.open(url, self.colleague).status_code, 200)
        self.assertEqual(self.open(url.replace("access_token=", "access_token=x"), self.colleague).status_code, 303)

    def test_employees_are_not_concerned(self):
        clerk = self._create_user("clerk", "call_center_billing.call_center_billing_group_clerk")
        clerk.partner_id.write({"parent_id": self.customer_a.id, **dict.fromkeys(ROLES, False)})
        self.assertTrue(all(self._counts(clerk).values()), self._counts(clerk))

    def test_nobody_gives_a_role_to_oneself(self):
        self.authenticate(self.colleague.login, self.colleague.login)
        for model, record in (("res.partner", self.colleague.partner_id), ("res.users", self.colleague)):
            params = {"model": model, "method": "write", "args": [record.ids, {ROLES[0]: True}], "kwargs": {}}
            with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(f"/web/dataset/call_kw/{model}/write", params)
        form = {
            "name": "Colleague",
            "email": "c@example.com",
            ROLES[0]: "1",
            "partner_id": self.colleague.partner_id.id,
        }
        self.send("/my/address/submit", self.colleague, **form)
        self.assertFalse(self.colleague.partner_id[ROLES[0]])

    def test_cards_that_lead_to_a_refusal_are_not_shown(self):
        names = ["call_count", "invoice_count", "order_count", "call_pay_count"]
        for user, shown in ((self.sibling, True), (self.colleague, False)):
            self.authenticate(user.login, user.login)
            counted = self.make_jsonrpc_request("/my/counters", {"counters": names})
            self.assertEqual(all(counted[name] for name in names), shown, counted)
        self.assertNotIn('href="/my/users"', self.open("/my", self.colleague).text)
        self.assertIn('href="/my/users"', self.open("/my", self.sibling).text)

    def test_clerks_say_on_the_contact_what_it_may_do(self):
        arch = self.env["res.partner"].with_user(self.env.ref("base.user_admin")).get_view(view_type="form")["arch"]
        for name in ROLES:
            self.assertIn(f'name="{name}"', arch)

    def test_a_change_on_the_contact_is_told_in_its_thread(self):
        contact = self.sibling.partner_id.with_context(tracking_disable=False, mail_notrack=False)
        self.cr.precommit.run()  # what is new is not tracked until it is committed
        contact.call_portal_bills = False
        self.env.flush_all()
        self.cr.precommit.run()
        changed = contact.message_ids.tracking_value_ids
        self.assertEqual((changed.field_id.name, changed.new_value_integer), ("call_portal_bills", 0))
