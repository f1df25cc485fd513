"""How disputes and feedback look, and what is clicked."""

from odoo.tests import tagged

from .common import DisputePageCase


@tagged("post_install", "-at_install")
class TestDisputeLook(DisputePageCase):
    def test_pages_on_both_screens(self):
        calls = self.calls(6)
        invoice = self.invoice(self.customer_a)
        dispute = self.dispute_of(self.open_dispute(calls[:2], files=[("Connections of May.txt", b"busy")]))
        self.say(dispute, "From which telephone did you call?")
        self.env["call.feedback"]._send(self.user_a.partner_id, "invoice", "4", "Easy to read", move=invoice)
        self.look(
            "/my/disputes",
            f"/my/disputes/{dispute.id}",
            "/my/disputes/new",
            f"/my/disputes/new?calls=1&call={calls[3].id}",
            f"/my/disputes/new?call={calls[3].id}&call={calls[4].id}",
            f"/my/disputes/new?invoice={invoice.id}",
            "/my/feedback",
            login="portal_a",
        )

    def test_a_call_is_questioned_in_the_browser(self):
        calls = self.calls(3)
        self.invoice(self.customer_a)
        self.start_tour("/my/disputes", "call_dispute_calls", login="portal_a")
        dispute = self.env["call.dispute"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual((dispute.line_ids.call_id, dispute.reason, dispute.state), (calls[2], "quality", "withdrawn"))
        feedback = self.env["call.feedback"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual((feedback.dispute_id, feedback.rating, feedback.text), (dispute, 5, "Very quick"))


@tagged("post_install", "-at_install")
class TestDisputeTelephone(DisputePageCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_line_is_questioned_on_a_telephone(self):
        self.calls(3)
        invoice = self.invoice(self.customer_a)
        self.start_tour(f"/my/invoices/{invoice.id}", "call_dispute_line", login="portal_a")
        dispute = self.env["call.dispute"].search([("partner_id", "=", self.customer_a.id)])
        self.assertEqual((dispute.line_ids.move_line_id, dispute.reason), (invoice.invoice_line_ids, "price"))
