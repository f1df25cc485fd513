"""New prices of what is no call: sessions of data, texts, time of agents. One by one, for there are few."""

from ... import rating
from ..billing.statement_book import price_of
from ..mediation.rater import ANYWHERE
from ..tariff.call_promise import Promised
from ..tariff.call_rate_unit import COUNTED


class OtherServices:
    """Prices rows of the frame of `Repricing`.

    :param book: the company's `TariffBook`
    :param given: `GivenTerms`, or None: as the rules say now
    :param BundleRepricing bundles: what bundles pay for
    """

    def __init__(self, env, book, given, bundles):
        self.env = env
        self.book = book
        self.given = given
        self.bundles = bundles

    def rows(self, calls):
        """See `Repricing.rows`."""
        from .repricing import _line

        rows = [row | {"seconds": row["talk_seconds"]} for row in calls.iter_rows(named=True)]
        mine = [row for row in rows if self.bundles.concerns(row["partner_id"], row["old_units"])]
        free = self.bundles.free([row | self._price(row) for row in mine]) if mine else {}
        takes = self.bundles.takes
        priced = [row | self._price(row, free.get(row["id"], 0)) for row in rows]
        priced = [row | {"bundle_takes": takes.get(row["id"])} for row in priced]
        changed = (row["problem"] or row["bundle_takes"] or row["new_amount"] != row["old_amount"] for row in priced)
        return [_line(row) for row, differs in zip(priced, changed, strict=True) if differs]

    def _price(self, row, free=0):
        """The columns of a new price.

        :param int free: units that bundles pay for
        """
        version, tariff, promise_of, found = self._terms(row)
        if not version:
            return {"problem": "no_version", "rate_key": None}
        quantity = row["quantity"] if row["service"] in COUNTED else row["talk_seconds"]
        call = version._engine_call(ANYWHERE, row["started_at"], quantity, row["a_number"])
        rated = rating.rate(call, tariff, free)
        if rated.state != "rated":
            return {"problem": "no_rate", "rate_key": None}
        rate = self.env["call.rate"].browse(rated.rate.key)
        promise = promise_of(rate.destination_id.id)
        shape = price_of(rate, rated, promise)
        return (
            found
            | shape
            | {
                "problem": None,
                "new_amount": rated.amount,
                "rate_key": rate.id,
                "billed": None if rate.service in COUNTED else rated.billed,
                "unrounded": rated.unrounded,
                "fixed_price": promise.fixed if promise else None,
                "destination_id": rate.destination_id.id,
                "destination_class": rate.destination_class,
                "product_id": rate.destination_id.product_id.id,
                "unit": rate.unit,
            }
        )

    def _terms(self, row):
        """Version, tariff, {destination: promise} as a function, and what named the price list."""
        if self.given:
            version = self.env["call.rate.version"].browse(row["old_version"])
            old = Promised(row["old_discount"], row["old_fixed"])
            tariff, promised = self.given.tariff(version, old, row["service"])
            return version, tariff, promised.get, {"rule": row["old_rule"], "pricelist_id": row["old_list"]}
        partner = self.env["res.partner"].browse(row["partner_id"])
        campaign = self.env["call.campaign"].browse(row["campaign_id"] or ())
        moment = row["started_at"].replace(tzinfo=None)
        terms = self.book.terms(partner, row["number_id"], campaign, moment, row["service"])
        if terms.card and terms.card.currency_id.id != row["old_currency"]:
            return None, None, None, {}
        return terms.version, terms.tariff, terms.promise, {"rule": terms.rule, "pricelist_id": terms.pricelist.id}
