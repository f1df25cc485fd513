"""Acme pays on its pages, by Odoo's demo provider."""

import re
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user
from odoo.tools import html2plaintext, mute_logger

from odoo.addons.call_center_billing.tests.collection.common import CollectionCase


class PayCase(CollectionCase, HttpCase):
    """Anna is Acme's contact with a login; invoices are of 3.00 each unless a test says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.currency = cls.company.currency_id
        cls.today = fields.Date.today()
        provider = [("code", "=", "demo"), ("company_id", "=", cls.company.id)]
        cls.provider = cls.env["payment.provider"].search(provider, limit=1)
        cls.provider.write({"state": "test", "is_published": True})
        cls.method = cls.provider.payment_method_ids.filtered("active")[:1]
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.acme.id, "email": "a@example.com"})
        cls.user = cls._create_portal_user("anna_portal", cls.anna)

    @classmethod
    def _create_portal_user(cls, login, partner):
        return new_test_user(cls.env, login, "base.group_portal", password=login, partner_id=partner.id)

    def _late(self, days=10, **vals):
        """An invoice that is overdue."""
        return self._invoice(due=self.today - timedelta(days=days), **vals)

    def _intent(self, shares, payer=None, **vals):
        return self.env["call.pay.intent"]._open(payer or self.anna, shares, **vals)

    def _chosen(self, flow="direct"):
        ids = {"provider_id": self.provider.id, "payment_method_id": self.method.id, "token_id": None}
        return ids | {"flow": flow}

    def _begun(self, intent):
        """A transaction for it, as the customer has it on going to the gateway."""
        intent._begin(self._chosen())
        values = {
            "provider_id": self.provider.id,
            "payment_method_id": self.method.id,
            "reference": f"PAY-{intent.id}-{len(intent.transaction_ids)}",
            "amount": intent.amount,
            "currency_id": intent.currency_id.id,
            "partner_id": intent.payer_id.id,
            "operation": "online_direct",
        }
        return self.env["payment.transaction"].create(values | intent._prepare_transaction())

    def _answer(self, tx, state="done"):
        """The gateway answers."""
        tx._process("demo", {"reference": tx.reference, "simulated_state": state, "payment_details": "1234"})

    def _pay_shares(self, shares):
        """Chosen, paid and settled."""
        tx = self._begun(self._intent(shares))
        self._answer(tx)
        return tx

    # === PAGES === #

    def _login(self, user=None):
        self.authenticate(user and user.login, user and user.login)

    def _page(self, url, **kwargs):
        """Its text, with single spaces."""
        response = self.url_open(url, **kwargs)
        self.assertEqual(response.status_code, 200, url)
        return self._text(response)

    def _text(self, response):
        main = response.text.partition("<main")[2].partition("</main>")[0]
        return " ".join(html2plaintext(f"<main{main}</main>", include_references=False).replace("*", "").split())

    def _post(self, url, form, page=None):
        """Send a form from its page."""
        token = re.search(r'csrf_token: "([^"]+)"', self.url_open(page or url).text)
        form = {**form, "csrf_token": token.group(1) if token else ""}
        return self.url_open(url, data=form, allow_redirects=False)

    def _key_of(self, response):
        """The key of the payment that a choice has led to."""
        self.assertEqual(response.status_code, 303, self._text(response))
        return response.headers["Location"].rpartition("/")[2]

    def _choose(self, *invoices, how="ticked", amount="", page="/my/pay"):
        form = {"group": f"{self.company.id}-{self.currency.id}", "how": how, "amount": amount}
        return self._post(page, form | {"tick": [str(move.id) for move in invoices]})

    @mute_logger("odoo.http")
    def _transaction(self, key, **params):
        """Ask for the transaction as Odoo's payment form does: its answer, {"result": …} or {"error": …}."""
        intent = self.env["call.pay.intent"].search([("key", "=", key)])
        usual = self._chosen() | {
            "amount": intent.amount,
            "tokenization_requested": False,
            "landing_route": "/my",
            "is_validation": False,
            "access_token": "x",
            "csrf_token": "x",
        }
        call = {"jsonrpc": "2.0", "method": "call", "params": usual | params}
        return self.url_open(f"/my/pay/{key}/transaction", json=call).json()
