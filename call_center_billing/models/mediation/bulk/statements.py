"""Which statements and lines do these calls belong to? As `StatementBook`, for a block of calls at once."""

from contextlib import contextmanager

from dateutil.relativedelta import relativedelta

from odoo import fields

from ...billing.statement_book import is_over, lock_sums
from .arrays import array

#: what calls of a line have in common besides their statement
SHAPE = ("campaign_id", "product_id", "destination_class", "unit", "price", "connection_fee", "time_band", "discount")
KEY = ("statement_id", *SHAPE)
#: the columns of calls that tell their statement and line
USED = (
    *("row", "wanted", "with_rate", "partner_id", "price_currency", "started_at", "zone"),
    *("campaign_id", "product_id", "destination_class", "unit", "discount"),
    *("fixed_price", "rate_price", "rate_fee", "usage_price", "usage_fee", "usage_band"),
)
SUMS = ("call_count", "talk_seconds", "billed_seconds", "amount")
ACCOUNT = ("partner_id", "currency_id", "month")


class BulkStatements:
    """Opens statements and their lines as they are needed, and adds the sums at the end.

    :param before: called before the database is asked
    :param bool alone: statements and lines are opened in transactions of their own, so that imports of two sources
        that open the same ones need not wait for each other's end. One that is opened and stays empty means nothing.
    """

    def __init__(self, env, company, before, alone):
        import polars as pl

        self.env = env
        self.company = company
        self.before = before
        self.alone = alone
        self.today = fields.Date.today()
        texts = dict.fromkeys(("destination_class", "unit", "time_band"), pl.String)
        self.line_schema = dict.fromkeys((*KEY, "statement_line_id"), pl.Int64) | texts
        #: few, while lines are many: a line is found by the numbers of its statement and its shape in one
        self.shapes = pl.DataFrame(schema={name: self.line_schema[name] for name in SHAPE} | {"shape": pl.Int64})
        self.lines = pl.DataFrame(schema={"line": pl.Int64, "statement_line_id": pl.Int64})
        schema = {"partner_id": pl.Int64, "currency_id": pl.Int64, "month": pl.Date, "statement_id": pl.Int64}
        self.statements = pl.DataFrame(schema=schema | {"late": pl.Boolean})
        self.sums = []

    def place(self, calls):
        """The calls with `statement_id`, `late` and `statement_line_id`.

        :param calls: as `BulkPrices` has them at the end
        """
        import polars as pl

        wanted = calls.select(USED).filter("wanted")
        wanted = wanted.with_columns(self._month(wanted), currency_id=pl.col("price_currency"))
        wanted = self._with_statements(wanted)
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
        self._update("call_statement_line", lines["statement_line_id"], lines.select(SUMS))
        names = tuple(name for name in SUMS if name != "billed_seconds")
        totals = lines.group_by("statement_id").agg(pl.col(*names).sum()).sort("statement_id")
        self._update("call_statement", totals["statement_id"], totals.select(names))
        self.sums.clear()

    def _summed(self, *keys):
        import polars as pl

        return pl.concat(self.sums).group_by(*keys).agg(pl.col(*SUMS).sum())

    def _update(self, table, ids, sums):
        """Add columns of sums to the rows with these ids."""
        names = sums.columns
        sets = ", ".join(f"{name} = COALESCE({table}.{name}, 0) + new.{name}" for name in names)
        arrays = ", ".join(["%s::int[]", *("%s::bigint[]" for _name in names)])
        query = (
            f"UPDATE {table} SET {sets} FROM unnest({arrays}) new (id, {', '.join(names)}) WHERE {table}.id = new.id"
        )
        self.env.cr.execute(query, (array(ids), *(array(sums[name]) for name in names)))

    @staticmethod
    def _month(calls):
        """First day of the month of each call, by the clock of its account."""
        import polars as pl

        month = pl.lit(None, dtype=pl.Date)
        for zone in calls["zone"].unique():
            local = pl.col("started_at").dt.convert_time_zone(zone).dt.truncate("1mo").dt.date()
            month = pl.when(pl.col("zone") == zone).then(local).otherwise(month)
        return month.alias("month")

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
        """The statement of each (partner, currency, month): (partner, currency, month, id, late)."""
        with self._cursor() as cr:
            taken = self._taken(cr, accounts)
            wanted = {key: self._place(taken, *key) for key in accounts}
            if new := sorted({found for found in wanted.values() if found[3]}):
                self._insert_statements(cr, new)
                taken = self._taken(cr, accounts)
        rows = [(*key, taken[found[:3]][0], found[2] > key[2]) for key, found in wanted.items()]
        self._load_lines(sorted({row[3] for row in rows}))
        return rows

    def _place(self, taken, partner, currency, month):
        """(partner, currency, month) of the statement, and its number in the month if it is to be opened, else 0."""
        while found := taken.get((partner, currency, month)):
            _id, state, sequence = found
            if state == "open":
                return partner, currency, month, 0
            if not is_over(month, self.today):
                return partner, currency, month, sequence + 1
            month += relativedelta(months=1)
        return partner, currency, month, 1

    def _taken(self, cr, accounts):
        """Of each account and month the first statement that is open, else the last one: (id, state, sequence)."""
        cr.execute(
            """SELECT DISTINCT ON (partner_id, currency_id, date_from)
                      partner_id, currency_id, date_from, id, state, sequence
                 FROM call_statement
                WHERE company_id = %s AND partner_id = ANY(%s) AND date_from >= %s
                ORDER BY partner_id, currency_id, date_from, (state = 'open') DESC,
                      CASE WHEN state = 'open' THEN sequence ELSE -sequence END""",
            (self.company.id, [row[0] for row in accounts], min(row[2] for row in accounts)),
        )
        return {row[:3]: row[3:] for row in cr.fetchall()}

    def _insert_statements(self, cr, accounts):
        cr.execute(
            """INSERT INTO call_statement (partner_id, currency_id, date_from, sequence, date_to, company_id, name,
                      state, call_count, talk_seconds, amount, create_uid, write_uid, create_date, write_date)
               SELECT partner.id, new.currency, new.month, new.sequence, new.month + interval '1 month', %s,
                      COALESCE(partner.name, '') || ' ' || to_char(new.month, 'YYYY-MM')
                      || CASE WHEN new.sequence > 1 THEN ' (' || new.sequence || ')' ELSE '' END,
                      'open', 0, 0, 0, %s, %s,
                      now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                 FROM unnest(%s::int[], %s::int[], %s::date[], %s::int[]) new (partner, currency, month, sequence)
                 JOIN res_partner partner ON partner.id = new.partner
                ORDER BY partner.id, new.currency, new.month
                   ON CONFLICT DO NOTHING""",
            (self.company.id, self.env.uid, self.env.uid, *(list(column) for column in zip(*accounts, strict=True))),
        )

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
        found = calls.join(self.lines, on="line", how="left", maintain_order="left")
        missing = found.filter(col("statement_line_id").is_null()).unique("line")
        if missing.is_empty():
            return found
        self._open_lines(missing.drop("statement_line_id"))
        return calls.join(self.lines, on="line", how="left", maintain_order="left")

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

        missing = missing.sort(KEY, nulls_last=False)  # one order for all imports, or two could wait for each other
        arrays = "%s::int[], %s::int[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], "
        names = ", ".join(KEY)
        with self._cursor() as cr:
            query = "SELECT nextval(pg_get_serial_sequence('call_statement_line', 'id')) FROM generate_series(1, %s)"
            cr.execute(query, (len(missing),))
            ids = pl.Series([key for (key,) in cr.fetchall()], dtype=pl.Int64)
            missing = missing.with_columns(statement_line_id=ids)
            cr.execute(
                f"""INSERT INTO call_statement_line ({names}, id, call_count, talk_seconds, billed_seconds, amount)
                    SELECT {names}, id, 0, 0, 0, 0 FROM unnest({arrays} %s::int[], %s::int[]) new ({names}, id)
                        ON CONFLICT DO NOTHING""",
                [array(missing[name]) for name in (*KEY, "statement_line_id")],
            )
            opened = cr.rowcount
        if opened < len(missing):  # another import opened some of them meanwhile
            self._load_lines(missing["statement_id"].unique().to_list())
        else:
            self.lines = pl.concat([self.lines, missing.select("line", "statement_line_id")])

    def _load_lines(self, statement_ids):
        """The lines of these statements that are known to be there."""
        import polars as pl

        with self._cursor() as cr:
            query = f"SELECT {', '.join(KEY)}, id FROM call_statement_line WHERE statement_id = ANY(%s)"
            cr.execute(query, (statement_ids,))
            rows = cr.fetchall()
        others = self.lines.filter(~(pl.col("line") // (1 << 32)).is_in(statement_ids))
        found = pl.DataFrame(rows, schema=self.line_schema, orient="row").with_columns(
            pl.col("time_band").fill_null("")
        )
        self.lines = pl.concat([others, self._with_keys(found).select("line", "statement_line_id")])

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
