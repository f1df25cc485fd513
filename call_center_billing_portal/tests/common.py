"""Two customers with telephone numbers, and calls that an Asterisk wrote."""

import csv
import io
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase
from odoo.tools import html2plaintext

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


class CallPortalCase(AccountTestInvoicingCommon, HttpCase):
    """Customer A calls from +46812345678, customer B from +46855550000; Swedish numbers cost 0.60 a minute."""

    A_NUMBER = "+46812345678"
    B_NUMBER = "+46855550000"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(su=True, context={**cls.env.context, "tracking_disable": True})
        cls.currency = cls.env.company.currency_id
        cls.source = cls.env["call.source"].create(
            {"name": "Exchange", "timezone": "UTC", "country_id": cls.env.ref("base.se").id}
        )
        cls.card = cls._create_card()
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Calls", "currency_id": cls.currency.id, "call_rate_card_id": cls.card.id}
        )
        cls.customer_a, cls.user_a = cls._create_customer("Customer A", "portal_a", cls.A_NUMBER)
        cls.customer_b, cls.user_b = cls._create_customer("Customer B", "portal_b", cls.B_NUMBER)
        cls.identities = iter(range(1, 1000))

    # === RECORDS === #

    @classmethod
    def _create_card(cls):
        destination = cls.env["call.destination"].create(
            {
                "name": "Sweden, as tested",
                "destination_class": "local",
                "product_id": cls.env.ref("call_center_billing.product_call_local").id,
            }
        )
        rate = {"prefix": "46", "destination_id": destination.id, "price": 600_000, "connection_fee": 100_000}
        version = {"valid_from": "2020-01-01 00:00:00", "rate_ids": [(0, 0, rate)]}
        card = cls.env["call.rate.card"].create(
            {"name": "Sweden", "currency_id": cls.currency.id, "version_ids": [(0, 0, version)]}
        )
        card.version_ids.action_publish()
        return card

    @classmethod
    def _create_customer(cls, name, login, number):
        """A company with one telephone number, and a contact of it who may use the portal."""
        customer = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "specific_property_product_pricelist": cls.pricelist.id,
                "call_number_ids": [(0, 0, {"number": number, "valid_from": "2020-01-01", "label": f"{name}'s desk"})],
            }
        )
        contact = cls.env["res.partner"].create({"name": f"Contact of {name}", "parent_id": customer.id})
        return customer, cls._create_user(login, "base.group_portal", partner_id=contact.id)

    @classmethod
    def _create_user(cls, login, group, **vals):
        company = cls.env.company
        user = {
            "name": login,
            "login": login,
            "password": login,
            "group_ids": [(6, 0, [cls.env.ref(group).id])],
            "company_id": company.id,
            "company_ids": [(6, 0, company.ids)],
            "tz": "UTC",
        }
        return cls.env["res.users"].with_context(no_reset_password=True).create(user | vals)

    # === CALLS === #

    def import_calls(self, *calls):
        """Import calls as the exchange writes them; each is what `line` takes. Returns their records."""
        output = io.StringIO()
        writer = csv.writer(output, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows(self.line(**call) for call in calls)
        batch = self.source._import_bytes("Master.csv", output.getvalue().encode())
        self.assertEqual(batch.stored_count, len(calls), batch.reject_ids.mapped("message"))
        return self.env["call.record"].search([("import_id", "=", batch.id)], order="id")

    def line(self, a=None, b="+46701110001", at=None, seconds=60, disposition="ANSWERED", app="Dial", code=""):
        """One record of 21 columns.

        :param str a: who called; customer A by default
        :param datetime at: UTC, naive; a minute ago by default
        """
        number = next(self.identities)
        at = at or fields.Datetime.now() - timedelta(minutes=1)
        texts = [code, a or self.A_NUMBER, b, "route", "", f"PJSIP/a-{number}", f"PJSIP/b-{number}", app]
        texts.append("21" if app == "Hangup" else "PJSIP/b,30,")
        times = [f"{at:%Y-%m-%d %H:%M:%S}", "", f"{at:%Y-%m-%d %H:%M:%S}"]
        return [*texts, *times, seconds, seconds, disposition, "DOCUMENTATION", f"1.{number}", "", "", "", number]

    def invoice(self, customer, post=True):
        """The invoice of the customer's open statement."""
        statement = customer.call_statement_ids.filtered(lambda statement: statement.state == "open")
        return statement.action_invoice(post=post)

    # === PAGES === #

    def open(self, url, user=None):
        """The answer to a GET of `url`, as `user` or anonymously; redirections are not followed."""
        self.authenticate(user and user.login, user and user.login)
        return self.url_open(url, allow_redirects=False)

    def page_text(self, url, user=None):
        """The page's text with single spaces. Fails unless there is a page."""
        response = self.open(url, user)
        self.assertEqual(response.status_code, 200, url)
        main = response.text.partition("<main")[2].partition("</main>")[0]
        return " ".join(html2plaintext(f"<main{main}</main>", include_references=False).replace("*", "").split())

    def queries_of(self, url, user):
        """How many queries the page takes when it is asked for again, its caches being warm."""
        self.authenticate(user.login, user.login)
        for _warming in range(2):
            self.assertEqual(self.url_open(url, allow_redirects=False).status_code, 200, url)
        cursor = self.env.cr  # requests of tests go through it
        before = cursor.sql_log_count
        self.url_open(url, allow_redirects=False)
        return cursor.sql_log_count - before
