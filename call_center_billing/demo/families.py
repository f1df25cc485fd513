"""Accounts that belong together: a chain of clinics that pays for its branches, and a reseller with its customers."""

import io
from datetime import UTC, datetime

from .generator import Caller, month_of_records

BEGIN, END = datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)
#: account: name, its number, calls a day, price list; numbers are those that Sweden keeps for films
CLINICS = (("Kliniken Norr", "+46846500420", 4), ("Kliniken Söder", "+46846500421", 3))
SALONS = (("Salong Fix", "+46846500430", 3), ("Cykelverkstan Hjulet", "+46846500431", 2))
DID = "+46846500440"


def make_families(env, source, lists):
    """Make the accounts and two weeks of their calls.

    :param dict lists: the sample price lists by name
    """
    payer = _account(env, "Klinikkedjan AB", lists["Företag"])
    payer.call_sub_lines = True
    reseller = _account(env, "Telepartner i Väst AB", lists["Företag"])
    callers = []
    for name, number, calls in CLINICS:
        branch = _account(env, name, None, number)
        branch.write({"call_payer_id": payer.id, "call_month_limit": 500})
        callers.append(Caller(number.lstrip("+"), name, calls))
    for name, number, calls in SALONS:
        customer = _account(env, name, lists["Bas"], number)
        customer.call_reseller_id = reseller
        callers.append(Caller(number.lstrip("+"), name, calls))
    customer.call_billed_by = "reseller"
    env["call.number"].create({"number": DID, "kind": "did", "partner_id": payer.id, "label": "Tidsbokning",
                               "valid_from": datetime(2026, 1, 1)})  # fmt: skip
    text = month_of_records(callers, BEGIN, END, seed="families")
    source._import_stream("Master-families.csv", io.BytesIO(text.encode()))


def _account(env, name, pricelist, number=None):
    account = env["res.partner"].create(
        {
            "name": name,
            "is_company": True,
            "country_id": env.ref("base.se").id,
            "call_timezone": "Europe/Stockholm",
            "customer_rank": 1,
            "property_product_pricelist": pricelist and pricelist.id,
        }
    )
    if number:
        held = {"number": number, "partner_id": account.id, "valid_from": datetime(2026, 1, 1)}
        env["call.number"].create(held)
    return account
