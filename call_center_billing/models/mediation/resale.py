"""What resellers pay for a call, beside what the customer pays: rows of the call store behind the customer's.

A customer that a reseller sold is charged by its own price list; the reseller by its list, and so on, if others sold
the reseller. Each such purchase is a row of its own, `wholesale_level` 1 and up, on its reseller's statement. So what
an account is charged is found, summed, ordered, corrected and taken back alike, whoever the account is.

A row that a reseller sold has what the reseller pays as its cost, and the reseller's earnings as its margin. The last
row is sold by us: its cost is the carrier's, and its margin ours.
"""

from .costing import COST_COLUMNS, WITHOUT_PRICE
from .rater import Use
from .resale_chain import MARK

#: what a row of a reseller has in common with the call
SAME = (
    *("import_id", "source_id", "company_id", "a_number", "b_number", "account_code", "started_at", "duration"),
    *("talk_seconds", "outcome", "service", "quantity", "agent", "queue"),
)


def resale_rows(rater, vals):
    """What the resellers of a call pay, the customer's own reseller first.

    A call that stands on nobody's statement was sold by nobody: it loses its `reseller_id`. If it is on one of them,
    the others have a row, too, though it be of 0. A reseller without a price for the call has it as `unrated`.

    :param CallRater rater: of the call; :param dict vals: the call, all columns of the store but those of its cost
    :return: a dict like it for each reseller
    """
    rows = []
    reseller = rater.env["res.partner"].browse(vals["reseller_id"])
    use = Use(vals["service"] or "voice", vals["quantity"])
    used = (vals["started_at"], vals["talk_seconds"] or 0, vals["duration"] or 0, vals["outcome"], use)
    while reseller and vals["outcome"] != "denied":
        found = rater.resold(reseller, vals["a_number"] or "", vals["b_number"] or "", *used)
        level = len(rows) + 1
        same = {name: vals[name] for name in SAME}
        rows.append(same | found | {"identity": f"{vals['identity']}{MARK}{level}", "wholesale_level": level})
        reseller = reseller.call_reseller_id
    if any(row["statement_id"] or row["amount"] or row["state"] == "unrated" for row in (vals, *rows)):
        return rows
    vals["reseller_id"] = None
    return []


def resale_cost(exchange, sold, paid):
    """The columns of cost of a row that a reseller sold.

    :param Exchange exchange: of the company
    :param dict sold: what its customer is charged; :param dict paid: what the reseller is charged for it
    """
    vals = dict.fromkeys(COST_COLUMNS)
    if paid["state"] != "rated":
        return vals | {"cost_reason": "no_wholesale"}
    currency = paid["currency_id"] or sold["currency_id"] or exchange.company.currency_id.id
    vals |= {"cost": paid["amount"], "cost_currency_id": currency, "cost_rate_id": paid["rate_id"]}
    if sold["state"] in WITHOUT_PRICE:
        return vals
    price = (sold["amount"] or 0) if sold["state"] == "rated" else 0
    cost = exchange.convert(paid["amount"], currency, sold["currency_id"] or currency, sold["started_at"].date())
    return vals | {"margin": price - cost}
