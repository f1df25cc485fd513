"""A server that really runs, a Stripe that sends notifications over HTTP, a PostgreSQL that has Odoo begin anew."""

import ast
import contextlib
import http.cookiejar
import importlib
import json
import os
import re
import subprocess
import sys
import time
import types
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
SERVER = FOLDER / "stripe_server.py"
STANDIN = FOLDER.parents[1] / "call_center_billing_payment" / "tests" / "standin"
NAME = "ccb_stripe"
WORLD = """
from odoo.addons.payment import utils
provider = env['payment.provider'].search([('code', '=', 'stripe')], limit=1)
provider.write({'stripe_publishable_key': 'pk_test_1', 'stripe_secret_key': 'sk_test_of_the_stand_in',
                'stripe_webhook_secret': 'whsec_stand_in', 'state': 'test', 'is_published': True})
card = env.ref('payment.payment_method_card')
card.active = True
provider.payment_method_ids = [(4, card.id)]
who = env['res.partner'].create({'name': 'Acme', 'email': 'acme@example.com', 'country_id': env.ref('base.se').id})
user = env['res.users'].create({'name': 'Acme', 'login': 'acme', 'password': 'acme-acme', 'partner_id': who.id,
                                'group_ids': [(6, 0, [env.ref('base.group_portal').id])]})
token = env['payment.token'].create({'provider_id': provider.id, 'payment_method_id': card.id, 'partner_id': who.id,
    'provider_ref': CUSTOMER, 'stripe_payment_method': CARD, 'payment_details': '4242'})
currency = env.company.currency_id
env.cr.execute('''CREATE SEQUENCE e2e_once;
    CREATE FUNCTION e2e_fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('e2e_once') = 1 THEN RAISE 'another was faster' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER e2e_fail_once BEFORE UPDATE ON payment_transaction FOR EACH ROW
      WHEN (NEW.state = 'done') EXECUTE FUNCTION e2e_fail_once()''')
print('WORLD', {'provider_id': provider.id, 'payment_method_id': card.id, 'token_id': token.id, 'partner_id': who.id,
    'currency_id': currency.id, 'access_token': utils.generate_access_token(who.id, 60.0, currency.id)})
env.cr.commit()
"""


def stand_in():
    """The stand-in of the add-on's tests, without their package, which only loads in a test of Odoo."""
    package = types.ModuleType("standin")
    package.__path__ = [str(STANDIN)]
    sys.modules["standin"] = package
    return importlib.import_module("standin.stripe").StripeStandIn()


class Customer:
    """Somebody with a browser, in the portal."""

    def __init__(self, url):
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(cookies)
        page = self.browser.open(f"{url}/web/login", timeout=60).read().decode()
        form = {"login": "acme", "password": "acme-acme", "csrf_token": re.search(r'csrf_token: "(\w+)"', page)[1]}
        self.browser.open(f"{url}/web/login", urllib.parse.urlencode(form).encode(), timeout=60).read()

    def pay(self, world, **values):
        """What the payment form sends; the answer's result."""
        params = {"amount": 60.0, "tokenization_requested": False, "landing_route": "/my", **world, **values}
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(f"{self.url}/payment/transaction", body, {"Content-Type": "application/json"})
        answer = json.load(self.browser.open(request, timeout=60))
        assert "result" in answer, answer
        return answer["result"]


@contextlib.contextmanager
def server(checkout, stripe):
    """The address of a server of the database."""
    port = checkout.environment["CCB_PORT"]
    command = f"server -d {NAME} -p {port} --max-cron-threads=0 --http-interface=127.0.0.1 --log-level=warn"
    script = (
        f'. scripts/lib/all.sh; use_set_up; export ODOO_RC=$STATE/odoo.conf; exec "$PYTHON" {FOLDER}/stripe_server.py'
    )
    process = subprocess.Popen(
        ["bash", "-c", f'{script} --addons-path="$(odoo_addons_path)" {command}'],
        cwd=checkout.folder,
        env=os.environ | checkout.environment | {"STRIPE_URL": stripe.url},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 90
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/web/login", timeout=60).read()
                break
            assert process.poll() is None and time.monotonic() < until, "the server did not answer"
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def rows(checkout, query):
    return json.loads(
        checkout.output(
            "scripts/psql", "-qAtX", "-c", f"SELECT coalesce(json_agg(x), '[]') FROM ({query}) x", CCB_DB=NAME
        )
    )


def wait_for(checkout, query, count=1):
    """The rows of a query as soon as there are so many."""
    until = time.monotonic() + 20
    while True:
        found = rows(checkout, query)
        if len(found) == count:
            return found
        assert time.monotonic() < until, found
        time.sleep(0.2)


@pytest.fixture
def database(checkout):
    checkout.toolchain(
        f'copy_database "$(database_name template)" {NAME}'
        f" && odoo_run server -d {NAME} -i call_center_billing_payment --no-http --stop-after-init --log-level=warn"
    )
    yield NAME
    checkout.toolchain(f"drop_database {NAME}")


def test_payments_come_in_once_over_http(checkout, database):
    with stand_in() as stripe:
        who, card = stripe.customer()
        script = WORLD.replace("CUSTOMER", repr(who)).replace("CARD", repr(card))
        told = checkout.toolchain(
            f"odoo_run shell -d {database} --no-http --log-level=warn <<'PYTHON'\n{script}\nPYTHON"
        )
        world = ast.literal_eval(re.search(r"^WORLD (.*)$", told, re.M)[1])
        with server(checkout, stripe) as url:
            stripe.notify(f"{url}/payment/stripe/webhook")
            customer = Customer(url)
            # a saved card; PostgreSQL makes Odoo run the request again after Stripe has charged
            customer.pay(world, flow="token")
            asked = [each for each in stripe.asked if each.path.endswith("/payment_intents")]
            assert len(asked) == 2
            assert len({each.headers["Idempotency-Key"] for each in asked}) == 1
            assert len(stripe.charges()) == 1
            booked = (
                "SELECT tx.id FROM payment_transaction tx JOIN account_payment p ON p.payment_transaction_id = tx.id"
            )
            wait_for(checkout, f"{booked} WHERE tx.state = 'done' AND p.amount = 60", 1)
            wait_for(checkout, "SELECT id FROM call_gateway_event WHERE kind = 'payment' AND state = 'ignored'")
            # Stripe's own form: only its notification says that the customer has paid
            made = customer.pay(world | {"token_id": None}, flow="direct")
            intent = made["client_secret"].partition("_secret")[0]
            stripe.post(f"payment_intents/{intent}", payment_method=card)
            stripe.post(f"payment_intents/{intent}/confirm")
            wait_for(checkout, f"{booked} WHERE tx.state = 'done' AND tx.provider_reference = '{intent}'")
            # two notifications of one dispute at the same moment, by two threads
            charge = stripe.get(f"payment_intents/{intent}")["latest_charge"]["id"]
            stripe.post("disputes", charge=charge)
            wait_for(checkout, "SELECT id FROM call_gateway_event WHERE kind = 'dispute_opened' AND state = 'done'", 2)
            assert rows(checkout, "SELECT state FROM call_chargeback") == [{"state": "open"}]
            taken = rows(checkout, "SELECT amount FROM account_payment WHERE call_chargeback_id IS NOT NULL")
            assert taken == [{"amount": 60}]
