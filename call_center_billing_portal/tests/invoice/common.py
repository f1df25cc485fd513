"""Customers with an invoice each, and addresses that nobody expects."""

import csv
import io
import re
from datetime import datetime

from ..common import CallPortalCase

MAY = datetime(2024, 5, 4, 12)
JUNE = datetime(2024, 6, 4, 12)
#: what comes in an address if somebody tries
HOSTILE = (
    "",
    "%00",
    "x" * 3000,
    "1'%3B%20DROP%20TABLE%20x--",
    "%F0%9F%98%80",
    "-1",
    "9" * 30,
    "%D9%A3",
    "1e9",
    "NaN",
    "%3E2024-05-04T12:00:00~1",
    "%3C%3C~~~",
    "%3Cscript%3E",
)


class InvoiceCase(CallPortalCase):
    """`invoice_a` charges two calls from two numbers, `invoice_b` one of customer B."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["call.number"].create(
            {"number": "+46811111111", "partner_id": cls.customer_a.id, "valid_from": "2020-01-01", "label": "Fax"}
        )
        calls = ({"seconds": 61}, {"seconds": 62, "a": "+46811111111"}, {"seconds": 63, "a": cls.B_NUMBER})
        output = io.StringIO()
        csv.writer(output, quoting=csv.QUOTE_ALL).writerows(cls.line(cls, at=MAY, **call) for call in calls)
        cls.source._import_bytes("May.csv", output.getvalue().encode())
        cls.invoice_a = cls.invoice(cls, cls.customer_a)
        cls.invoice_b = cls.invoice(cls, cls.customer_b)
        cls.url_a = f"/my/invoices/{cls.invoice_a.id}"
        cls.url_b = f"/my/invoices/{cls.invoice_b.id}"

    def pay(self, invoice, amount=None):
        """A payment of the invoice, in the books."""
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        values = {"amount": amount} if amount else {}
        return self.env["account.payment.register"].with_context(**context).create(values)._create_payments()

    def dispute(self, invoice, partner=None):
        """The customer questions the first line of an invoice."""
        lines = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")[:1]
        disputes = self.env["call.dispute"]
        return disputes._open_dispute(
            partner or self.user_a.partner_id, self.env["call.record"], "price", "Too dear", move_lines=lines
        )

    def send(self, url, form=None, page="/my"):
        """The answer to a form, sent with the token that the page gave."""
        token = re.search(r'csrf_token: "([^"]+)"', self.url_open(page).text)
        form = {**(form or {}), "csrf_token": token.group(1) if token else ""}
        return self.url_open(url, data=form, allow_redirects=False)

    def assertTurnedAway(self, response):
        """Sent to the home page, as for an invoice that is not there."""
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/my"), response.headers["Location"])

    def assertNoBreak(self, url, names, user):
        """Whatever is said in the address, the page answers."""
        self.authenticate(user.login, user.login)
        queries = ["&".join(f"{name}={value}" for name in names) for value in HOSTILE]
        queries += [f"{name}[]=1&{name}=2&{name}=3" for name in names]
        for query in queries:
            status = self.url_open(f"{url}?{query}", allow_redirects=False).status_code
            self.assertIn(status, (200, 303, 400, 404, 422), f"{url}?{query[:80]}")
