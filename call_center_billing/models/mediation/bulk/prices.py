"""What do these calls cost? The columns that `CallRater.vals` gives, for a block of calls at once."""

from .owners import Owners
from .terms import BulkTerms, seconds_charged


class BulkPrices:
    """Matches and rates the calls of one company.

    :param tariffs: the company's `TariffBook`
    :param before: called before the database is asked
    :param datetime horizon: calls that began before it (UTC) are too late to be billed by themselves; or None
    :param did_billing: whether the holder of a called DID pays, see `call.source`
    """

    def __init__(self, tariffs, before, horizon, did_billing=False):
        self.env = tariffs.env
        self.before = before
        self.horizon = horizon
        self.owners = Owners(self.env, tariffs.company, before)
        self.did_billing = did_billing
        self.holders = Owners(self.env, tariffs.company, before, dids=True) if did_billing else None
        self.terms = BulkTerms(tariffs, before)
        self.campaigns = self._campaigns(tariffs.company)
        self.destinations = self._destinations()

    def columns(self, calls):
        """The calls with all columns that a match and a rating set.

        :param calls: frame with columns `row` (0, 1, 2 …), `a_number`, `b_number` (normalised), `account_code`,
            `started_at`, `duration`, `talk_seconds`, `outcome`
        """
        import polars as pl

        calls = calls.join(self.payers(calls), on="row", how="left", maintain_order="left")
        calls = self._with_campaigns(calls).with_columns(pl.col("campaign_free").fill_null(False))
        matched = self.terms.add_to(calls.filter(pl.col("partner_id").is_not_null()))
        added = [name for name in matched.columns if name not in calls.columns]
        calls = calls.join(matched.select("row", *added), on="row", how="left", maintain_order="left")
        calls = calls.with_columns(seconds=seconds_charged().fill_null(0))
        late = pl.col("started_at") < self.horizon if self.horizon else pl.lit(False)
        wanted = pl.col("partner_id").is_not_null() & (pl.col("outcome") != "denied") & (pl.col("seconds") > 0)
        calls = calls.with_columns(wanted=wanted & ~late, too_late=wanted & late)
        calls = self._rate(calls)
        return self._state(calls)

    def _with_campaigns(self, calls):
        """The calls with their campaigns: by account code, else by queue, else by the DID called."""
        import polars as pl

        for name, campaigns in self.campaigns.items():
            found = calls.join(campaigns, on=["partner_id", name], how="left", maintain_order="left", suffix="_new")
            if "campaign_id_new" in found.columns:
                columns = [column for column in campaigns.columns if column.startswith("campaign_")]
                none = pl.col("campaign_id").is_null()
                found = found.with_columns(
                    pl.when(none).then(f"{column}_new").otherwise(column).alias(column) for column in columns
                ).drop(f"{column}_new" for column in columns)
            calls = found
        return calls

    def payers(self, calls):
        """The calls that somebody pays for: columns `row`, `number_id`, `partner_id`, `number_list`."""
        import polars as pl

        callers = self.owners.match(calls, "a_number")
        if not self.did_billing:
            return callers
        holders = self.holders.match(calls, "b_number")
        first, second = (holders, callers) if self.did_billing == "always" else (callers, holders)
        return pl.concat([first, second.join(first, on="row", how="anti")])

    def _rate(self, calls):
        """Price what has a tariff and is wanted; add the rate's own columns and the promise."""
        import polars as pl

        from ....rating.frame import ADDED, rate_frame

        priced = calls.filter(pl.col("wanted") & (pl.col("hindrance") == ""))
        given = ["free_units"] if "free_units" in priced.columns else []  # what bundles pay for
        names = ("row", "slot", "tariff", "b_number", "started_at", "a_number", *given)
        work = priced.select(names, quantity="seconds")
        rated = rate_frame(work, self.terms.tariffs).select("row", "slot", *ADDED)
        rated = rated.with_columns(rating="state", destination_id=pl.col("destination_class").cast(pl.Int64))
        rated = rated.drop("state", "reason", "destination_class").hstack(self._own_columns(rated["rate_key"]))
        rated = rated.join(self.destinations, on="destination_id", how="left", maintain_order="left")
        promises = self.terms.promises(rated)
        rated = rated.join(promises, on=["slot", "destination_id"], how="left", maintain_order="left").drop("slot")
        return calls.join(rated, on="row", how="left", maintain_order="left")

    def _own_columns(self, keys):
        """Unit, price and fee of these rates."""
        rates = self.terms.rates()
        return rates[rates["rate_key"].search_sorted(keys.fill_null(0)).clip(0, len(rates) - 1)].drop("rate_key")

    def _state(self, calls):
        """State and reason, and what only a priced call has."""
        import polars as pl

        col, lit = pl.col, pl.lit
        rated = (col("rating") == "rated").fill_null(False)
        state = (
            pl.when(col("outcome") == "denied")
            .then(lit("denied"))
            .when(col("wanted") | col("too_late"))
            .then(pl.when(rated).then(lit("rated")).otherwise(lit("unrated")))
            .when(col("outcome") != "answered")
            .then(lit("unanswered"))
            .when(col("partner_id").is_null())
            .then(lit("unmatched"))
            .otherwise(lit("rated"))
        )
        calls = calls.with_columns(state=state, is_rated=rated, with_rate=rated & col("rate_key").is_not_null())
        nothing = (col("state") == "rated") & ~col("wanted")  # nobody spoke
        return calls.with_columns(
            reason=self._reason(),
            rule=pl.when("wanted").then("rule"),
            pricelist_id=pl.when("wanted").then("pricelist_id"),
            discount=pl.when("with_rate").then(col("discount").fill_null(0)),
            fixed_price=pl.when("with_rate").then("fixed_price"),
            rate_id=col("rate_key"),
            billed_seconds=pl.when(nothing).then(0).when("is_rated").then("billed"),
            unrounded=pl.when(nothing).then(0).otherwise("unrounded"),
            amount=pl.when(nothing).then(0).otherwise("amount"),
            currency_id=pl.when("is_rated").then("price_currency"),
        )

    @staticmethod
    def _reason():
        """Why a call has no price, an expression."""
        import polars as pl

        unmatched = pl.when(pl.col("a_number") == "").then(pl.lit("withheld")).otherwise(pl.lit("unknown_number"))
        why = pl.when(pl.col("hindrance") == "").then(pl.lit("no_rate")).otherwise("hindrance")
        reason = pl.when(pl.col("state") == "unmatched").then(unmatched)
        reason = reason.when("too_late").then(pl.lit("too_late")).when(pl.col("state") == "unrated").then(why)
        return reason.when(pl.col("campaign_free") & pl.col("with_rate")).then(pl.lit("not_billed"))

    def _destinations(self):
        """Columns `destination_id`, `destination_class`, `product_id` of all destinations."""
        import polars as pl

        self.env["call.destination"].flush_model()
        self.env.cr.execute("SELECT id, destination_class, product_id FROM call_destination")
        schema = {"destination_id": pl.Int64, "destination_class": pl.String, "product_id": pl.Int64}
        return pl.DataFrame(self.env.cr.fetchall(), schema=schema, orient="row")

    def _campaigns(self, company):
        """By the column that tells them, in the order in which it does: frames of all campaigns with `partner_id`,
        that column, `campaign_id`, `campaign_list`, `campaign_product` and `campaign_free` (whether it is not billed).
        Only account codes have a frame if no campaign has anything else."""
        import polars as pl

        columns = {"code": "account_code", "queue": "queue", "did": "b_number"}
        rows = {"code": []}
        found = self.env["call.campaign"].search([("company_id", "=", company.id)])
        for partner, own in found.grouped("partner_id").items():
            for (kind, name), one in own._call_keys().items():
                told = (one.id, one.pricelist_id.id or None, one.product_id.id or None, not one.billed)
                rows.setdefault(kind, []).append((partner.id, name, *told))
        frames = {}
        for kind, column in columns.items():
            if kind in rows:
                names = ("partner_id", column, "campaign_id", "campaign_list", "campaign_product")
                schema = dict.fromkeys(names, pl.Int64) | {column: pl.String, "campaign_free": pl.Boolean}
                frames[column] = pl.DataFrame(rows[kind], schema=schema, orient="row")
        return frames
