"""An order at PayPal pays one transaction, once, and only what was asked for."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.paypal import wire
from .common import PaypalCase


@tagged("post_install", "-at_install")
class TestPaypalOrder(PaypalCase):
    def test_a_customer_pays(self):
        tx = self.begin(60.0)
        order = self.gateway.orders[tx.paypal_order_id]
        unit = order["purchase_units"][0]
        self.assertEqual(unit["amount"], {"currency_code": "EUR", "value": "60.00"})
        self.assertEqual((unit["reference_id"], unit["custom_id"]), (tx.reference, tx.reference))
        self.gateway.approve(tx.paypal_order_id)
        self.complete(tx)
        capture = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")["resource"]
        self.assertEqual((tx.state, tx.provider_reference), ("done", capture["id"]))
        self.assertEqual((tx.payment_id.amount, tx.payment_id.payment_type), (60.0, "inbound"))

    def test_coming_back_twice_captures_and_books_once(self):
        tx = self.paid()
        payment = tx.payment_id
        for _time in range(2):
            self.complete(tx)
        self.assertEqual(self.gateway.count("/capture$"), 1)
        self.assertEqual((tx.payment_id, len(self.gateway.captures)), (payment, 1))

    def test_an_order_pays_no_other_transaction(self):
        paid, other = self.paid(), self.begin(reference="INV/2026/00002")
        for order in (paid.paypal_order_id, other.paypal_order_id[:-1], "", None, ["x"], {"a": 1}, 7):
            with self.subTest(order=order):
                self.assertNotTaken("not known here", other, order_id=order)
        self.assertEqual((other.state, len(self.gateway.captures)), ("draft", 1))

    def test_an_order_id_never_reaches_another_address_of_paypal(self):
        """Odoo puts what the browser sends into the path: our money could be refunded by anybody."""
        paid, other = self.paid(), self.begin(reference="INV/2026/00002")
        asked = len(self.gateway.asked)
        path = f"../../payments/captures/{paid.provider_reference}/refund?a="
        self.assertNotTaken("not known here", other, order_id=path)
        self.assertEqual((len(self.gateway.asked), self.gateway.refunds), (asked, {}))

    def test_an_unknown_or_hostile_reference_is_refused(self):
        tx = self.begin()
        for reference in ("no such", "' OR 1=1 --", [tx.reference], {"a": 1}, 5, None, "%", ""):
            with self.subTest(reference=reference):
                self.assertNotTaken("not known here", tx, reference=reference)
        self.assertFalse(self.gateway.captures)

    def test_a_payment_without_an_order_cannot_be_completed(self):
        tx = self._create_transaction("direct", reference="INV/2026/00009")
        for order in ("", False, None):
            with self.subTest(order=order):
                self.assertNotTaken("not known here", tx, order_id=order)

    def test_what_is_not_approved_is_not_taken(self):
        tx = self.begin()
        self.assertNotTaken("ORDER_NOT_APPROVED", tx)
        self.assertEqual((tx.state, self.gateway.captures), ("draft", {}))

    def test_a_card_that_is_declined_is_told_to_the_customer(self):
        tx = self.begin()
        self.gateway.approve(tx.paypal_order_id)
        self.gateway.outcomes = ["INSTRUMENT_DECLINED"]
        self.assertNotTaken("INSTRUMENT_DECLINED", tx)
        self.assertEqual(tx.state, "draft")

    def test_a_payment_that_ended_takes_no_money(self):
        tx = self.begin()
        self.gateway.approve(tx.paypal_order_id)
        tx._set_canceled()
        self.assertNotTaken("has ended", tx)
        self.assertFalse(self.gateway.captures)

    def test_a_capture_of_another_amount_or_currency_counts_for_nothing(self):
        for name, value in (("value", "1.00"), ("currency_code", "USD"), ("value", "-60.00"), ("value", "")):
            with self.subTest(value=value):
                tx = self.begin(reference=f"INV/2026/{name}{value}")
                self.gateway.approve(tx.paypal_order_id)
                self.gateway.orders[tx.paypal_order_id]["purchase_units"][0]["amount"][name] = value
                self.complete(tx)
                self.assertEqual((tx.state, bool(tx.payment_id)), ("error", False))
                activities = self.partner.activity_ids.mapped("summary")
                self.assertTrue(any(tx.reference in summary for summary in activities), activities)

    def test_a_capture_that_names_another_payment_counts_for_nothing(self):
        tx = self.begin()
        self.gateway.approve(tx.paypal_order_id)
        self.gateway.orders[tx.paypal_order_id]["purchase_units"][0]["custom_id"] = "INV/2026/00099"
        self.assertNotTaken("another payment", tx)
        self.assertEqual((tx.state, bool(tx.payment_id)), ("draft", False))

    def test_a_long_reference_is_shortened_and_still_binds(self):
        tx = self.begin(reference="-".join(f"INV/2026/{number:05d}" for number in range(40)))
        unit = self.gateway.orders[tx.paypal_order_id]["purchase_units"][0]
        self.assertEqual(unit["custom_id"], wire.label(tx.reference))
        self.assertLessEqual(max(len(unit["custom_id"]), len(unit["description"])), 127)
        self.gateway.approve(tx.paypal_order_id)
        self.complete(tx)
        self.assertEqual(tx.state, "done")

    def test_the_database_lets_no_order_belong_to_two_payments(self):
        first, second = self.begin(), self.begin(reference="INV/2026/00002")
        with self.assertRaisesRegex(Exception, "paypal_order_once"), mute_logger("odoo.sql_db"), self.cr.savepoint():
            second.paypal_order_id = first.paypal_order_id
            second.flush_recordset()
