"""Builds the sample world in a fresh database, through the same models and import that users use."""

import io
from datetime import UTC, date, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from ..money import format_micro
from . import catalogue
from .accounts import make_accounts, set_policies
from .agreements import make_agreement
from .bundles import make_bundles
from .callers import make_callers
from .collection import make_collection
from .company import prepare_company, prepare_portal_payment
from .corrections import make_corrections
from .cycles import make_orders, set_cycles
from .documents import choose_documents
from .families import make_families
from .generator import month_of_records
from .lifecycle import make_services
from .notices import make_notices
from .plans import make_plans
from .subscriptions import make_subscription_changes
from .tariffs import Tariffs

#: months of history: first day of the records, first day after them, bill it then (None: leave it open)
MONTHS = (
    (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 1)),
    (date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 1)),
    (date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 2)),
    (date(2026, 11, 1), date(2026, 11, 22), None),
)
#: what is sold beside calls, and what customers are told, each on the world as it is then
SOLD_BESIDE_CALLS = (make_plans, make_subscription_changes, make_notices, make_agreement, make_services)
#: month billed: who has not paid it
UNPAID = {8: ("bygg",), 9: ("bygg", "cafe"), 10: ("acme", "bygg", "cafe", "tarot")}


class WorldExists(Exception):
    """The database is not fresh."""


class World:
    """The sample world. Everything is fixed or drawn with a fixed seed: two builds are alike."""

    def __init__(self, env):
        self.env = env
        self.customers = {}
        self.tariffs = Tariffs(env)

    def build(self, real_file=None):
        """Make it all.

        :param str real_file: an Asterisk Master.csv, imported on top of the generated months
        :return: text for whoever started it: logins, and what to look at
        :raise WorldExists: there are calls in the database already
        """
        if self.env["call.record"].search_count([], limit=1):
            raise WorldExists("the database has calls already; the sample world wants a fresh one")
        prepare_company(self.env)
        self.tariffs.make()
        self._make_customers()
        set_policies(self.env, self.customers)
        choose_documents(self.env, self.customers)
        self._make_numbers()
        self._make_users()
        self.tariffs.assign(self.customers)
        source = self._make_source()
        for month in MONTHS:
            self._make_month(source, *month)
        if real_file:
            source._import_bytes(Path(real_file).name, Path(real_file).read_bytes())
        make_callers(self.env, source)
        make_families(self.env, source, self.tariffs.lists)
        invoice = self._bill_acme()
        make_accounts(self.env, self.customers)
        make_orders(self.customers)
        self.tariffs.propose(self.customers["nordic"])
        make_corrections(self.env, self.customers)
        prepare_portal_payment(self.env)
        make_collection(self.env, self.customers)
        for make in SOLD_BESIDE_CALLS:
            make(self.env, self.customers)
        self._add_more()
        return self._summary(invoice)

    def _add_more(self):
        """What installed add-ons that build on this one have to show: `build(env)` of their `demo/world.py`."""
        modules = self.env["ir.module.module"].search(
            [("state", "=", "installed"), ("name", "=like", "call_center_billing_%")], order="name"
        )
        for name in modules.mapped("name"):
            if find_spec(f"odoo.addons.{name}.demo"):
                import_module(f"odoo.addons.{name}.demo.world").build(self.env)

    def _make_source(self):
        source = self.env["call.source"].create(
            {
                "name": "Asterisk Stockholm",
                "timezone": "UTC",
                "country_id": self.env.ref("base.se").id,
                "international_numbers": True,
                "user_id": self.env["res.users"].search([("login", "=", "clerk")]).id,
            }
        )
        trunk = {"name": "Nordtransit SIP", "code": "trunk", "rate_card_id": self.tariffs.cards[catalogue.COST_CARD].id}
        self.env["call.trunk"].create(trunk | {"source_id": source.id})
        return source

    def _make_customers(self):
        for key, (name, street, postcode, city, pricelist, email, company) in catalogue.CUSTOMERS.items():
            self.customers[key] = self.env["res.partner"].create(
                {
                    "name": name,
                    "street": street,
                    "zip": postcode,
                    "city": city,
                    "country_id": self.env.ref("base.se").id,
                    "email": email,
                    "is_company": company,
                    "lang": "sv_SE",
                    "tz": "Europe/Stockholm",
                    "call_timezone": "Europe/Stockholm",
                    "property_product_pricelist": pricelist and self.tariffs.lists[pricelist].id,
                    "property_payment_term_id": self.env.ref("account.account_payment_term_30days").id,
                }
            )

    def _make_numbers(self):
        for key, label, caller in catalogue.NUMBERS:
            self.env["call.number"].create(
                {
                    "number": f"+{caller.number}",
                    "label": label,
                    "partner_id": self.customers[key].id,
                    "valid_from": datetime(2026, 1, 1),
                }
            )
        for key, name, code, own_prices in catalogue.CAMPAIGNS:
            pricelist = self.tariffs.lists["Kampanj"].id if own_prices else False
            self.env["call.campaign"].create(
                {"partner_id": self.customers[key].id, "name": name, "code": code, "pricelist_id": pricelist}
            )

    def _make_users(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        for login, (name, group) in catalogue.USERS.items():
            users.create(
                {
                    "login": login,
                    "password": login,
                    "name": name,
                    "email": f"{login}@example.com",
                    "group_ids": [(6, 0, [self.env.ref(group).id])],
                    "tz": "Europe/Stockholm",
                }
            )
        for key in catalogue.PORTAL:
            users.create(
                {
                    "login": key,
                    "password": key,
                    "partner_id": self.customers[key].id,
                    "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])],
                }
            )

    def _make_month(self, source, first, last, bill_on):
        """Import a month of generated calls, bill it and let most customers pay."""
        if not bill_on:
            set_cycles(self.env, self.customers)
            make_bundles(self.env, self.customers)
        callers = [caller for _key, _label, caller in catalogue.NUMBERS] + [catalogue.STRANGER]
        bounds = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (first, last)]
        text = month_of_records(callers, *bounds, seed=f"{first:%Y-%m}")
        source._import_stream(f"Master-{first:%Y-%m}.csv", io.BytesIO(text.encode()))
        if not bill_on:
            return
        statements = self.env["call.statement"].search([("state", "=", "open"), ("date_from", "=", first)])
        moves = statements.action_invoice(invoice_date=bill_on)
        unpaid = {self.customers[key] for key in UNPAID[first.month]}
        for move in moves.filtered(lambda move: move.partner_id not in unpaid):
            wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=move.ids)
            wizard.create({"payment_date": move.invoice_date_due})._create_payments()

    def _bill_acme(self):
        """Bill the customer of the real calls before the month is over, as a clerk may."""
        domain = [("partner_id", "=", self.customers["acme"].id), ("state", "=", "open")]
        invoice = self.env["call.statement"].search(domain, limit=1).action_invoice(invoice_date=date(2026, 11, 22))
        # printed and marked as sent, but not mailed: these addresses are nobody's
        self.env["account.move.send"]._generate_and_send_invoices(invoice, sending_methods=["manual"])
        return invoice

    def _summary(self, invoice):
        calls = self.env["call.record"].search_count([])
        open_amount = sum(self.env["call.statement"].search([("state", "=", "open")]).mapped("amount"))
        logins = ", ".join(f"{login}/{login}" for login in ("admin", *catalogue.USERS))
        portal = ", ".join(f"{key}/{key}" for key in catalogue.PORTAL)
        return "\n".join(
            (
                f"{calls} calls imported; {format_micro(open_amount)} SEK on open statements.",
                f"Staff log in as {logins} (name/password); customers as {portal}.",
                f"Look at: Call Billing > Calls > Imports; Billing > Statements; invoice {invoice.name} of "
                f"{invoice.partner_id.name} and its PDF; Billing > Margin; Prices > Margin Alerts; as customer acme, "
                "My account > Invoices.",
            )
        )
