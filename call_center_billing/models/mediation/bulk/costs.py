"""What do these calls cost us? The columns that `CallCosts.vals` gives, for a block of calls at once."""

from ..costing import COST_COLUMNS, WITHOUT_PRICE
from .owners import Owners
from .terms import OUTCOMES, charged, seconds_charged
from .timeline import Timeline

KINDS = ("trunk_code", "cost_reason")


class BulkCosts:
    """Finds the trunks of one source's calls and prices them by the trunks' cost cards.

    :param costs: the source's `CallCosts`
    :param before: called before the database is asked
    """

    def __init__(self, costs, before):
        import polars as pl

        self.costs = costs
        self.before = before
        self.owners = Owners(costs.env, costs.company, before)
        self.timeline = Timeline()
        self.tariffs = {}
        rows = [(code, trunk.id, self._add(trunk)) for code, trunk in costs.trunks.items()]
        schema = {"code": pl.String, "trunk_id": pl.Int64, "line": pl.Int64}
        self.trunks = pl.DataFrame(rows, schema=schema, orient="row")
        self.cards = {line: costs.trunks[code].rate_card_id for code, _trunk, line in rows}
        modes = dict.fromkeys((f"mode_{outcome}" for outcome in OUTCOMES), pl.Int64)
        self.schema = {"slot": pl.Int64, "tariff": pl.Int64, "card_currency": pl.Int64, "hindrance": pl.String} | modes
        self.slots = pl.DataFrame(schema=self.schema)

    def _add(self, trunk):
        card = trunk.rate_card_id
        return self.timeline.add(card._timeline()[0] if card else ())

    def columns(self, calls):
        """The calls with the columns of `costing.COST_COLUMNS`.

        :param calls: frame with columns `row`, `trunk`, `a_number`, `b_number`, `started_at`, `duration`,
            `talk_seconds`, `outcome`, `state`, `amount`, `currency_id`
        """
        import polars as pl

        code = pl.when(pl.col("trunk") != "").then("trunk").alias("trunk_code")
        if not self.costs.trunks:
            empty = [
                pl.lit(None, pl.Int64 if name not in KINDS else pl.String).alias(name) for name in COST_COLUMNS[1:]
            ]
            return calls.with_columns(code, *empty)
        work = calls.select(
            *("row", "trunk", "a_number", "b_number", "started_at", "duration", "talk_seconds", "outcome"),
            *("state", "amount", "currency_id"),
        )
        found = self._margin(self._rate(self._trunk(work.filter(pl.col("outcome") != "denied"))))
        found = found.select("row", *COST_COLUMNS[1:])
        return calls.with_columns(code).join(found, on="row", how="left", maintain_order="left")

    def _trunk(self, calls):
        """Add `trunk_id`, `line` and why there is none."""
        import polars as pl

        calls = calls.join(self.trunks, left_on="trunk", right_on="code", how="left", maintain_order="left")
        own = self.owners.match(calls.filter((pl.col("trunk") == "") | pl.col("trunk_id").is_null()), "b_number")
        calls = calls.join(own.select("row", own=pl.lit(True)), on="row", how="left", maintain_order="left")
        named = (pl.col("trunk") != "") & pl.col("trunk_id").is_not_null()
        other = ~named & pl.col("own").is_null()
        rest = self.trunks.filter(pl.col("code") == "")
        default = rest.row(0)[1:] if len(rest) else (None, None)
        lost = other & (pl.col("trunk") != "") & pl.col("b_number").str.starts_with("+") & (default[0] is None)
        return calls.with_columns(
            *(
                pl.when(named).then(name).when(other).then(pl.lit(value, pl.Int64)).alias(name)
                for name, value in zip(("trunk_id", "line"), default, strict=True)
            ),
            default=other & (default[0] is not None),
            cost_reason=pl.when(lost).then(pl.lit("no_trunk")),
        )

    def _rate(self, calls):
        """Add cost, currency, rate and why there is none."""
        import polars as pl

        calls = calls.join(self._rated(calls), on="row", how="left", maintain_order="left")
        free = (pl.col("hindrance") == "") & pl.col("quantity").is_null()
        unrated = pl.col("rating") == "unrated"
        # a short code that the trunk for all other calls has no rate for is an extension: no carrier had it
        extension = (unrated & pl.col("default") & ~pl.col("b_number").str.starts_with("+")).fill_null(False)
        reason = pl.when(pl.col("hindrance") != "").then("hindrance").when(unrated).then(pl.lit("no_rate"))
        calls = calls.with_columns(cost=pl.when(free).then(0).otherwise("cost"))
        return calls.with_columns(
            trunk_id=pl.when(extension).then(None).otherwise("trunk_id"),
            cost_reason=pl.when(extension).then(None).otherwise(pl.coalesce("cost_reason", reason)),
            cost_currency_id=pl.when(pl.col("cost").is_not_null()).then("card_currency"),
        )

    def _rated(self, calls):
        """What the trunks' cost cards say of the calls that have a trunk: columns `row`, `hindrance`, `quantity`,
        `card_currency`, `cost`, `cost_rate_id`, `rating`."""
        import polars as pl

        from ....rating.frame import rate_frame

        names = ("a_number", "b_number", "started_at", "duration", "talk_seconds", "outcome")
        calls = calls.filter(pl.col("trunk_id").is_not_null()).select("row", "line", *names)
        calls = calls.with_columns(slot=self.timeline.positions(calls["line"], calls["started_at"].dt.epoch("s")))
        self._load_slots(calls["slot"].unique())
        calls = calls.join(self.slots, on="slot", how="left", maintain_order="left")
        calls = calls.with_columns(quantity=seconds_charged())
        priced = calls.filter((pl.col("hindrance") == "") & pl.col("quantity").is_not_null())
        work = priced.select("row", "tariff", "b_number", "started_at", "quantity", "a_number")
        rated = rate_frame(work, self.tariffs).select("row", cost="amount", cost_rate_id="rate_key", rating="state")
        calls = calls.select("row", "hindrance", "quantity", "card_currency")
        return calls.join(rated, on="row", how="left", maintain_order="left")

    def _load_slots(self, slots):
        import polars as pl

        from .... import rating

        missing = slots.filter(~slots.is_in(self.slots["slot"].implode()))
        if missing.is_empty():
            return
        self.before()
        rows = []
        for slot in missing:
            line, place = self.timeline.places[slot]
            card = self.cards[line]
            version_id = card._timeline()[1][place - 1] if card and place else None
            version = self.costs.env["call.rate.version"].browse(version_id or ())
            hindrance = "" if version else "no_version" if card else "no_card"
            if version and version.id not in self.tariffs:
                self.tariffs[version.id] = rating.Tariff(version._compiled())
            rows.append((slot, version.id or None, card.currency_id.id or None, hindrance, *charged(version)))
        self.slots = pl.concat([self.slots, pl.DataFrame(rows, schema=self.schema, orient="row")])

    def _margin(self, calls):
        """Price less cost in the price's currency; exchanged day by day."""
        import polars as pl

        company = self.costs.company.currency_id.id
        calls = calls.with_columns(target=pl.col("currency_id").fill_null(company), day=pl.col("started_at").dt.date())
        foreign = calls.filter(pl.col("cost").is_not_null() & (pl.col("cost_currency_id") != pl.col("target")))
        exchanged = self._exchanged(foreign)
        calls = calls.join(exchanged, on="row", how="left", maintain_order="left")
        price = pl.when(pl.col("state") == "rated").then(pl.col("amount").fill_null(0)).otherwise(0)
        known = ~pl.col("state").is_in(WITHOUT_PRICE)
        return calls.with_columns(margin=pl.when(known).then(price - pl.coalesce("exchanged", "cost")))

    def _exchanged(self, calls):
        import polars as pl

        if not calls.is_empty():
            self.before()
        convert = self.costs.exchange.convert
        columns = calls.select("row", "cost", "cost_currency_id", "target", "day")
        rows = [(row, convert(cost, source, target, day)) for row, cost, source, target, day in columns.iter_rows()]
        kind = calls.schema["row"]
        return pl.DataFrame(rows, schema={"row": kind, "exchanged": pl.Int64}, orient="row")
