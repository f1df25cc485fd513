"""A switch asks a server which really runs: plain questions take the short way, and no answer tells."""

import json
import re
import urllib.error
import urllib.request

import pytest

KEY = "a-key-of-this-test"
WORLD = f"""
import hashlib
se = env.ref('base.se')
env.company.country_id = se
product = env.ref('call_center_billing.product_call_mobile').id
where = env['call.destination'].create({{'name': 'Mobile', 'product_id': product}}).id
rate = {{'prefix': '467', 'destination_id': where, 'price': 600000}}
version = {{'valid_from': '2026-01-01', 'rate_ids': [(0, 0, rate)]}}
card = env['call.rate.card'].create({{'name': 'Card', 'version_ids': [(0, 0, version)]}})
card.version_ids.action_publish()
env.company.call_rate_card_id = card
who = env['res.partner'].create({{'name': 'Acme', 'country_id': se.id, 'call_credit_limit': 100}})
env['call.number'].create({{'number': '+46840000001', 'partner_id': who.id, 'valid_from': '2026-01-01'}})
source = env['call.source'].create({{'name': 'Switch', 'country_id': se.id, 'admission_seconds': 300}})
source.push_digest = hashlib.sha256(b'{KEY}').hexdigest()
env.cr.commit()
"""
#: a header by which Odoo looks for a session, which the short way leaves to it
ORDINARY = {"Cookie": "nothing=here"}


class Switch:
    """Asks the server of a checkout."""

    def __init__(self, checkout, database, port):
        self.checkout, self.database = checkout, database
        self.url = f"http://127.0.0.1:{port}/call_center/v1/authorize"
        self.count = 0

    def ask(self, headers=(), key=KEY, body=None, **given):
        """Status and answer."""
        self.count += 1
        question = {"call_id": f"call.{self.count}", "a_number": "+46840000001", "b_number": "+46701110001"} | given
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"} | dict(headers)
        request = urllib.request.Request(self.url, body or json.dumps(question).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def is_short(self):
        """Whether the last answer took no query that Odoo counts, by the server's log: the ordinary way has some."""
        log = (self.checkout.folder / f".odoo/log/{self.database}.log").read_text()
        return re.findall(r'"POST /call_center/v1/authorize HTTP/1\.[01]" \d+ - (\d+) ', log)[-1] == "0"

    def shell(self, script):
        """Let another process change something."""
        self.checkout.toolchain(
            f"odoo_run shell -d {self.database} --no-http --log-level=warn <<'PYTHON'\n{script}\n"
            "env.cr.commit()\nenv.registry.signal_changes()\nPYTHON"
        )


@pytest.fixture(scope="module")
def switch(checkout):
    name = "ccb_short"
    checkout.toolchain(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
    )
    switch = Switch(checkout, name, checkout.environment["CCB_PORT"])
    switch.shell(WORLD)
    checkout.toolchain(f"serve_in_background {name} .odoo/log/{name}.log")
    yield switch
    checkout.toolchain(f"stop_server {name}; drop_database {name}")


def test_both_ways_lead_to_the_same_answer(switch):
    assert switch.ask(ORDINARY, hold=False)[1]["decision"] == "allow"  # the worker keeps what it needs from now on
    status, ordinary = switch.ask(ORDINARY, hold=False)
    assert not switch.is_short()
    assert switch.ask(hold=False) == (status, ordinary)
    assert switch.is_short()
    assert ordinary["max_seconds"] == 300


def test_what_is_reserved_the_short_way_is_reserved(switch):
    before = float(switch.ask(hold=False)[1]["balance"]["available"])
    status, answer = switch.ask(call_id="held")
    assert (status, answer["decision"], switch.is_short()) == (200, "allow", True)
    assert answer["hold"]
    after = float(switch.ask(ORDINARY, hold=False)[1]["balance"]["available"])
    assert after < before
    assert switch.ask(call_id="held") == (200, answer)  # asked again: the same hold
    assert switch.ask(ORDINARY, call_id="held") == (200, answer)
    status, refused = switch.ask(call_id="held", b_number="+46701119999")
    assert (status, refused["error"]["code"]) == (409, "call_id")


def test_a_change_of_another_process_holds_at_the_next_question(switch):
    assert switch.ask(hold=False)[1]["max_seconds"] == 300
    switch.shell("env['call.source'].search([]).admission_seconds = 120")
    assert switch.ask(hold=False)[1]["max_seconds"] == 120
    assert not switch.is_short()
    assert switch.ask(hold=False)[1]["max_seconds"] == 120
    assert switch.is_short()


def test_what_is_not_plain_goes_the_ordinary_way_and_hears_why(switch):
    assert switch.ask(key="wrong")[0] == 401
    assert switch.ask(body=b"{not json")[1]["error"]["code"] == "json"
    assert switch.ask(colour="red")[1]["error"]["code"] == "parameter"
    assert switch.ask(pin="0000000000")[1]["decision"] != "allow"
    assert switch.ask(a_number="anonymous", hold=False)[1]["decision"] != "allow"
    # each of them left the worker as able as before
    assert switch.ask(hold=False)[0] == 200
    assert switch.is_short()


def test_connections_that_ended_are_opened_anew(switch):
    assert switch.ask(hold=False)[0] == 200
    question = "select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid()"
    switch.checkout.output("scripts/psql", "-qAtX", "-c", f"{question} and datname = 'ccb_short'", CCB_DB="ccb_short")
    assert switch.ask(hold=False)[1]["decision"] == "allow"
