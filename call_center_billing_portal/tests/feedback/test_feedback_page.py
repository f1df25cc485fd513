"""/my/feedback."""

from odoo.tests import tagged

from ..dispute.common import DisputePageCase


@tagged("post_install", "-at_install")
class TestFeedbackPage(DisputePageCase):
    def _send(self, user=None, **form):
        return self.send("/my/feedback", {"about": "service", "rating": "4", "text": "Fine", **form}, user=user)

    def _all(self):
        return self.env["call.feedback"].search([("partner_id", "in", (self.customer_a + self.customer_b).ids)])

    def test_an_opinion_on_an_invoice_is_sent_answered_and_read(self):
        self.calls(1)
        invoice = self.invoice(self.customer_a)
        page = self.open(f"/my/feedback?invoice={invoice.id}", self.user_a).text
        self.assertRegex(page, rf'value="invoice-{invoice.id}"[^>]*selected')
        self.assertEqual(self._send(about=f"invoice-{invoice.id}", rating="2", text="Too <long>").status_code, 303)
        feedback = self._all()
        self.assertEqual((feedback.move_id, feedback.rating, feedback.author_id), (invoice, 2, self.user_a.partner_id))
        self.assertTrue(feedback.activity_ids.user_id._is_internal())
        self.assertIn("Feedback of the customer", invoice.message_ids[0].body)
        text = self.page_text("/my/feedback", self.user_a)
        self.assertIn(f"Invoice {invoice.name}: 2 of 5 Sent to us", text)
        feedback.answer = "We shorten it"
        feedback.action_answer()
        self.assertIn("Our answer We shorten it", self.page_text("/my/feedback", self.user_a))

    def test_mistakes_are_told_and_what_was_typed_stays(self):
        response = self._send(rating="7", text="So <so>")
        self.assertIn("five ratings", self.told(response))
        self.assertIn("So &lt;so&gt;</textarea>", response.text)
        self.assertIn("what it is about", self.told(self._send(about="weather")))
        self.assertFalse(self._all())
        for _count in range(5):
            self._send(text="\0")
        self.assertIn("5 of your opinions today", self.told(self._send()))
        self.assertEqual(len(self._all()), 5)

    def test_others_invoices_disputes_and_opinions_are_out_of_reach(self):
        dispute = self.opened()
        invoice = self.invoice(self.customer_a)
        self._send(text="Only for us")
        self.assertNotIn("Only for us", self.page_text("/my/feedback", self.user_b))
        for about in (f"invoice-{invoice.id}", f"dispute-{dispute.id}", "invoice-", "dispute-x"):
            self.assertEqual(self._send(self.user_b, about=about).status_code, 404, about)
        for query in (f"invoice={invoice.id}", f"dispute={dispute.id}"):
            self.assertEqual(self.open(f"/my/feedback?{query}", self.user_b).status_code, 404)
        self.assertIn("/web/login", self.open("/my/feedback").headers["Location"])

    def test_queries_do_not_grow(self):
        self._send()
        few = self.queries_of("/my/feedback", self.user_a)
        self.assertLessEqual(few, 45)
        for _count in range(4):
            self._send()
        self.assertLessEqual(self.queries_of("/my/feedback", self.user_a), few + 2)
