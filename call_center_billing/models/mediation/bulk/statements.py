"""Which statements and lines do these calls belong to? As `StatementBook`, for a block of calls at once."""

from contextlib import contextmanager
from functools import cache

from odoo import fields
from odoo.exceptions import ConcurrencyError

from ....billing import Bill, Period, Place, period, period_name, place
from ...billing.statement_book import lock_sums
from .arrays import array
from .billing_rules import BillingRules

#: what calls of a line have in common besides their statement
SHAPE = (
    *("campaign_id", "product_id", "destination_class", "unit", "price", "connection_fee", "time_band", "discount"),
    "slot",
)
KEY = ("statement_id", *SHAPE)
#: the columns of calls that tell their statement and line
USED = (
    *("row", "wanted", "with_rate", "partner_id", "price_currency", "started_at", "zone", "identity"),
    *("campaign_id", "campaign_free", "campaign_product", "product_id", "destination_class", "unit", "discount"),
    *("fixed_price", "rate_price", "rate_fee", "usage_price", "usage_fee", "usage_band"),
)
SUMS = ("call_count", "talk_seconds", "billed_seconds", "amount")
#: `bucket`: days that lie on one statement for certain, see `BillingRules`
ACCOUNT = ("partner_id", "currency_id", "bucket")


class BulkStatements:
    """Opens statements and their lines as they are needed, and adds the sums at the end.

    :param before: called before the database is asked
    :param bool alone: statements and lines are opened in transactions of their own, so that imports of two sources
        that open the same ones need not wait for each other's end. One that is opened and stays empty means nothing.
    """

    def __init__(self, env, source, before, alone):
        import polars as pl

        self.env = env
        self.company = source.company_id
        self.source_id = source.id
        self.before = before
        self.alone = alone
        self.today = fields.Date.today()
        self.rules = BillingRules(env, self.company)
        texts = dict.fromkeys(("destination_class", "unit", "time_band", "slot"), pl.String)
        self.line_schema = dict.fromkeys((*KEY, "statement_line_id"), pl.Int64) | texts
        #: few, while lines are many: a line is found by the numbers of its statement and its shape in one
        self.shapes = pl.DataFrame(schema={name: self.line_schema[name] for name in SHAPE} | {"shape": pl.Int64})
        self.lines = pl.DataFrame(schema={"line": pl.Int64, "statement_line_id": pl.Int64})
        #: lines with an order, to which nothing is added: the part that comes next
        self.parts = pl.DataFrame(schema={"line": pl.Int64, "part": pl.Int64})
        schema = {"partner_id": pl.Int64, "currency_id": pl.Int64, "bucket": pl.Date, "statement_id": pl.Int64}
        self.statements = pl.DataFrame(schema=schema | {"late": pl.Boolean})
        self.sums = []

    def place(self, calls):
        """The calls with `statement_id`, `late` and `statement_line_id`.

        :param calls: as `BulkPrices` has them at the end
        """
        import polars as pl

        wanted = calls.select(USED).filter(pl.col("wanted") & ~pl.col("campaign_free"))
        wanted = wanted.with_columns(
            currency_id="price_currency", product_id=pl.coalesce("campaign_product", "product_id")
        )
        wanted = self._with_statements(self.rules.with_buckets(wanted, self.source_id))
        with_rate = self._with_lines(wanted.filter("with_rate"))
        calls = calls.join(wanted.select("row", "statement_id", "late"), on="row", how="left", maintain_order="left")
        lines = with_rate.select("row", "statement_line_id")
        calls = calls.join(lines, on="row", how="left", maintain_order="left")
        return calls.with_columns(pl.col("late").fill_null(False))

    def add(self, calls):
        """Remember the sums of calls that were stored."""
        import polars as pl

        found = calls.filter(pl.col("statement_line_id").is_not_null()).group_by("statement_line_id", "statement_id")
        names = ("talk_seconds", "billed_seconds", "amount")
        self.sums.append(found.agg(pl.len().cast(pl.Int64).alias("call_count"), pl.col(*names).sum()))
        if len(self.sums) > 20:  # so that memory does not grow with the file
            self.sums = [self._summed("statement_line_id", "statement_id")]

    def write_sums(self):
        """Add the sums to lines and statements."""
        import polars as pl

        if not self.sums:
            return
        self.before()
        lines = self._summed("statement_line_id", "statement_id").sort("statement_line_id")
        lock_sums(self.env.cr, self.company)
        free = "call_statement_line.ordered IS NOT TRUE"
        self._update("call_statement_line", lines["statement_line_id"], lines.select(SUMS), free)
        names = tuple(name for name in SUMS if name != "billed_seconds")
        totals = lines.group_by("statement_id").agg(pl.col(*names).sum()).sort("statement_id")
        self._update("call_statement", totals["statement_id"], totals.select(names), "call_statement.state = 'open'")
        self.sums.clear()

    def _summed(self, *keys):
        import polars as pl

        return pl.concat(self.sums).group_by(*keys).agg(pl.col(*SUMS).sum())

    def _update(self, table, ids, sums, condition):
        """Add columns of sums to the rows with these ids.

        :raise ConcurrencyError: one of them was billed since it was looked up: the import is to begin again
        """
        names = sums.columns
        sets = ", ".join(f"{name} = COALESCE({table}.{name}, 0) + new.{name}" for name in names)
        arrays = ", ".join(["%s::int[]", *("%s::bigint[]" for _name in names)])
        query = (
            f"UPDATE {table} SET {sets} FROM unnest({arrays}) new (id, {', '.join(names)})"
            f" WHERE {table}.id = new.id AND {condition}"
        )
        self.env.cr.execute(query, (array(ids), *(array(sums[name]) for name in names)))
        if self.env.cr.rowcount < len(ids):
            raise ConcurrencyError("statements were billed while calls were added to them")

    def _with_statements(self, calls):
        import polars as pl

        found = calls.join(self.statements, on=ACCOUNT, how="left", maintain_order="left")
        missing = found.filter(pl.col("statement_id").is_null()).select(ACCOUNT).unique()
        if missing.is_empty():
            return found
        rows = self._open_statements(missing.sort(ACCOUNT).rows())
        opened = pl.DataFrame(rows, schema=self.statements.schema, orient="row")
        self.statements = pl.concat([self.statements, opened])
        return calls.join(self.statements, on=ACCOUNT, how="left", maintain_order="left")

    def _open_statements(self, accounts):
        """The statement of each (partner, currency, bucket): (partner, currency, bucket, id, late)."""
        cycles = self.rules.cycles({account[0] for account in accounts})
        places, left = {}, accounts
        with self._cursor() as cr:
            while left:  # again where another import opened statements at the same moment, which ours have to follow
                found = self._places(cr, left, cycles)
                new = sorted({(*key[:2], at) for key, at in found.items() if not at.key})
                opened = self._insert_statements(cr, new) if new else {}
                for key, at in found.items():
                    places[key] = at.key or opened.get((*key[:2], at.begin, at.sequence)), at.late
                left = [key for key in left if not places[key][0]]
        self._load_lines(sorted({statement_id for statement_id, _late in places.values()}))
        return [(*key, *found) for key, found in places.items()]

    def _places(self, cr, accounts, cycles):
        """{(partner, currency, bucket): billing.Place}"""
        usual = cache(period)  # few accounts have statements of their own yet, and most the same cycle
        since = min(usual(cycles[partner], day).begin for partner, _currency, day in accounts)
        bills = self._bills(cr, [row[0] for row in accounts], since)
        found = {}
        for partner, currency, day in accounts:
            if known := bills.get((partner, currency)):
                found[partner, currency, day] = place(known, cycles[partner], day, self.today)
            else:
                found[partner, currency, day] = Place(0, *usual(cycles[partner], day), 1, False)
        return found

    def _bills(self, cr, partner_ids, since):
        """{(partner, currency): its statements that end after a day}"""
        cr.execute(
            """SELECT partner_id, currency_id, id, date_from, date_to, state = 'open', sequence
                 FROM call_statement WHERE company_id = %s AND partner_id = ANY(%s) AND date_to > %s""",
            (self.company.id, partner_ids, since),
        )
        found = {}
        for partner, currency, *bill in cr.fetchall():
            found.setdefault((partner, currency), []).append(Bill(*bill))
        return found

    def _insert_statements(self, cr, new):
        """Open statements: [(partner, currency, billing.Place), …].

        :return: {(partner, currency, first day, number): id} of those that nobody else has opened
        """
        rows = [
            (partner, currency, found.begin, found.end, found.sequence, _suffix(found))
            for partner, currency, found in new
        ]
        cr.execute(
            """INSERT INTO call_statement (partner_id, currency_id, date_from, date_to, sequence, company_id, name,
                      state, call_count, talk_seconds, amount, create_uid, write_uid, create_date, write_date)
               SELECT partner.id, new.currency, new.date_from, new.date_to, new.sequence, %s,
                      COALESCE(partner.name, '') || ' ' || new.suffix, 'open', 0, 0, 0, %s, %s,
                      now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                 FROM unnest(%s::int[], %s::int[], %s::date[], %s::date[], %s::int[], %s::text[])
                      new (partner, currency, date_from, date_to, sequence, suffix)
                 JOIN res_partner partner ON partner.id = new.partner
                ORDER BY partner.id, new.currency, new.date_from
                   ON CONFLICT DO NOTHING
               RETURNING partner_id, currency_id, date_from, sequence, id""",
            (self.company.id, self.env.uid, self.env.uid, *(list(column) for column in zip(*rows, strict=True))),
        )
        return {row[:4]: row[4] for row in cr.fetchall()}

    def _with_lines(self, calls):
        import polars as pl

        col = pl.col
        used = col("usage_price").is_not_null()
        price = pl.coalesce("fixed_price", "rate_price")
        calls = calls.with_columns(
            price=pl.when(used).then("usage_price").otherwise(price),
            connection_fee=pl.when(used).then("usage_fee").otherwise("rate_fee"),
            time_band=pl.when(used).then("usage_band").otherwise(pl.lit("")),
        )
        calls = self._with_keys(calls)
        while True:  # another import may open the same ones, or somebody order them, at the same moment
            found = calls.join(self.lines, on="line", how="left", maintain_order="left")
            missing = found.filter(col("statement_line_id").is_null()).unique("line")
            if missing.is_empty():
                return found
            self._open_lines(missing.drop("statement_line_id"))

    def _with_keys(self, frame):
        """The frame with the number of each row's `line`: its statement's and its shape's."""
        import polars as pl

        found = frame.join(self.shapes, on=SHAPE, how="left", nulls_equal=True, maintain_order="left")
        new = found.filter(pl.col("shape").is_null()).select(SHAPE).unique()
        if not new.is_empty():
            numbers = pl.int_range(len(self.shapes), len(self.shapes) + len(new), eager=True)
            self.shapes = pl.concat([self.shapes, new.with_columns(shape=numbers)])
            found = frame.join(self.shapes, on=SHAPE, how="left", nulls_equal=True, maintain_order="left")
        return found.with_columns(line=pl.col("statement_id") * (1 << 32) + pl.col("shape"))

    def _open_lines(self, missing):
        import polars as pl

        missing = missing.join(self.parts, on="line", how="left").with_columns(pl.col("part").fill_null(0))
        missing = missing.sort(KEY, nulls_last=False)  # one order for all imports, or two could wait for each other
        arrays = "%s::int[], %s::int[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], "
        arrays += "%s::int[], %s::text[], %s::int[], %s::int[]"
        names = ", ".join((*KEY, "part", "id"))
        with self._cursor() as cr:
            query = "SELECT nextval(pg_get_serial_sequence('call_statement_line', 'id')) FROM generate_series(1, %s)"
            cr.execute(query, (len(missing),))
            ids = pl.Series([key for (key,) in cr.fetchall()], dtype=pl.Int64)
            missing = missing.with_columns(statement_line_id=ids)
            cr.execute(
                f"""INSERT INTO call_statement_line ({names}, call_count, talk_seconds, billed_seconds, amount)
                    SELECT {names}, 0, 0, 0, 0 FROM unnest({arrays}) new ({names}) ON CONFLICT DO NOTHING""",
                [array(missing[name]) for name in (*KEY, "part", "statement_line_id")],
            )
            opened = cr.rowcount
        if opened < len(missing):  # another import opened some of them meanwhile
            self._load_lines(missing["statement_id"].unique().to_list())
        else:
            self.lines = pl.concat([self.lines, missing.select("line", "statement_line_id")])

    def _load_lines(self, statement_ids):
        """The lines of these statements that are known to be there; those with an order are done with."""
        import polars as pl

        with self._cursor() as cr:
            query = f"""SELECT {", ".join(KEY)}, id, part, COALESCE(ordered, FALSE)
                          FROM call_statement_line
                         WHERE statement_id = ANY(%s) AND charge_id IS NULL AND sub_account_id IS NULL"""
            cr.execute(query, (statement_ids,))
            rows = cr.fetchall()
        schema = self.line_schema | {"part": pl.Int64, "ordered": pl.Boolean}
        found = pl.DataFrame(rows, schema=schema, orient="row")
        found = self._with_keys(found.with_columns(pl.col("time_band", "slot").fill_null("")))
        others = ~(pl.col("line") // (1 << 32)).is_in(statement_ids)
        free = found.filter(~pl.col("ordered")).select("line", "statement_line_id")
        self.lines = pl.concat([self.lines.filter(others), free])
        parts = found.group_by("line").agg(pl.col("part").max() + 1)
        self.parts = pl.concat([self.parts.filter(others), parts])

    @contextmanager
    def _cursor(self):
        """A cursor to open with: one that commits by itself, or the import's own."""
        if not self.alone:
            self.before()
            yield self.env.cr
            return
        with self.env.registry.cursor() as cr:
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            yield cr


def _suffix(found):
    """What a new statement's name says behind the customer's, as `call.statement` has it."""
    number = f" ({found.sequence})" if found.sequence > 1 else ""
    return f"{period_name(Period(found.begin, found.end))}{number}"
