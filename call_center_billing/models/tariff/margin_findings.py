"""Findings of the margin guard, written as alerts: thousands at once."""

from typing import NamedTuple

from odoo import fields

COLUMNS = (
    *("version_id", "card_id", "company_id", "kind", "prefix", "destination_id", "rate_id", "cost_rate_id"),
    *("cost_card_id", "price", "cost", "maximum", "margin", "margin_percent", "moment", "a_number", "seconds"),
    *("checked_at", "state"),
)
#: what a finding made again changes in its alert
CHANGING = tuple(column for column in COLUMNS if column not in ("version_id", "card_id", "prefix", "state"))
KEY = "(version_id, prefix, (CASE WHEN kind IN ('price', 'fee') THEN kind ELSE 'margin' END))"


class Finding(NamedTuple):
    """One fault of one prefix. Amounts are micro-units of the selling currency; what does not apply is None."""

    kind: str
    prefix: str
    destination_id: int
    rate_id: int
    cost_rate_id: int | None
    cost_card_id: int | None
    price: int
    cost: int | None
    maximum: int | None
    margin: int | None
    margin_percent: float | None
    moment: object
    a_number: str | None

    @classmethod
    def of_margin(cls, kind, prefix, worst, cost_card):
        """Too little is left, or nobody knows."""
        rate, cost_rate = worst.rate, worst.cost_rate
        percent = worst.margin * 100 / worst.price if worst.price and worst.margin is not None else None
        moment = worst.moment.replace(tzinfo=None)
        return cls(
            *(kind, prefix, int(rate.destination_class), rate.key, cost_rate and cost_rate.key),
            *(cost_card.id, worst.price, worst.cost, None, worst.margin, percent, moment, worst.a_number or None),
        )

    @classmethod
    def of_limit(cls, kind, prefix, rate, price, limit):
        """A price or a fee above the card's maximum."""
        destination_id = int(rate.destination_class)
        return cls(
            kind, prefix, destination_id, rate.key, None, None, price, None, limit, limit - price, None, None, None
        )


def write_findings(card, findings, draft=None):
    """Make what the guard found the card's alerts; close those that no longer hold.

    An alert that was accepted stays accepted as long as it gets no worse, also in a later version of the card.

    :param dict findings: those of each version that was looked at
    :param draft: the version, if only this one was looked at
    :return: how many open alerts there are that were not open before
    """
    env = card.env
    env["call.margin.alert"].flush_model()
    now = fields.Datetime.now()
    before = _open_keys(card)
    found = _upsert(card, findings, now)
    _carry_over(card, findings)
    versions = [version.id for version in findings]
    # alerts of a draft are its own affair; those of a version that is past hold no longer
    env.cr.execute(
        """UPDATE call_margin_alert SET state = 'closed' WHERE card_id = %s AND state <> 'closed'
              AND id NOT IN (SELECT unnest(%s::int[]))
              AND (version_id = ANY(%s)
                   OR %s AND version_id IN (SELECT id FROM call_rate_version WHERE state = 'published'))""",
        (card.id, found, versions, not draft),
    )
    env["call.margin.alert"].invalidate_model()
    card.invalidate_recordset(["margin_alert_count"])
    card.version_ids.invalidate_recordset(["margin_alert_count"])
    return len(_open_keys(card) - before)


def _open_keys(card):
    card.env.cr.execute(
        "SELECT version_id, prefix, kind FROM call_margin_alert WHERE card_id = %s AND state = 'open'", (card.id,)
    )
    return set(card.env.cr.fetchall())


def _upsert(card, findings, now):
    """New alerts are open; an accepted one is opened again when it is worse than what was accepted.

    :return: the ids of the alerts
    """
    rows = [
        (
            *(version.id, card.id, card.company_id.id or None, found.kind, found.prefix, found.destination_id),
            *(found.rate_id, found.cost_rate_id, found.cost_card_id, found.price, found.cost, found.maximum),
            *(found.margin, found.margin_percent, found.moment, found.a_number, card.guard_seconds, now, "open"),
        )
        for version, found_here in findings.items()
        for found in found_here
    ]
    if not rows:
        return []
    changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in CHANGING)
    query = f"""
        INSERT INTO call_margin_alert ({", ".join(COLUMNS)}) VALUES %s
        ON CONFLICT {KEY} DO UPDATE SET {changes},
           state = CASE WHEN call_margin_alert.state = 'accepted'
                         AND (EXCLUDED.margin >= call_margin_alert.margin
                              OR EXCLUDED.margin IS NULL AND call_margin_alert.margin IS NULL)
                        THEN 'accepted' ELSE 'open' END
        RETURNING id"""
    return [alert_id for (alert_id,) in card.env.cr.execute_values(query, rows, page_size=1_000, fetch=True)]


def _carry_over(card, findings):
    """What was accepted in another version of the card is accepted here too, unless it is worse here."""
    if not card.env["call.margin.alert"].search_count([("card_id", "=", card.id), ("state", "=", "accepted")], limit=1):
        return
    card.env.cr.execute(
        """UPDATE call_margin_alert alert
              SET state = 'accepted', note = old.note, accepted_by_id = old.accepted_by_id,
                  accepted_at = old.accepted_at
             FROM call_margin_alert old
            WHERE alert.version_id = ANY(%s) AND alert.state = 'open' AND old.card_id = %s
              AND old.state = 'accepted' AND old.prefix = alert.prefix
              AND (old.kind = alert.kind OR old.kind IN ('loss', 'low') AND alert.kind IN ('loss', 'low'))
              AND (alert.margin >= old.margin OR alert.margin IS NULL AND old.margin IS NULL)""",
        ([version.id for version in findings], card.id),
    )
