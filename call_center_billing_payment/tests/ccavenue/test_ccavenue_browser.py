"""A real browser goes from Odoo's page to CCAvenue's, pays there, and comes back."""

from contextlib import contextmanager
from urllib.parse import urlencode

from odoo.tests import tagged

from odoo.addons.call_center_billing.tests.browser import PatientBrowser

from .common import CcavenueCase

RADIO = "document.querySelector(\"input[name='o_payment_radio'][data-provider-code='ccavenue']\")"
SUBMIT = "document.querySelector(\"button[name='o_payment_submit_button']\")"


@tagged("post_install", "-at_install")
class TestCcavenueBrowser(CcavenueCase):
    @contextmanager
    def at_ccavenue(self):
        """A browser that has come to CCAvenue's page from Odoo's, by its buttons."""
        self.browser = PatientBrowser(self)
        with self.allow_requests(browser=self.browser):
            try:
                self.authenticate(None, None, browser=self.browser)
                values = self._prepare_pay_values() | {"reference": "WEB-1"}
                self.browser.navigate_to(self._build_url(f"/payment/pay?{urlencode(values)}"), wait_stop=True)
                # the click is heard once the page's scripts run
                self.see(f"{RADIO}.click(), !{SUBMIT}.disabled")
                self.do(f"{SUBMIT}.click()")
                self.see("document.title == 'Order WEB-1' && !!document.getElementById('Success')")
                yield
                self.browser.settle()
            finally:
                self.browser.stop()
                self._wait_remaining_requests()
        self.env.invalidate_all()

    def see(self, condition):
        """Wait until it holds on the page that the browser is on."""
        self.assertTrue(self.browser._wait_ready(condition, timeout=30), condition)

    def do(self, action):
        """Act on the page; it may be left by that."""
        self.browser._websocket_request("Runtime.evaluate", params={"expression": action})

    def test_a_customer_pays(self):
        with self.at_ccavenue():
            self.do("document.getElementById('Success').click()")
            self.see("location.pathname == '/payment/confirmation' && document.body.innerText.includes('WEB-1')")
        self.assertPaid(self._get_tx("WEB-1"), "109013000001")

    def test_a_customer_cancels_and_reads_so(self):
        with self.at_ccavenue():
            self.do("document.getElementById('Aborted').click()")
            self.see("document.body.innerText.includes('The payment was cancelled at CCAvenue')")
        self.assertWaits(self._get_tx("WEB-1"), "cancel")
