"""The customer signs the quotation in the portal, and billing follows the agreement."""

import io

from pypdf import PdfReader

from odoo.tests import HttpCase, new_test_user, tagged

from .common import DOT, AgreementCase


@tagged("post_install", "-at_install")
class TestAgreementSign(AgreementCase, HttpCase):
    def _sign(self, order, **params):
        order._portal_ensure_token()
        return self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {"name": "Anna Acme", "signature": DOT, "access_token": order.access_token, **params},
        )

    def _offer(self):
        """A quotation as it was sent, and its agreement with a service level."""
        order = self._quotation(product_uom_qty=2)
        agreement = self._agreement(order)
        agreement.sla_ids = [(0, 0, {"metric": "answer", "seconds": 20, "target": 80})]
        order.action_quotation_sent()
        return order, agreement

    def test_a_signature_in_the_portal_starts_what_was_agreed(self):
        order, agreement = self._offer()
        user = new_test_user(self.env, "acme_signs", "base.group_portal", partner_id=self.acme.id)
        self.authenticate("acme_signs", "acme_signs")
        page = self.url_open(f"/my/orders/{order.id}").text
        self.assertIn(agreement.name, page)
        self.assertIn("At least 80 % of the calls are answered within 20 seconds", page)
        answer = self._sign(order, access_token=None)
        self.assertTrue(answer.get("force_refresh"), answer)
        self.assertEqual((order.state, agreement.state, agreement.signed_by), ("sale", "active", "Anna Acme"))
        self.assertEqual(self.acme.property_product_pricelist, self.offered)
        self.assertEqual(self.acme.property_payment_term_id, self.terms)
        subscription = agreement.subscription_ids
        self.assertEqual((subscription.state, subscription.plan_id), ("active", self.plan))
        recurring = subscription.item_ids.filtered(lambda item: item.kind == "recurring")
        self.assertEqual(recurring.quantity_ids.mapped("quantity"), [2])
        self.assertTrue(subscription.charge_ids)
        self.assertNotIn(user, agreement.message_follower_ids.partner_id.user_ids)
        self.assertIn(f"Agreement {agreement.name}.pdf", order.message_ids.attachment_ids.mapped("name"))
        self.assertIn(b"Anna Acme", agreement.document_id.raw)  # as HTML: tests of Odoo print nothing unless told to
        pages = PdfReader(io.BytesIO(agreement.with_context(force_report_rendering=True)._document())).pages
        text = "".join(page.extract_text() for page in pages)
        for said in (agreement.name, "Anna Acme", "Plan (test)", "300.00", "answered within 20 seconds"):
            self.assertIn(said, text)

    def test_the_order_itself_charges_nothing_of_the_plan(self):
        order, _agreement = self._offer()
        self._sign(order)
        self.assertEqual((order.order_line.qty_to_invoice, order.invoice_status), (0, "no"))

    def test_nobody_signs_for_somebody_else(self):
        order, agreement = self._offer()
        other = self._create_customer("Other")
        new_test_user(self.env, "other_signs", "base.group_portal", partner_id=other.id)
        self.authenticate("other_signs", "other_signs")
        self.assertIn("error", self._sign(order, access_token="guessed"))
        self.assertEqual(agreement.state, "draft")

    def test_a_quotation_with_a_plan_becomes_an_agreement_by_itself(self):
        order = self._quotation()
        order.require_signature = True
        order.action_quotation_sent()
        self._sign(order)
        self.assertEqual(order.call_agreement_id.state, "active")
        self.assertEqual(order.call_agreement_id.service_ids.plan_id, self.plan)

    def test_what_keeps_it_from_beginning_is_told_and_the_signature_stays(self):
        self._subscribe(self.plan, "2026-01-01")
        order, agreement = self._offer()
        self._sign(order)
        self.assertEqual((order.state, agreement.state), ("sale", "signed"))
        self.assertEqual(agreement.activity_ids.activity_type_id, self.env.ref("mail.mail_activity_data_warning"))
        self.assertNotEqual(self.acme.property_product_pricelist, self.offered)
