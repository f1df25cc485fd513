"""Runs in Odoo's shell: processes that charge saved cards are killed (kill -9) again and again. Prints what is left.

Environment: STANDIN, the folder of the stand-in gateway; KILLS, how many processes are to be killed for each account.
"""

import importlib
import os
import random
import signal
import sys
import time
import traceback
import types

from odoo.sql_db import close_all

ACCOUNTS = 4
#: seconds for which the gateway keeps its answer after it has charged the card: the moment to kill in
WINDOW = 0.5
LEFT = """
    SELECT charge.state, count(*), count(DISTINCT charge.transaction_id), count(payment.id), sum(payment.amount)
      FROM call_card_charge charge JOIN payment_transaction tx ON tx.id = charge.transaction_id
      LEFT JOIN account_payment payment ON payment.id = tx.payment_id AND payment.state IN ('in_process', 'paid')
     GROUP BY charge.state ORDER BY charge.state"""


def start_gateway():
    """The stand-in that the add-on's tests use, without their package, which only loads in a test."""
    package = types.ModuleType("standin")
    package.__path__ = [os.environ["STANDIN"]]
    sys.modules["standin"] = package
    gateway = importlib.import_module("standin.card_gateway").CardGateway()
    provider = env.registry["payment.provider"]  # noqa: F821
    provider._build_request_url = lambda _self, path, **_options: f"{gateway.url}/{path}"
    return gateway


def make_accounts():
    provider = env["payment.provider"].search([("code", "=", "stripe")], limit=1)  # noqa: F821
    keys = {"stripe_publishable_key": "pk", "stripe_secret_key": "sk", "stripe_webhook_secret": "whsec"}
    provider.write({**keys, "state": "test"})
    found = []
    for number in range(ACCOUNTS):
        vals = {"name": f"Account {number}", "call_policy": "prepaid"}
        account = env["res.partner"].create(vals)  # noqa: F821
        card = env["payment.token"].create(  # noqa: F821
            {
                "provider_id": provider.id,
                "payment_method_id": env.ref("payment.payment_method_card").id,  # noqa: F821
                "partner_id": account.id,
                "provider_ref": f"cus_{number}",
                "stripe_payment_method": "pm_good",
            }
        )
        account._call_agree_auto("customer", card, 5, 20, 100, 5)
        found.append(account.id)
    env.cr.execute("DELETE FROM queue_job")  # noqa: F821  the children work, not the queue
    env.cr.commit()  # noqa: F821
    return found


def in_child(work):
    """A process that does it; it ends with 0 when it is through."""
    close_all()  # connections cannot be shared with a child
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with env.registry.cursor() as cr:  # noqa: F821
            work(env(cr=cr))  # noqa: F821
        status = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def kill_in_window(gateway, work, chance):
    """Kill a process after it has had the card charged and before it can know; whether it was alive until then."""
    asked = len(gateway.asked)
    gateway.fail("payment_intents", delay=WINDOW)
    child = in_child(work)
    until = time.monotonic() + 20
    while len(gateway.asked) == asked and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.random() * WINDOW * 0.8)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and len(gateway.asked) > asked


def main():
    chance = random.Random(8)
    company, killed = env.company.id, 0  # noqa: F821
    with start_gateway() as gateway:
        for account in make_accounts():

            def top_up(env, account=account):
                env["res.partner"].browse(account)._call_auto_work(company)

            def ask_again(env, account=account):
                env["call.card.charge"].search([("partner_id", "=", account)])._draw()

            killed += kill_in_window(gateway, top_up, chance)
            for _kill in range(int(os.environ["KILLS"]) - 1):
                killed += kill_in_window(gateway, ask_again, chance)
            gateway._failures.clear()
            for work in (ask_again, ask_again, top_up):  # after a restart: the clock, twice, and another call
                _pid, status = os.waitpid(in_child(work), 0)
                assert os.waitstatus_to_exitcode(status) == 0, status
        with env.registry.cursor() as cr:  # noqa: F821
            cr.execute(LEFT)
            left = cr.fetchall()
        print("KILLED", killed)
        print("CHARGED", len(gateway.charges), len({intent["description"] for intent in gateway.charges}))
        print("ASKED", len(gateway.keys) >= killed + ACCOUNTS, len(set(gateway.keys)))
        print("LEFT", left)


main()
sys.stdout.flush()
os._exit(0)  # the shell's own connection was closed for the children's sake
