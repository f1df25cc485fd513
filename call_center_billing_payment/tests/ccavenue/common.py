"""CCAvenue stands in on this machine, and an order waits to be paid there."""

import requests

from odoo.addons.payment.tests.http_common import PaymentHttpCommon

from ..standin.ccavenue import CcavenueStandIn

ANSWERS = "odoo.addons.call_center_billing_payment.models.ccavenue.payment_transaction_answer"
ASKING = "odoo.addons.call_center_billing_payment.models.ccavenue.payment_transaction_ask"
CONTROLLER = "odoo.addons.call_center_billing_payment.controllers.ccavenue"


class CcavenueCase(PaymentHttpCommon):
    """A provider in test mode whose addresses lead to the stand-in; payments are booked for real."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enable_post_process_patcher = False
        cls.rupee = cls._enable_currency("INR")
        cls.ccavenue = cls._prepare_provider(
            "ccavenue",
            update_values={
                "is_published": True,
                "ccavenue_merchant_id": CcavenueStandIn.merchant_id,
                "ccavenue_access_code": CcavenueStandIn.access_code,
                "ccavenue_working_key": CcavenueStandIn.working_key,
                "ccavenue_api_access_code": CcavenueStandIn.api_access_code,
                "ccavenue_api_working_key": CcavenueStandIn.api_working_key,
            },
        )
        cls.provider, cls.currency = cls.ccavenue, cls.rupee
        cls.amount, cls.reference = 1234.50, "TOP-7"
        cls.payment_method = cls.env.ref("payment.payment_method_card")
        cls.payment_method_id, cls.payment_method_code = cls.payment_method.id, "card"
        cls.partner.write({"name": "Åsa & Söner = 1", "country_id": cls.env.ref("base.in").id})

    def setUp(self):
        super().setUp()
        self.gateway = self.enterContext(CcavenueStandIn())
        url = self.gateway.url
        providers = self.registry["payment.provider"]
        self.patch(providers, "_build_request_url", lambda _self, endpoint, **_kw: f"{url}/apis/servlet/{endpoint}")
        self.patch(providers, "_ccavenue_transaction_url", lambda _self: f"{url}/transaction/transaction.do")

    def order(self, **values):
        """A transaction whose customer stands before CCAvenue's page."""
        tx = self._create_transaction("redirect", **values)
        form = self._extract_values_from_html_form(tx._get_processing_values()["redirect_form_html"])
        self.assertEqual(form["method"], "post")
        self.assertEqual(requests.post(form["action"], data=form["inputs"], timeout=10).status_code, 200)
        return tx

    def bring(self, hidden, where="return", provider=None, **more):
        """The browser comes back with an answer."""
        url = self._build_url(f"/payment/ccavenue/{where}/{(provider or self.ccavenue).id}")
        data = ({"encResp": hidden} if hidden is not None else {}) | more
        response = self.url_open(url, data=data, method="POST", allow_redirects=False)
        self.env.invalidate_all()
        return response

    def run_cron(self):
        """The time has come for everything that waits."""
        waiting = self.env["payment.transaction"].search([("ccavenue_next_ask", "!=", False)])
        waiting.ccavenue_next_ask = "2020-01-01"
        self.env.ref("call_center_billing_payment.call_ccavenue_cron").method_direct_trigger()
        self.env.invalidate_all()

    def payments(self, tx):
        """What the books have of a transaction."""
        return self.env["account.payment"].sudo().search([("payment_transaction_id", "=", tx.id)])

    def assertWaits(self, tx, state="draft"):
        """Nothing was booked, and nothing is decided."""
        self.assertEqual((tx.state, tx.ccavenue_tracking_id), (state, False))
        self.assertFalse(self.payments(tx))

    def assertPaid(self, tx, number):
        """Booked once, with CCAvenue's number."""
        self.assertEqual((tx.state, tx.ccavenue_tracking_id, tx.provider_reference), ("done", number, number))
        self.assertEqual(self.payments(tx).mapped("amount"), [tx.amount])
        self.assertIn(self.payments(tx).state, ("in_process", "paid"))

    def another(self, reference="TOP-8", **values):
        """A second order, of the same amount."""
        return self.order(reference=reference, **values)

    def clerks_activities(self, tx):
        return tx.partner_id.commercial_partner_id.activity_ids.mapped("summary")
