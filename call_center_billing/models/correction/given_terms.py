"""Terms that a correction names itself: the version that priced each call, with another discount or price."""

from ..mediation.bulk.terms import OUTCOMES, charged
from ..tariff.call_promise import PER_CENT, Promised
from ..tariff.tariff_book import make_tariff

MILLION = 1_000_000
#: what decides the price of a call besides the call itself
COMBINATION = ("old_version", "old_discount", "old_fixed", "old_currency", "old_list", "old_rule")


class GivenTerms:
    """Stands in for `BulkTerms`.

    :ivar tariffs: {slot: rating.Tariff}
    """

    def __init__(self, correction):
        self.env = correction.sudo().env
        self.method = correction.method
        self.percent = round(correction.percent * PER_CENT)
        self.price = correction.new_price
        self.scope = correction.destination_class
        self.destinations = self.env["call.destination"].search([])
        self.tariffs = {}
        self._promised = {}
        self._versions = self.env["call.rate.version"]

    def add_to(self, calls):
        """Calls with the columns that `BulkTerms.add_to` adds."""
        import polars as pl

        found = calls.select(COMBINATION).unique(maintain_order=True)
        rows = [self._slot(*row) for row in found.iter_rows()]
        names = ("slot", *(f"mode_{outcome}" for outcome in OUTCOMES))
        slots = found.hstack(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row"))
        calls = calls.join(slots, on=COMBINATION, how="left", nulls_equal=True, maintain_order="left")
        return calls.with_columns(
            tariff="slot",
            price_currency="old_currency",
            pricelist_id="old_list",
            rule="old_rule",
            hindrance=pl.lit(""),
        )

    def _slot(self, version_id, discount, fixed, *_same):
        version = self.env["call.rate.version"].browse(version_id)
        slot = len(self.tariffs)
        self._versions |= version
        self.tariffs[slot], self._promised[slot] = self.tariff(version, Promised(discount, fixed), "voice")
        return (slot, *charged(version))

    def tariff(self, version, old, service):
        """The version's prices with the change.

        :param Promised old: what the call was given
        :return: (rating.Tariff, {destination id: Promised})
        """
        new = self._promise(old)
        found = {
            destination.id: new if self.scope in (False, destination.destination_class) else old
            for destination in self.destinations
        }
        return make_tariff(version._compiled(service), found), found

    def _promise(self, old):
        """What a call is given that was given `old`."""
        if self.method == "price":
            return Promised(0, self.price)
        kept = MILLION - self.percent
        if old.fixed is not None:
            return Promised(0, _half_up(old.fixed * kept))
        return Promised(MILLION - _half_up((MILLION - old.discount) * kept), None)

    def promises(self, calls):
        """As `BulkTerms.promises`."""
        import polars as pl

        pairs = calls.select("slot", "destination_id").drop_nulls().unique()
        rows = [(*pair, *self._promised[pair[0]][pair[1]]) for pair in pairs.iter_rows()]
        names = ("slot", "destination_id", "discount", "fixed_price")
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")

    def rates(self):
        """As `BulkTerms.rates`."""
        import polars as pl

        none = pl.DataFrame({"rate_key": [0], "unit": [""], "rate_price": [0], "rate_fee": [0]})
        return pl.concat([none, *(version._rate_columns() for version in self._versions)]).sort("rate_key")


def _half_up(parts):
    """Millionths, rounded half up."""
    return (2 * parts + MILLION) // (2 * MILLION)
