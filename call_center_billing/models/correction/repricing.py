"""What would these calls cost now? Calls out of the store, through the bulk path of the engine, into lines."""

import json
from datetime import UTC

from odoo.tools import SQL

from ..mediation.bulk.prices import BulkPrices
from ..mediation.bulk.terms import BulkTerms, seconds_charged
from ..mediation.call_record import PSEUDONYM
from ..mediation.call_retention import HIDDEN
from ..tariff.tariff_book import TariffBook
from .bundle_repricing import BundleRepricing
from .given_terms import GivenTerms
from .other_services import OtherServices

#: calls that are on their way between database and frame
CHUNK = 50_000
#: what the frame holds of a call, and of what it was charged until now
WHOLE = (
    *("id", "partner_id", "number_id", "number_list", "campaign_id", "campaign_list", "talk_seconds", "duration"),
    *("quantity", "old_amount", "old_currency", "old_line_id", "old_rate_id", "old_version", "old_discount"),
    *("old_fixed", "old_list", "old_destination"),
    *("old_units", "sub_account_id"),
)
TEXTS = ("a_number", "b_number", "outcome", "service", "old_rule", "old_class")
#: columns of `call.correction.line` that pricing finds
FOUND = (
    *("call_id", "partner_id", "currency_id", "started_at", "old_amount", "new_amount", "action", "old_rate_id"),
    *("old_line_id", "rate_id", "destination_id", "destination_class", "rule", "pricelist_id", "discount"),
    *("fixed_price", "billed_seconds", "unrounded", "product_id", "unit", "price", "connection_fee", "time_band"),
    *("problem",),
    *("bundle_units", "bundle_takes"),
)
CALLS = SQL(
    """SELECT call.id, call.partner_id, call.number_id, number.pricelist_id, call.campaign_id, campaign.pricelist_id,
              COALESCE(call.talk_seconds, 0), COALESCE(call.duration, 0), COALESCE(call.quantity, 0),
              call.amount + COALESCE(call.adjusted, 0), call.currency_id, call.statement_line_id, call.rate_id,
              rate.version_id, COALESCE(call.discount, 0), call.fixed_price, call.pricelist_id, call.destination_id,
              COALESCE(call.bundle_units, 0),
              call.sub_account_id,
              COALESCE(call.a_number, ''),
              CASE WHEN strpos(call.b_number, %(mark)s) > 0
                   THEN split_part(call.b_number, %(mark)s, 1) || repeat('0', %(hidden)s)
                   ELSE COALESCE(call.b_number, '') END,
              COALESCE(call.outcome, 'answered'), COALESCE(call.service, 'voice'), call.rule, call.destination_class,
              call.started_at
         FROM call_record call
         JOIN call_rate rate ON rate.id = call.rate_id
         JOIN call_rate_version version ON version.id = rate.version_id
         LEFT JOIN call_number number ON number.id = call.number_id
         LEFT JOIN call_campaign campaign ON campaign.id = call.campaign_id""",
    mark=PSEUDONYM,
    hidden=HIDDEN,
)


class Repricing:
    """Prices the calls of one correction anew. Not a model: it lives within one transaction.

    polars is imported where it is used and not above, for it must not be there in a process that forks workers.

    :param where: condition on `call`, `rate` and `version`, see `CALLS`
    """

    def __init__(self, correction, where):
        self.correction = correction
        self.env = correction.sudo().env
        self.where = where
        self.book = TariffBook(self.env, correction.company_id)
        self.given = GivenTerms(correction) if correction.method != "rules" else None
        self.bundles = BundleRepricing(self.env, correction.company_id, again=correction.method == "rules")

    def rows(self):
        """The calls that would cost something else, or have no new price.

        :return: tuples in the order of `FOUND`, and how many calls were looked at
        """
        calls = self._calls()
        voice = calls.filter(service="voice").with_row_index("row").with_columns(row=_whole("row"))
        others = calls.filter(calls["service"] != "voice")
        rows = self._voice_rows(voice) if len(voice) else []
        rows += OtherServices(self.env, self.book, self.given, self.bundles).rows(others)
        return rows, len(calls)

    def _calls(self):
        import polars as pl

        schema = dict.fromkeys(WHOLE, pl.Int64) | dict.fromkeys(TEXTS, pl.String)
        schema["started_at"] = pl.Datetime("us", "UTC")
        self.env.flush_all()
        self.env.cr.execute(SQL("%s WHERE %s ORDER BY call.id", CALLS, self.where))
        frames = [pl.DataFrame(schema=schema)]
        while rows := self.env.cr.fetchmany(CHUNK):
            zoned = [(*row[:-1], row[-1].replace(tzinfo=UTC)) for row in rows]
            frames.append(pl.DataFrame(zoned, schema=schema, orient="row"))
        return self._priced_as(pl.concat(frames))

    def _priced_as(self, calls):
        """Calls whose `partner_id` is by whose list they are priced, and `paid_by` who pays: with sub-accounts it is
        not always the same."""
        import polars as pl

        calls = calls.with_columns(paid_by="partner_id")
        users = self.env["res.partner"].browse(calls["sub_account_id"].drop_nulls().unique().to_list())
        own = [user.id for user in users if user._call_priced_as(self.correction.company_id) == user]
        if not own:
            return calls
        priced = pl.when(pl.col("sub_account_id").is_in(own)).then("sub_account_id").otherwise("partner_id")
        return calls.with_columns(partner_id=priced)

    def _voice_rows(self, calls):
        """Rated as an import rates them."""
        import polars as pl

        col = pl.col
        prices = _Prices(self.book, self.given)
        calls = prices.terms.add_to(calls)
        calls = calls.with_columns(seconds=seconds_charged().fill_null(0), wanted=pl.lit(True))
        rated = prices._rate(self._with_free_units(prices, calls))
        used = col("usage_price").is_not_null()
        free = col("seconds") == 0
        rated = rated.with_columns(
            problem=_problem(),
            bundle_takes=col("id").replace_strict(self.bundles.takes, default=None, return_dtype=pl.String),
            new_amount=pl.when(free).then(0).otherwise("amount"),
            rate_key=pl.when(~free).then("rate_key"),
            price=pl.when(used).then("usage_price").otherwise(pl.coalesce("fixed_price", "rate_price")),
            connection_fee=pl.when(used).then("usage_fee").otherwise("rate_fee"),
            time_band=pl.when(used).then("usage_band").otherwise(pl.lit("")),
        )
        changed = col("problem").is_not_null() | (col("new_amount") != col("old_amount"))
        changed = rated.filter(changed | col("bundle_takes").is_not_null())
        return [_line(row) for row in changed.iter_rows(named=True)]

    def _with_free_units(self, prices, calls):
        """Calls with what bundles pay for, if any of them has to do with bundles."""
        import polars as pl

        pairs = calls.select("partner_id", "old_units").unique().rows()
        concerned = [pair for pair in pairs if self.bundles.concerns(*pair)]
        if not concerned:
            return calls
        mine = calls.join(
            pl.DataFrame(concerned, schema={"partner_id": pl.Int64, "old_units": pl.Int64}, orient="row"),
            on=["partner_id", "old_units"],
            how="semi",
        )
        if self.bundles.again:
            mine = prices._rate(mine).with_columns(problem=_problem())
        free = self.bundles.free(mine.to_dicts())
        return calls.with_columns(free_units=pl.col("id").replace_strict(free, default=0, return_dtype=pl.Int64))


class _Prices(BulkPrices):
    """Prices calls whose accounts are known: nothing is matched and no statement is opened."""

    def __init__(self, book, given):
        self.env = book.env
        self.terms = given or BulkTerms(book, self.env.flush_all)
        self.destinations = self._destinations()


def _problem():
    """Why a call has no new price, an expression; null if it has one."""
    import polars as pl

    col = pl.col
    return (
        pl.when(col("hindrance") != "")
        .then("hindrance")
        .when(col("price_currency") != col("old_currency"))
        .then(pl.lit("other_currency"))
        .when((col("seconds") != 0) & (col("rating") != "rated"))
        .then(pl.lit("no_rate"))
    )


def _whole(name):
    import polars as pl

    return pl.col(name).cast(pl.Int64)


def _line(row):
    """The columns of a line, of a row of the frame. What has no new price keeps its old one."""
    vals = dict.fromkeys(FOUND) | {name: row[name] for name in ("old_amount", "old_rate_id")}
    vals["partner_id"] = row["paid_by"]
    vals |= {"call_id": row["id"], "currency_id": row["old_currency"], "old_line_id": row["old_line_id"]}
    vals |= {"started_at": row["started_at"].replace(tzinfo=None), "destination_class": row["old_class"]}
    if row["problem"]:
        vals |= {"action": "none", "problem": row["problem"], "new_amount": row["old_amount"]}
        return tuple(vals[name] for name in FOUND)
    vals |= {
        name: row[name] for name in ("new_amount", "rule", "pricelist_id", "fixed_price", "unrounded", "time_band")
    }
    vals |= {name: row[name] for name in ("product_id", "unit", "price", "connection_fee", "destination_id")}
    if row["bundle_takes"]:
        units = sum(paid for _grant, _units, paid, _period in json.loads(row["bundle_takes"]))
        vals |= {"bundle_takes": row["bundle_takes"], "bundle_units": units}
    vals |= {"action": "rate", "rate_id": row["rate_key"], "billed_seconds": row["billed"]}
    vals |= {"discount": row["discount"] or 0, "destination_class": row["destination_class"]}
    if row["rate_key"] is None:  # the rules charge nothing for such a call any more
        vals |= {"action": "drop", "destination_id": row["old_destination"], "destination_class": row["old_class"]}
    return tuple(vals[name] for name in FOUND)
