"""The client accepts or questions an invoice before its due date."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import JUNE, InvoiceCase


@tagged("post_install", "-at_install")
class TestAnswer(InvoiceCase):
    def setUp(self):
        super().setUp()
        self.today = fields.Date.context_today(self.invoice_a)

    def _asked(self, days=10, **vals):
        """An invoice of today that asks for an answer."""
        self.env.company.write({"call_answer_wanted": True, "call_answer_days": days})
        self.import_calls({"at": JUNE})
        invoice = self.invoice(self.customer_a)
        if vals:
            invoice.write(vals)
        return invoice

    def _accept(self, invoice, user=None):
        user = user or self.user_a
        self.authenticate(user.login, user.login)
        return self.send(f"/my/invoices/{invoice.id}/answer")

    def test_only_where_it_is_wanted(self):
        self.assertFalse(self.invoice_a.call_answer)
        self.assertNotIn("Your answer", self.page_text(self.url_a, self.user_a))
        self.assertEqual(self._asked().call_answer, "asked")
        self.customer_b.call_answer_wanted = "no"
        self.import_calls({"at": JUNE, "a": self.B_NUMBER})
        self.assertFalse(self.invoice(self.customer_b).call_answer)
        self.assertFalse(self.init_invoice("out_invoice", partner=self.customer_a, amounts=[9], post=True).call_answer)

    def test_the_account_may_want_it_where_the_company_does_not(self):
        self.customer_a.call_answer_wanted = "yes"
        self.import_calls({"at": JUNE})
        self.assertEqual(self.invoice(self.customer_a).call_answer, "asked")

    def test_until_the_days_are_over_or_until_it_is_due(self):
        invoice = self._asked(days=7)
        self.assertEqual(invoice.call_answer_until, invoice.invoice_date + timedelta(days=7))
        self.env.company.call_answer_days = 0
        self.assertEqual(invoice._call_answer_day(), max(invoice.invoice_date_due, invoice.invoice_date))

    def test_accepting(self):
        invoice = self._asked()
        text = self.page_text(f"/my/invoices/{invoice.id}", self.user_a)
        self.assertIn("If you do not, it stands as it is and is due as it says", text)
        response = self._accept(invoice)
        self.assertEqual(response.status_code, 303)
        self.assertEqual((invoice.call_answer, invoice.call_answer_by_id), ("accepted", self.user_a.partner_id))
        self.assertIn("has accepted the invoice", invoice.message_ids[0].body)
        text = self.page_text(f"/my/invoices/{invoice.id}", self.user_a)
        self.assertIn("portal_a accepted this invoice on", text)
        count = len(invoice.message_ids)
        self.assertEqual(self._accept(invoice).status_code, 303, "twice is once")
        self.assertEqual(len(invoice.message_ids), count)

    def test_questioning(self):
        invoice = self._asked()
        page = self.open(f"/my/invoices/{invoice.id}", self.user_a).text
        self.assertIn(f"/my/disputes/new?invoice={invoice.id}", page)
        dispute = self.dispute(invoice)
        self.assertEqual((invoice.call_answer, invoice.call_answer_by_id), ("questioned", self.user_a.partner_id))
        self.assertIn("You have questioned this invoice", self.page_text(f"/my/invoices/{invoice.id}", self.user_a))
        response = self._accept(invoice)
        self.assertEqual(response.status_code, 422)
        self.assertIn("can be accepted when that is answered", response.text)
        dispute.action_withdraw()
        self._accept(invoice)
        self.assertEqual(invoice.call_answer, "accepted")

    def test_when_the_time_is_over(self):
        invoice = self._asked(call_answer_until=self.today - timedelta(days=1))
        self.assertIn("The time to answer was over", self.page_text(f"/my/invoices/{invoice.id}", self.user_a))
        response = self._accept(invoice)
        self.assertEqual(response.status_code, 422)
        self.assertIn("The time to answer is over", response.text)
        self.assertEqual(invoice.call_answer, "asked")

    def test_nobody_answers_for_others(self):
        invoice = self._asked()
        self.assertEqual(self._accept(invoice, self.user_b).status_code, 404)
        self.user_a.partner_id.call_portal_bills = False
        self.assertEqual(self._accept(invoice).status_code, 403)
        self.authenticate(None, None)
        self.assertIn(
            "/web/login", self.send(f"/my/invoices/{invoice.id}/answer", page="/web/login").headers["Location"]
        )
        self.assertEqual(invoice.call_answer, "asked")

    def test_a_form_without_its_token_is_refused(self):
        invoice = self._asked()
        self.authenticate(self.user_a.login, self.user_a.login)
        with self.assertLogs("odoo.http", "WARNING"):
            response = self.url_open(f"/my/invoices/{invoice.id}/answer", data={"x": "1"}, allow_redirects=False)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(invoice.call_answer, "asked")

    def test_what_was_not_asked_cannot_be_accepted(self):
        with self.assertRaisesRegex(UserError, "Nobody has asked"):
            self.invoice_a._call_accept(self.customer_a)

    def test_clerks_find_the_answers(self):
        self._accept(self._asked())
        clerk = self._create_user("clerk", "call_center_billing.call_center_billing_group_clerk")
        view = self.env.ref("call_center_billing_portal.account_move_view_search_answer")
        self.assertIn("call_answer_silent", view.arch)
        found = self.env["account.move"].with_user(clerk).search([("call_answer", "=", "accepted")])
        self.assertEqual(found.call_answer_by_id, self.user_a.partner_id)

    def test_the_home_page_asks_for_it(self):
        invoice = self._asked()
        text = self.page_text("/my", self.user_a)
        self.assertIn(f"Is {invoice.name} right? Please answer by", text)
        self._accept(invoice)
        self.assertNotIn("right? Please answer", self.page_text("/my", self.user_a))

    def test_the_list_tells_what_waits_for_an_answer(self):
        invoice = self._asked()
        text = self.page_text("/my/invoices?filterby=answer", self.user_a)
        self.assertIn("Please accept or question it by", text)
        self.assertIn(invoice.name, text)
        self.assertNotIn(f"{self.invoice_a.name} ", text)

    def test_in_a_browser(self):
        invoice = self._asked()
        self.start_tour(f"/my/invoices/{invoice.id}", "call_invoice_accept", login="portal_a")
        self.assertEqual(invoice.call_answer, "accepted")
