"""A switch asks servers which really run: plain questions take the short way, and no answer tells."""

import json
import re
import socket
import struct
import time
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
#: one process with threads; a process that hands connections to another
SERVERS = {"threads": "", "workers": "--workers=1 --max-cron-threads=0 --gevent-port=18072"}


class Switch:
    """Asks the server of a checkout."""

    def __init__(self, checkout, database, port, kind):
        self.checkout, self.database, self.port, self.kind = checkout, database, int(port), kind
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

    def send(self, *parts):
        """The whole answer to what is sent over one connection, part by part."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            for place, part in enumerate(parts):
                time.sleep(0.2 if place else 0)
                connection.sendall(part)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def question(self, headers="", **given):
        """A whole request that reserves nothing."""
        asked = {"call_id": "raw", "a_number": "+46840000001", "b_number": "+46701110001", "hold": False} | given
        body = json.dumps(asked).encode()
        head = f"POST /call_center/v1/authorize HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {KEY}\r\n{headers}"
        return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    def shell(self, script):
        """Let another process change something."""
        self.checkout.toolchain(
            f"odoo_run shell -d {self.database} --no-http --log-level=warn <<'PYTHON'\n{script}\n"
            "env.cr.commit()\nenv.registry.signal_changes()\nPYTHON"
        )


@pytest.fixture(scope="module")
def database(checkout):
    name = "ccb_short"
    checkout.toolchain(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
    )
    Switch(checkout, name, 0, "").shell(WORLD)
    yield name
    checkout.toolchain(f"drop_database {name}")


@pytest.fixture(scope="module", params=SERVERS)
def switch(checkout, database, request):
    checkout.toolchain(f"serve_in_background {database} .odoo/log/{database}.log {SERVERS[request.param]}")
    switch = Switch(checkout, database, checkout.environment["CCB_PORT"], request.param)
    switch.shell("env['call.source'].search([]).admission_seconds = 300")
    yield switch
    checkout.toolchain(f"stop_server {database}")


def test_both_ways_lead_to_the_same_answer(switch):
    assert switch.ask(ORDINARY, hold=False)[1]["decision"] == "allow"  # the worker keeps what it needs from now on
    status, ordinary = switch.ask(ORDINARY, hold=False)
    assert not switch.is_short()
    assert switch.ask(hold=False) == (status, ordinary)
    assert switch.is_short()
    assert ordinary["max_seconds"] == 300


def test_what_is_reserved_the_short_way_is_reserved(switch):
    held = f"held.{switch.kind}"
    before = float(switch.ask(hold=False)[1]["balance"]["available"])
    status, answer = switch.ask(call_id=held)
    assert (status, answer["decision"], switch.is_short()) == (200, "allow", True)
    assert answer["hold"]
    after = float(switch.ask(ORDINARY, hold=False)[1]["balance"]["available"])
    assert after < before
    assert switch.ask(call_id=held) == (200, answer)  # asked again: the same hold
    assert switch.ask(ORDINARY, call_id=held) == (200, answer)
    status, refused = switch.ask(call_id=held, b_number="+46701119999")
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


def test_a_worker_answers_before_the_web_server_has_read_the_question(switch):
    ordinary = switch.send(switch.question(headers="Cookie: nothing=here\r\n"))
    answers = [switch.send(switch.question()) for _time in range(20)]
    assert switch.is_short()
    answer = min(answers, key=lambda answer: b"Server:" in answer)  # on a busy machine some questions come too slowly
    assert (b"Server:" in answer, b"Server:" in ordinary) == (switch.kind == "threads", True)
    heads = [set(one.partition(b"\r\n\r\n")[0].split(b"\r\n")) for one in (answer, ordinary)]
    for line in (b"Content-Type: application/json", b"Cache-Control: no-store", b"X-Content-Type-Options: nosniff"):
        assert all(line in head for head in heads)
    assert answer.partition(b"\r\n\r\n")[2] == ordinary.partition(b"\r\n\r\n")[2]
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["decision"] == "allow"


def test_a_question_that_comes_in_parts_is_answered_once_it_is_whole(switch):
    whole = switch.question()
    expected = switch.send(whole).partition(b"\r\n\r\n")[2]
    for cut in (10, 90, len(whole) - 20):
        answer = switch.send(whole[:cut], whole[cut:])
        assert b" 200 OK\r\n" in answer.partition(b"\r\n")[0] + b"\r\n"
        assert answer.partition(b"\r\n\r\n")[2] == expected


def test_who_asks_and_leaves_stops_no_worker(switch):
    for _time in range(20):
        with socket.create_connection(("127.0.0.1", switch.port), timeout=30) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leave at once
            connection.sendall(switch.question())
    assert switch.ask(hold=False)[0] == 200
    log = (switch.checkout.folder / f".odoo/log/{switch.database}.log").read_text()
    assert "Exception" not in log
