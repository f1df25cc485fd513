"""Whoever can write what the browser carries, gets nothing."""

import logging

from odoo.tests import tagged
from odoo.tools import mute_logger

from ... import ccavenue
from .common import ANSWERS, ASKING, CONTROLLER, CcavenueCase


@tagged("post_install", "-at_install")
class TestCcavenueHostile(CcavenueCase):
    def refused(self, logger, hidden, **kwargs):
        """Bring it: the reply is as ever, one line is logged, and it says nothing of what was sent."""
        with self.assertLogs(logger, "WARNING") as logs:
            response = self.bring(hidden, **kwargs)
        self.assertEqual((response.status_code, len(logs.output)), (303, 1))
        self.assertNotIn(self.gateway.working_key, logs.output[0])
        return logs.output[0]

    def test_what_cannot_be_read_changes_nothing(self):
        tx = self.order()
        good = self.gateway.pay("TOP-7")
        hostile = [
            "zz",
            "0" * 32,
            good[:-2],
            good[:-32],
            "00" + good[2:],
            self.gateway.hide("order_id=TOP-7"),
            self.gateway.hide("", key="another"),
            ccavenue.encrypt("another", self.gateway.find(good)),
            "é" * 32,
            "%s" * 16,
        ]
        for hidden in hostile:
            with self.subTest(hidden=hidden[:40]):
                self.refused(CONTROLLER, hidden)
                self.assertWaits(tx)
        self.assertEqual(self.gateway.count("DoWebTrans"), 0, "nobody can make us ask")

    def test_what_is_not_there_changes_nothing(self):
        tx = self.order()
        for hidden in (None, ""):
            self.assertEqual(self.bring(hidden, extra="1").status_code, 303)
        self.assertWaits(tx)

    def test_no_provider_is_as_good_as_another(self):
        tx = self.order()
        hidden = self.gateway.pay("TOP-7")
        other = self.env["payment.provider"].search([("code", "=", "stripe")], limit=1)
        self.assertEqual(self.bring(hidden, provider=other).status_code, 303)
        for number in ("0", "999999999"):
            url = self._build_url(f"/payment/ccavenue/return/{number}")
            self.assertEqual(self.url_open(url, data={"encResp": hidden}, allow_redirects=False).status_code, 303)
        for number in ("-1", "99999999999", "x", "1;2"):
            url = self._build_url(f"/payment/ccavenue/return/{number}")
            self.assertLess(self.url_open(url, data={"encResp": hidden}, allow_redirects=False).status_code, 500)
        twin = self.ccavenue.copy(
            {"state": "disabled", "ccavenue_working_key": self.gateway.working_key, "ccavenue_merchant_id": "3"}
        )
        self.refused(CONTROLLER, hidden, provider=twin)
        self.assertWaits(tx)

    def test_an_answer_of_success_alone_is_not_believed(self):
        """Somebody has the working key, but did not pay."""
        tx = self.order()
        self.bring(self.gateway.says("TOP-7", amount="1234.50"))
        self.assertWaits(tx)
        self.gateway.know("TOP-7", "Unsuccessful", "109013000050")
        self.bring(self.gateway.says("TOP-7", amount="1234.50", tracking_id="109013000050"))
        self.assertWaits(tx, "error")

    def test_an_answer_with_another_amount_or_currency_is_refused(self):
        tx = self.order()
        for changes in ({"amount": "1.00"}, {"amount": "12345.00"}, {"currency": "USD"}):
            with self.subTest(changes=changes):
                self.refused(ANSWERS, self.gateway.pay("TOP-7", **changes))
                self.assertWaits(tx)

    def test_what_ccavenue_says_of_another_amount_is_not_booked(self):
        """The customer changed the order on its way: a rupee was paid for it."""
        for number, changes in enumerate(({"order_amt": 1.0}, {"order_currncy": "USD"}, {"order_amt": 1234.51})):
            with self.subTest(changes=changes):
                tx = self.another(f"A-{number}")
                hidden = self.gateway.pay(tx.reference)
                payment = self.gateway.orders[tx.reference]["payments"][0]
                payment.update(changes)
                self.bring(hidden)
                self.assertWaits(tx, "error")
                self.bring(hidden)
                self.assertWaits(tx, "error")
                self.assertIn(f"Payment {tx.reference}: wrong amount", self.clerks_activities(tx))

    def test_the_payment_of_another_order_pays_nothing(self):
        first, second = self.order(), self.another()
        self.bring(self.gateway.pay("TOP-7"))
        self.assertPaid(first, "109013000001")
        stolen = self.gateway.says("TOP-8", tracking_id="109013000001", amount="1234.50")
        self.refused(ANSWERS, stolen)
        self.assertWaits(second)

    def test_a_payment_that_has_paid_nothing_yet_pays_only_its_own_order(self):
        first, second = self.order(), self.another()
        self.gateway.pay("TOP-7")
        self.refused(ASKING, self.gateway.says("TOP-8", tracking_id="109013000001", amount="1234.50"))
        self.assertWaits(second, "pending")
        self.assertFalse(second.ccavenue_claimed_id)
        self.run_cron()
        self.assertPaid(first, "109013000001")
        self.assertWaits(second, "pending")

    def test_the_database_takes_a_payment_once(self):
        """Even if CCAvenue said that it belongs to both, at the same moment."""
        first, second = self.order(), self.another()
        self.bring(self.gateway.pay("TOP-7"))
        data = {
            "order_no": "TOP-8",
            "reference_no": first.ccavenue_tracking_id,
            "order_status": "Successful",
            "amount": "1234.50",
            "currency": "INR",
            "option": "",
            "message": "",
            "meaning": "paid",
        }
        second._process("ccavenue", data)
        self.assertWaits(second, "error")
        self.assertIn("Payment TOP-8: not its own", self.clerks_activities(second))

    def test_the_answer_to_a_refund_is_no_answer_to_a_payment(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        refund = tx._refund(10)
        self.refused(CONTROLLER, self.gateway.says(refund.reference, amount="10.00"))

    def test_a_changed_bit_is_refused_or_asked_about(self):
        """The cipher has no seal: turning bits may give another answer that can be read."""
        tx = self.order()
        good = bytes.fromhex(self.gateway.pay("TOP-7", "Failure"))
        with mute_logger(CONTROLLER, ANSWERS, ASKING):
            for place in range(0, len(good), 37):
                changed = bytearray(good)
                changed[place] ^= 1
                self.assertEqual(self.bring(changed.hex()).status_code, 303)
        self.assertNotEqual(tx.state, "done")
        self.assertFalse(self.payments(tx))

    def test_the_log_has_no_secrets_and_nothing_hidden(self):
        with self.assertLogs("odoo.addons", logging.INFO) as logs:
            tx = self.order()
            hidden = self.gateway.pay("TOP-7")
            self.bring(hidden)
            tx._refund(10)
            self.gateway.fail("DoWebTrans", status=500)
            tx._refund(10)
        text = "\n".join(logs.output)
        secrets = (
            self.gateway.working_key,
            self.gateway.api_working_key,
            self.gateway.access_code,
            self.gateway.api_access_code,
            hidden,
            "enc_re",
            "Åsa",
        )
        self.assertEqual([secret for secret in secrets if secret in text], [])
        self.assertIn("Asking CCAvenue (orderStatusTracker) about TOP-7", text)
