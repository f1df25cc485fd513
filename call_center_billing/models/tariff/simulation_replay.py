"""One run of a simulation: calls out of the store, through the bulk path of the engine, into sums."""

from odoo.exceptions import UserError

from .call_promise import Promised
from .tariff_book import DISCOUNTED, TariffBook, make_tariff

CALL_COLUMNS = ("simulation_id", "call_id", "rate_id", "amount_now", "amount_new", "difference", "margin_new")
#: calls that are on their way between database and frame
CHUNK = 50_000
NO_PROMISE = Promised(0, None)


class Replay:
    """Replays the calls of one simulation. Not a model: it lives within one transaction.

    polars is imported where it is used and not above, for it must not be there in a process that forks workers.
    """

    def __init__(self, simulation):
        self.simulation = simulation
        self.env = simulation.sudo().env
        self.card = simulation.card_id
        self.version = simulation.version_id or (self.card and self.card._version_at(simulation.as_of))
        self.book = TariffBook(self.env, simulation.company_id)
        self.compiled = None
        self.promises = {}
        self.skipped = 0

    def run(self):
        """Replay, and store lines and calls.

        :return: values of the simulation's totals
        :raise UserError: there is no card, no version in force, or no call
        """
        if not self.card or not self.version:
            raise UserError(
                self.env._(
                    "%(pricelist)s has no rate card with prices in force at that moment. Choose a version.",
                    pricelist=self.simulation.pricelist_id.name,
                )
            )
        calls = self._calls()
        if calls.is_empty():
            raise UserError(self.env._("There are no calls to replay: choose another period or other customers."))
        # a draft is compiled for each run: it may have changed since
        published = self.version.state == "published"
        self.compiled = self.version._compiled() if published else self.version._compile()
        rated = self._rate(calls)
        self._store_calls(rated)
        return self._store_lines(rated)

    def _calls(self):
        """The calls as a frame: id, partner, numbers, start, seconds that the version charges and those that bundles
        paid for, price and cost now."""
        import polars as pl

        begin, end = self.simulation._period()
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT id, partner_id, COALESCE(a_number, ''), COALESCE(b_number, ''), started_at, talk_seconds,
                      duration, outcome, amount, amount - margin, currency_id, rule, COALESCE(bundle_units, 0)
                 FROM call_record
                WHERE company_id = %s AND partner_id = ANY(%s) AND started_at >= %s AND started_at < %s
                  AND state IN ('rated', 'unrated', 'unanswered') AND COALESCE(service, 'voice') = 'voice'
                ORDER BY id""",
            (self.simulation.company_id.id, self.simulation.partner_ids.commercial_partner_id.ids, begin, end),
        )
        schema = {
            **dict.fromkeys(("id", "tariff"), pl.Int64),
            **dict.fromkeys(("a_number", "b_number"), pl.String),
            "started_at": pl.Datetime("us", "UTC"),
            **dict.fromkeys(("quantity", "free_units", "now", "cost"), pl.Int64),
        }
        frames = [pl.DataFrame(schema=schema)]
        while rows := self.env.cr.fetchmany(CHUNK):
            replayed = [row for row in map(self._replayed, rows) if row]
            frames.append(pl.DataFrame(replayed, schema=schema, orient="row"))
        return pl.concat(frames)

    def _replayed(self, row):
        """The row as the frame wants it; None for a call that the proposal does not touch."""
        key, partner, a_number, b_number, start, talk, duration, outcome, amount, cost, currency, rule, free = row
        other_rule = rule and rule not in DISCOUNTED and not self.simulation.replace_all
        if other_rule or (currency and currency != self.simulation.currency_id.id):
            self.skipped += 1
            return None
        seconds = self.version._charged_seconds(outcome, talk, duration) or 0
        if not seconds and not amount:
            return None
        return key, partner, a_number, b_number, start, seconds, free, amount, cost

    def _rate(self, calls):
        """The calls with proposed price, margin and difference."""
        import polars as pl

        from ...rating.frame import rate_frame

        tariffs = {partner: self._tariff(partner) for partner in calls["tariff"].unique()}
        rated = rate_frame(calls, tariffs)
        now, new = pl.col("now").fill_null(0), pl.col("amount")
        return rated.with_columns(
            now=now,
            difference=new.fill_null(0) - now,
            margin=new - pl.col("cost"),
            dearer=(new > now).fill_null(False),
            cheaper=(new < now).fill_null(False),
            # a call that was never charged has a cost all the same
            loss=(new < pl.col("cost")).fill_null(False),
        )

    def _tariff(self, partner_id):
        """The proposed prices for one customer."""
        promises = self.book.list_promises(self.simulation.pricelist_id)
        if self.simulation.with_discounts:
            promises = promises + self.book.customer_promises(self.env["res.partner"].browse(partner_id))
        running = [promise for promise in promises if promise.runs_at(self.simulation.as_of)]
        found = self.promises[partner_id] = self.book.winners(running)
        return make_tariff(self.compiled, found)

    def _store_calls(self, rated):
        names = ", ".join((*CALL_COLUMNS, "has_price", "has_cost"))
        query = f"INSERT INTO call_simulation_call ({names}) VALUES %s"  # names are this file's own constants
        columns = rated.select("id", "rate_key", "now", "amount", "difference", "margin")
        for part in columns.iter_slices(CHUNK):
            self.env.cr.execute_values(query, [self._call_row(*row) for row in part.iter_rows()], page_size=5_000)

    def _call_row(self, call, rate, now, new, change, margin):
        key = self.simulation.id
        return key, call, rate, now, new or 0, change, margin or 0, new is not None, margin is not None

    def _store_lines(self, rated):
        """Sums by rate and promise, and over all."""
        import polars as pl

        known = pl.col("cost").is_not_null() & pl.col("amount").is_not_null()
        sums = {
            "call_count": pl.len(),
            "charged_seconds": pl.col("billed").sum(),
            "revenue_now": pl.col("now").sum(),
            "revenue_new": pl.col("amount").fill_null(0).sum(),
            "difference": pl.col("difference").sum(),
            "cost": pl.col("cost").filter(known).sum(),
            "margin_new": pl.col("margin").filter(known).sum(),
            "dearer_count": pl.col("dearer").sum(),
            "cheaper_count": pl.col("cheaper").sum(),
        }
        lines = rated.group_by("rate_key", "tariff").agg(**sums)
        self.env["call.simulation.line"].create(self._line_vals(lines.to_dicts(), tuple(sums)))
        totals = rated.select(
            **{name: value for name, value in sums.items() if name not in ("charged_seconds", "difference")},
            loss_count=pl.col("loss").sum(),
            unpriced_count=(pl.col("state") == "unrated").sum(),
            cost_count=known.sum(),
            costed_revenue=pl.col("amount").filter(known).sum(),
            margin_now=(pl.col("now") - pl.col("cost")).filter(known).sum(),
        ).to_dicts()[0]
        return {**totals, "skipped_count": self.skipped}

    def _line_vals(self, found, names):
        """One line for each rate and promise: customers with the same promise share it."""
        rates = self.env["call.rate"].browse({line["rate_key"] for line in found if line["rate_key"]})
        rates.fetch(["prefix", "destination_id"])
        merged = {}
        for line in found:
            rate = self.env["call.rate"].browse(line["rate_key"] or ())
            promise = self.promises[line["tariff"]].get(rate.destination_id.id) or NO_PROMISE
            vals = merged.setdefault((rate.id, promise.discount, promise.fixed), dict.fromkeys(names, 0))
            for name in names:
                vals[name] += line[name] or 0
        return [
            vals | self._rate_vals(self.env["call.rate"].browse(rate_id or ()), discount, fixed)
            for (rate_id, discount, fixed), vals in merged.items()
        ]

    def _rate_vals(self, rate, discount, fixed):
        return {
            "simulation_id": self.simulation.id,
            "rate_id": rate.id,
            "prefix": rate.prefix or ("*" if rate else ""),
            "destination_id": rate.destination_id.id,
            "destination_class": rate.destination_class,
            "discount": discount,
            "fixed_price": fixed,
        }
