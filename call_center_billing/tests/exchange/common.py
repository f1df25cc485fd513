"""A billing service of this machine, and invoices for it."""

import json
import os
from unittest.mock import Mock, patch

from odoo import fields

from ...models.mediation import feed_root
from ..admission.common import BalanceCase
from ..directory.common import StandIn
from ..mediation.common import JobCase

ADDRESS = {"street": "Vasagatan 16", "zip": "111 20", "city": "Stockholm", "email": "a@example.com"}
SECRET, SECRET_IN = "what we sign with 7", "what they sign with 8"


class ServiceCase(BalanceCase, JobCase):
    """Acme's invoices go to a service that takes files from a folder below `self.root`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({**ADDRESS, "vat": "SE559999999101", "company_registry": "5599999991", "phone": "+46812345"})
        cls.acme.write({**ADDRESS, "vat": "SE556036079301", "company_registry": "5560360793", "is_company": True})
        cls.acme.call_credit_policy = "unlimited"
        cls.acme.invoice_edi_format = "ubl_bis3"
        cls.product.taxes_id = cls.env["account.tax"].create(
            {"name": "25 %", "amount": 25, "type_tax_use": "sale", "ubl_cii_tax_category_code": "S"}
        )
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.losses = cls.env["account.account"].create(
            {"code": "635100", "name": "Losses on customers", "account_type": "expense"}
        )
        cls.service = cls.env["call.billing.service"].create(
            {
                "name": "Nordic Billing",
                "folder": "nordic",
                "settle": 0,
                "journal_id": cls.bank.id,
                "write_off_account_id": cls.losses.id,
                "write_off_limit": 5,
                "secret": SECRET,
                "secret_in": SECRET_IN,
            }
        )
        cls.company.call_service_id = cls.service

    def setUp(self):
        super().setUp()
        self.root = self.folder / "root"
        self.place = self.root / "nordic"
        self.place.mkdir(parents=True)
        self.startPatcher(patch.dict(os.environ, {feed_root.VARIABLE: str(self.root)}))
        # printing is tested elsewhere, and takes its time
        report = type(self.env["ir.actions.report"])
        self.print_it = report._render_qweb_pdf
        paper = Mock(return_value=(b"%PDF-1.7 paper", "pdf"))
        self.startPatcher(patch.object(report, "_render_qweb_pdf", paper))

    def _invoice(self, seconds=600, partner=None):
        """A posted invoice of calls: six crowns for ten minutes, and tax."""
        return self._used(seconds=seconds).statement_id.action_invoice()

    def _messages(self, *domain):
        self.env.invalidate_all()
        return self.env["call.service.message"].search([("service_id", "=", self.service.id), *domain], order="id")

    def _sent(self, move):
        """An invoice that was handed over, whatever the kind of the service."""
        message = self._messages(("move_id", "=", move.id), ("direction", "=", "out"))
        message._finish()
        return move

    def _say(self, *said):
        """What the service tells, booked."""
        told = self.service._receive(json.dumps(list(said)).encode(), False)
        for message in self._messages(("direction", "=", "in"), ("state", "=", "waiting")):
            message._book_safely()
        return told

    def _about(self, move, kind="payment", key="p1", **changes):
        """A message of the service about an invoice; all of it is paid unless told otherwise."""
        said = {
            "type": kind,
            "id": key,
            "invoice": move.name,
            "amount": str(move.amount_total),
            "currency": move.currency_id.name,
            "date": str(fields.Date.today()),
        }
        return {name: value for name, value in (said | changes).items() if value is not None}

    def _inbound(self, key="p1"):
        return self._messages(("direction", "=", "in"), ("key", "=", key))


class WebhookCase(ServiceCase):
    """The service is a web server on this machine."""

    def setUp(self):
        super().setUp()
        self.answers = []
        self.bodies = []
        self.server = StandIn(self._answer)
        self.addCleanup(self.server.close)
        self.service.write({"kind": "http", "url": f"{self.server.url}/take"})

    def _answer(self, handler):
        """Answers with what `answers` has next, then with 200."""
        self.bodies.append(handler.rfile.read(int(handler.headers["Content-Length"])))
        answer = self.answers.pop(0) if self.answers else 200
        if callable(answer):
            return answer(handler)
        status, *headers = answer if isinstance(answer, tuple) else (answer,)
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        return handler.wfile.write(b"said")

    def _due(self):
        """The next attempts are due now."""
        self._messages(("direction", "=", "out"), ("state", "in", ("waiting", "sending"))).next_try = False
        self.service._let_a_job_work()
