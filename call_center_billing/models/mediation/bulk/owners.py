"""Whose calls are these? By who owned the number when the call began."""

#: a company with fewer numbers has them all read at once, and the database is not asked again,
ALL = 500_000
#: when a block has more calls than this
MANY = 5_000
SCHEMA = ("number", "since", "until", "number_id", "partner_id", "number_list")


class Owners:
    """The owners of all numbers that were asked for so far.

    :param before: called before the database is asked
    :param bool dids: whether DIDs alone count
    """

    def __init__(self, env, company, before, dids=False):
        import polars as pl

        self.kind = "AND kind = 'did'" if dids else ""

        self.env = env
        self.company = company
        self.before = before
        moment = pl.Datetime("us", "UTC")
        kinds = (pl.String, moment, moment, pl.Int64, pl.Int64, pl.Int64)
        self.schema = dict(zip(SCHEMA, kinds, strict=True))
        self.periods = pl.DataFrame(schema=self.schema)
        self.known = pl.DataFrame(schema={"number": pl.String})
        self.complete = False

    def match(self, calls, column):
        """The calls that have an owner: columns `row`, `number_id`, `partner_id`, `number_list` (its price list).

        :param calls: frame with columns `row`, `started_at` and the number in `column`, "" for none
        """
        import polars as pl

        asked = calls.select("row", "started_at", number=pl.col(column))
        if not self.complete and len(asked) > MANY:
            self._load_all()
        if not self.complete:
            self._load(asked.select("number").unique().filter(pl.col("number") != ""))
        found = asked.join(self.periods, on="number", how="inner")
        now = pl.col("started_at")
        found = found.filter((pl.col("since") <= now) & (pl.col("until").is_null() | (now < pl.col("until"))))
        return found.select("row", "number_id", "partner_id", "number_list")

    def _load_all(self):
        """Read all numbers of the company at once, unless there are too many."""
        self.before()
        query = "SELECT count(*) FROM (SELECT FROM call_number WHERE company_id = %s LIMIT %s) few"
        self.env.cr.execute(query, (self.company.id, ALL))
        self.complete = self.env.cr.fetchone()[0] < ALL
        if self.complete:
            self.periods = self.periods.clear()
            self._fetch("")

    def _load(self, numbers):
        import polars as pl

        missing = numbers.join(self.known, on="number", how="anti")
        if missing.is_empty():
            return
        self.before()
        self._fetch("AND number = ANY(%s)", missing["number"].to_list())
        self.known = pl.concat([self.known, missing])

    def _fetch(self, condition, *values):
        import polars as pl

        self.env.cr.execute(
            f"""SELECT number, valid_from AT TIME ZONE 'UTC', valid_to AT TIME ZONE 'UTC', id, partner_id, pricelist_id
                  FROM call_number WHERE company_id = %s {self.kind} {condition}""",
            (self.company.id, *values),
        )
        rows = self.env.cr.fetchall()
        self.periods = pl.concat([self.periods, pl.DataFrame(rows, schema=self.schema, orient="row")])
