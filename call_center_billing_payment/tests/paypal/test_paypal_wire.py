"""Reading PayPal's documents, whatever stands in them."""

import doctest
import json
from datetime import datetime

from odoo.tests import BaseCase, tagged

from ...models.paypal import wire


@tagged("post_install", "-at_install")
class TestPaypalWire(BaseCase):
    def test_its_examples(self):
        self.assertEqual(doctest.testmod(wire).failed, 0)
        self.assertGreater(doctest.testmod(wire).attempted, 2)

    def test_only_plain_amounts_are_amounts(self):
        for value in ("1", "60.00", "0.5", "123456789012.123"):
            self.assertEqual(wire.money({"value": value, "currency_code": "EUR"}), (value, "EUR"))
        for value in ("-1", "1e9", "NaN", "inf", "1,00", " 1", "", "1.", None, 5, 1.5, ["1"], "9" * 400, "１"):
            self.assertEqual(wire.money({"value": value, "currency_code": "EUR"})[0] or "", "", value)

    def test_the_capture_that_took_money_is_the_one(self):
        def order(*statuses):
            captures = [{"id": status, "status": status} for status in statuses]
            return {"purchase_units": [{"payments": {"captures": captures}}]}

        self.assertEqual(wire.capture_in(order("DECLINED", "COMPLETED"))["id"], "COMPLETED")
        self.assertEqual(wire.capture_in(order("COMPLETED", "DECLINED"))["id"], "COMPLETED")
        self.assertEqual(wire.capture_in(order("DECLINED"))["id"], "DECLINED")
        for odd in (order(), {}, None, {"purchase_units": {}}, {"purchase_units": [{"payments": []}]}, 5):
            self.assertIsNone(wire.capture_in(odd))

    def test_labels_are_short_and_told_apart(self):
        long = ["x" * 300 + str(number) for number in range(3)]
        self.assertEqual(wire.label("INV/1"), "INV/1")
        self.assertEqual(len({wire.label(reference) for reference in long}), 3)
        self.assertTrue(all(len(wire.label(reference)) <= wire.LABEL for reference in long))

    def test_links_lead_up_only_to_things_of_the_kind(self):
        def linked(href):
            own = {"rel": "self", "href": "https://x/v2/payments/captures/SELF"}
            return {"links": [own, {"rel": "up", "href": href}]}

        self.assertEqual(wire.up(linked("https://api.paypal.com/v2/payments/captures/3C6-A"), "captures"), "3C6-A")
        for href in ("https://x/v2/checkout/orders/5O", "https://x/captures/../refund", "captures", ""):
            self.assertEqual(wire.up(linked(href), "captures"), "")

    def test_moments(self):
        self.assertEqual(wire.moment("2026-11-02T08:00:01.123Z"), datetime(2026, 11, 2, 8, 0, 1))
        self.assertEqual(wire.moment("2026-11-02T09:00:01+01:00"), datetime(2026, 11, 2, 8, 0, 1))
        for odd in ("", "yesterday", "2026-11-02", "2026-11-02T08:00:01", "0001-01-01T00:00:00+23:00"):
            self.assertIsNone(wire.moment(odd))

    def test_an_event_goes_back_to_the_byte(self):
        headers = {name: name for name in ("PAYPAL-TRANSMISSION-ID", "PAYPAL-TRANSMISSION-TIME", "PAYPAL-CERT-URL")}
        headers |= {name: name for name in ("PAYPAL-AUTH-ALGO", "PAYPAL-TRANSMISSION-SIG")}
        event = '{"a":1.10,  "b":"å\\u00e5 \\" }"}'.encode()
        asked = wire.question(headers, 'WH"1', event)
        self.assertEqual(json.loads(asked)["webhook_id"], 'WH"1')
        self.assertEqual(json.loads(asked)["webhook_event"], json.loads(event))
        self.assertIn(event, asked)
