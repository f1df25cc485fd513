"""localstripe on 127.0.0.1, with what Odoo sends it and Stripe tells that it lacks. Prints its port, and serves.

It is a program of its own (`python localstripe_server.py`), for localstripe keeps its state in its module.
"""

import asyncio
import logging
import socket
import sys
import types

# what lies beside this script is no library
sys.path.pop(0)

from aiohttp import web
from localstripe import resources, server, webhooks

#: what Odoo sends along, and localstripe refuses
ACCEPTED = ("description", "setup_future_usage", "shipping", "mandate")
#: in thousandths, and in the smallest unit of the currency
FEE_SHARE, FEE_EACH, DISPUTE_FEE = 14, 180, 15_000


def accept(cls):
    """Let objects of this class be made with what Odoo sends along."""
    init = cls.__init__

    def patched(self, *args, **values):
        extra = {name: values.pop(name) for name in ACCEPTED if name in values}
        init(self, *args, **values)
        self.description = extra.get("description")

    cls.__init__ = patched


def describe_charges():
    """A charge has its intent's description and tells of its refunds; its movement of the balance has a fee."""
    create, trigger = resources.PaymentIntent._create_charge, resources.Charge._trigger_payment

    def create_described(self, on_failure_now):
        try:
            create(self, on_failure_now)
        finally:
            if self.latest_charge:
                self.latest_charge.description = self.description

    def trigger_with_fee(self, on_success=None):
        trigger(self, on_success)
        movement = resources.BalanceTransaction._api_retrieve(self.balance_transaction)
        movement.fee = self.amount * FEE_SHARE // 1000 + FEE_EACH

    resources.PaymentIntent._create_charge = create_described
    resources.Charge._trigger_payment = trigger_with_fee


def tell_of_refunds():
    """Stripe notifies of a refund; localstripe does not."""
    create = resources.Refund._api_create.__func__

    def create_told(cls, **data):
        refund = create(cls, **data)
        resources.schedule_webhook(resources.Event("refund.created", refund))
        charge = resources.Charge._api_retrieve(refund.charge)
        charge.description = charge.description or "-"
        resources.schedule_webhook(resources.Event("charge.refunded", charge))
        return refund

    resources.Refund._api_create = classmethod(create_told)
    resources.Refund.failure_reason = None


def list_by(cls, *names):
    """Let a list be asked for by these fields of its objects; by the time, all are new enough."""
    listed = cls._api_list_all.__func__

    def list_all(cls, url, created=None, arrival_date=None, **query):
        wanted = {name: query.pop(name) for name in names if name in query}
        found = listed(cls, url, **query)
        found._list = [
            each for each in found._list if all(getattr(each, name, None) == value for name, value in wanted.items())
        ]
        return found

    cls._api_list_all = classmethod(list_all)


class Dispute(resources.StripeObject):
    """What a customer's bank disputes; made and moved by tests."""

    object = "dispute"
    _id_prefix = "dp_"

    def __init__(self, charge=None, amount=None, reason="fraudulent", status="needs_response", due_by=None, **_rest):
        disputed = resources.Charge._api_retrieve(charge)
        super().__init__()
        self.charge, self.payment_intent = charge, disputed.payment_intent
        self.amount = resources.try_convert_to_int(amount) or disputed.amount
        self.currency, self.reason, self.status = disputed.currency, reason, status
        self.evidence_details = {"due_by": resources.try_convert_to_int(due_by)}
        self.balance_transactions = []
        resources.schedule_webhook(resources.Event("charge.dispute.created", self))
        if not status.startswith("warning"):
            self._move(-self.amount, DISPUTE_FEE, "dispute")
            resources.schedule_webhook(resources.Event("charge.dispute.funds_withdrawn", self))

    @classmethod
    def _api_update(cls, id, **data):
        dispute = super()._api_update(id, **data)
        if data.get("status") == "won":
            dispute._move(dispute.amount, 0, "dispute_reversal")
            resources.schedule_webhook(resources.Event("charge.dispute.funds_reinstated", dispute))
        closed = data.get("status") in ("won", "lost", "warning_closed")
        kind = "closed" if closed else "updated"
        resources.schedule_webhook(resources.Event(f"charge.dispute.{kind}", dispute))
        return dispute

    def _move(self, amount, fee, category):
        moved = movement(amount, fee, self.currency, self.id, "adjustment", category)
        self.balance_transactions = [*self.balance_transactions, moved._export()]


def movement(amount, fee, currency, source, kind, category):
    """A movement of the balance, of any kind."""
    made = resources.BalanceTransaction.__new__(resources.BalanceTransaction)
    resources.StripeObject.__init__(made)
    made.amount, made.fee, made.currency, made.source = amount, fee, currency, source
    made.type, made.reporting_category, made.description = kind, category, None
    return made


def pay_out(currency, status):
    """A payout of all that is not paid out yet; Stripe does that by itself every day."""
    made = resources.Payout.__new__(resources.Payout)
    resources.StripeObject.__init__(made)
    items = [value for key, value in resources.store.items() if key.startswith("balance_transaction:")]
    left = [item for item in items if item.currency == currency and not getattr(item, "payout", None)]
    made.amount, made.currency, made.status = sum(item.net for item in left), currency, status
    made.automatic, made.arrival_date = True, made.created
    made.failure_code = "account_closed" if status == "failed" else None
    made.failure_message = "The bank account is closed." if status == "failed" else None
    for item in [*left, movement(-made.amount, 0, currency, made.id, "payout", "payout")]:
        item.payout = made.id
    resources.schedule_webhook(resources.Event(f"payout.{status}", made))
    return made


async def create_payout(request):
    data = await server.get_post_data(request) or {}
    return server.json_response(pay_out(data["currency"], data.get("status", "paid"))._export())


async def change(request):
    """Set fields of an object, as time or Stripe's staff would."""
    data = await server.get_post_data(request)
    thing = resources.store[f"{request.match_info['object']}:{request.match_info['id']}"]
    for name, value in data.items():
        setattr(thing, name, value)
    if thing.object == "refund":
        told = "refund.failed" if thing.status == "failed" else "refund.updated"
        resources.schedule_webhook(resources.Event(told, thing))
    return server.json_response(thing._export())


def main():
    """Mend, listen and serve."""
    resources.Store.dump_to_disk = lambda self: None  # every run begins with nothing, and leaves nothing
    webhooks.asyncio = types.SimpleNamespace(sleep=lambda _pause: asyncio.sleep(0.02), ensure_future=asyncio.ensure_future)
    for cls in (resources.PaymentIntent, resources.SetupIntent):
        accept(cls)
    describe_charges()
    tell_of_refunds()
    list_by(resources.PaymentIntent, "customer")
    list_by(resources.BalanceTransaction, "payout")
    list_by(resources.Payout, "status")
    router = server.app.router
    router.add_post("/_config/payouts", create_payout)
    router.add_post("/_config/change/{object}/{id}", change)
    for method, url, make in (
        ("POST", "/v1/disputes", server.api_create),
        ("GET", "/v1/disputes/{id}", server.api_retrieve),
        ("POST", "/v1/disputes/{id}", server.api_update),
    ):
        router.add_route(method, url, make(Dispute, url))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    logging.getLogger("aiohttp.access").setLevel(logging.ERROR)
    web.run_app(server.app, sock=listening, print=None)


if __name__ == "__main__":
    main()
