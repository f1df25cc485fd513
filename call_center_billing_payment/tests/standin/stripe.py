"""Stripe on this machine: localstripe in a process of its own, behind a door that remembers and fails as told.

    with StripeStandIn() as stripe:
        customer, card = stripe.customer()                  # a customer with a card that works
        stripe.fail("/payment_intents$", cut=True, after=True)
        ...
        stripe.notifications()                              # bodies and signatures, as localstripe sent them
"""

import contextlib
import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from .base import Answer, StandIn, says

SERVER = Path(__file__).with_name("localstripe_server.py")
GOOD, DECLINED = "4242424242424242", "4000000000000341"
SECRET = "whsec_stand_in"


class Notification(NamedTuple):
    """One that localstripe sent.

    :ivar header: the value of Stripe-Signature
    """

    type: str
    body: bytes
    header: str


class StripeStandIn(StandIn):
    """localstripe, with Stripe's Idempotency-Key, webhooks that are kept, and webhook endpoints.

    :ivar answers: {Idempotency-Key: answer}
    """

    def __init__(self, secret=SECRET):
        super().__init__()
        self.answers, self.endpoints, self._inbox, self._secret = {}, [], [], secret

    def __enter__(self):
        self._process = subprocess.Popen([sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True)
        self._port = int(self._process.stdout.readline())
        super().__enter__()
        self._wait()
        self.notify(f"{self.url}/inbox", "kept")
        return self

    def __exit__(self, *error):
        super().__exit__(*error)
        self._process.terminate()
        self._process.wait(10)
        self._process.stdout.close()

    def respond(self, asked):
        """Forward to localstripe, once for each Idempotency-Key."""
        if asked.path == "/inbox":
            self._inbox.append(
                Notification(asked.json["type"], asked.body, asked.headers["Stripe-Signature"])
            )
            return says({})
        if asked.path.startswith("/v1/webhook_endpoints"):
            return self._webhook_endpoints(asked)
        key = asked.headers.get("Idempotency-Key")
        if asked.method != "POST" or not key:
            return self._forward(asked)
        if key not in self.answers:
            self.answers[key] = (asked.body, self._forward(asked))
        body, answer = self.answers[key]
        if body != asked.body:
            return says({"error": {"message": "Keys for idempotent requests can only be used for the same."}}, 400)
        return answer

    def notify(self, url, name="odoo"):
        """Have notifications sent there, too."""
        self._call("POST", f"/_config/webhooks/{name}", json.dumps({"url": url, "secret": self._secret}))

    def notifications(self, *types, count=1):
        """The notifications of these types that were sent so far; waits until there are so many."""
        until = time.monotonic() + 10
        while True:
            found = [each for each in self._inbox if not types or each.type in types]
            if len(found) >= count or time.monotonic() > until:
                return found
            time.sleep(0.02)

    def post(self, path, **form):
        """What localstripe answers to a request of our own, which is not counted as asked."""
        return self._call("POST", f"/v1/{path}", urlencode(form), "application/x-www-form-urlencoded")

    def get(self, path):
        """An object of localstripe."""
        return self._call("GET", f"/v1/{path}")

    def change(self, kind, identity, **values):
        """Set fields of an object, as Stripe would."""
        return self._call("POST", f"/_config/change/{kind}/{identity}", json.dumps(values))

    def pay_out(self, currency, status="paid"):
        """Pay out all that is there."""
        return self._call("POST", "/_config/payouts", json.dumps({"currency": currency, "status": status}))

    def customer(self, number=GOOD):
        """A customer with a card: (customer's, card's) identity."""
        card = {"card[number]": number, "card[exp_month]": 12, "card[exp_year]": 2040, "card[cvc]": 123}
        method = self.post("payment_methods", type="card", **card)["id"]
        return self.post("customers", payment_method=method)["id"], method

    def charges(self):
        """All charges that went through."""
        return [each for each in self.get("charges?limit=100")["data"] if each["status"] == "succeeded"]

    def _webhook_endpoints(self, asked):
        if asked.method == "POST":
            events = [value for name, value in _pairs(asked) if name == "enabled_events[]"]
            self.endpoints.append({"id": "we_1", "url": asked.form.get("url"), "enabled_events": events})
            return says(self.endpoints[-1] | {"secret": self._secret})
        return says({"data": [each for each in self.endpoints if each["url"]], "has_more": False})

    def _forward(self, asked):
        query = f"?{urlencode(asked.query)}" if asked.query else ""
        headers = {name: asked.headers[name] for name in ("Authorization", "Content-Type") if asked.headers.get(name)}
        status, body = self._send(asked.method, asked.path + query, asked.body, headers)
        return Answer(status, body, {"Content-Type": "application/json"})

    def _call(self, method, path, body=None, content_type="application/json"):
        headers = {"Authorization": "Bearer sk_test_of_the_stand_in", "Content-Type": content_type}
        status, answer = self._send(method, path, body, headers)
        if status != 200:
            raise AssertionError(f"localstripe answered {status}: {answer.decode()}")
        return json.loads(answer) if answer else None

    def _send(self, method, path, body, headers):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()

    def _wait(self):
        until = time.monotonic() + 20
        while True:
            try:
                return self._send("GET", "/v1/balance", None, {"Authorization": "Bearer sk_test_x"})
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)


def _pairs(asked):
    return [tuple(pair.split("=", 1)) for pair in asked.body.decode().replace("%5B", "[").replace("%5D", "]").split("&")]
