"""Where calls are kept: one table a month, behind one view that the model reads and writes through."""

from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .store_names import EARLIEST, SEQUENCE, STORE

#: months made in advance, before and after the present one; others are made when their first call comes
BEHIND, AHEAD = 12, 2
#: wider columns first, so that no row has gaps
WIDTHS = ("int8", "timestamp", "int4", "bool", "varchar", "text")


class CallRecord(models.Model):
    """Months can be taken away as a whole (retention) without touching the others.

    PostgreSQL would keep `call_record` itself in parts, but Odoo takes no such table for a model's (it logs an error
    at every start). A simple view over it may be written to like a table, and bulk imports go below it.

    Every month has a unique index on the identity of a call within its source: a unique index over all months would
    have to contain the start, and then forbid less.
    """

    _inherit = "call.record"

    def init(self):
        """Make the store, the columns that are new, the months around now, and the view."""
        columns = self._store_columns()
        cr = self.env.cr
        cr.execute(SQL("CREATE SEQUENCE IF NOT EXISTS %s AS integer", SQL.identifier(SEQUENCE)))
        cr.execute("SELECT to_regclass(%s)", (STORE,))
        if not cr.fetchone()[0]:
            self._create_store(columns)
        for name, kind in columns.items():
            cr.execute(
                SQL(
                    "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s",
                    SQL.identifier(STORE),
                    SQL.identifier(name),
                    SQL(kind),
                )
            )
        self._ensure_months(fields.Datetime.now() - relativedelta(months=BEHIND), fields.Datetime.now())
        self._cron_months()
        self._create_view(columns)

    @api.model
    def _cron_months(self):
        """Make the tables of this month and the next ones, so that no import has to wait for them."""
        now = fields.Datetime.now()
        self._ensure_months(now, now + relativedelta(months=AHEAD))

    @api.model
    def _store_columns(self):
        """Name and type of each column but the id, the wide ones first."""
        columns = {name: field.column_type for name, field in self._fields.items() if field.store and name != "id"}
        stored = {name: kind[1] for name, kind in columns.items() if kind}
        order = {kind: place for place, kind in enumerate(WIDTHS)}
        return dict(sorted(stored.items(), key=lambda item: order.get(item[1].partition("(")[0], len(order))))

    def _create_store(self, columns):
        definitions = [SQL("id int4 NOT NULL DEFAULT nextval(%s)", SEQUENCE)]
        for name, kind in columns.items():
            needed = SQL(" NOT NULL") if name == "started_at" else SQL()
            definitions.append(SQL("%s %s%s", SQL.identifier(name), SQL(kind), needed))
        store = SQL.identifier(STORE)
        cr = self.env.cr
        cr.execute(SQL("CREATE TABLE %s (%s) PARTITION BY RANGE (started_at)", store, SQL(", ").join(definitions)))
        cr.execute(SQL("CREATE INDEX ON %s (statement_id) WHERE statement_id IS NOT NULL", store))
        cr.execute(SQL("CREATE INDEX ON %s (partner_id, started_at) WHERE partner_id IS NOT NULL", store))
        cr.execute(SQL("CREATE INDEX ON %s (started_at)", store))
        cr.execute(SQL("CREATE INDEX ON %s (state) WHERE state IN ('unmatched', 'unrated')", store))
        self._create_part(f"{STORE}_old", SQL("MINVALUE"), SQL("%s", EARLIEST))

    def _create_view(self, columns):
        """Columns that the view has keep their places: PostgreSQL replaces no view in another order."""
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = current_schema"
            " ORDER BY ordinal_position",
            (self._table,),
        )
        there = [name for (name,) in self.env.cr.fetchall()] or ["id"]
        names = SQL(", ").join(SQL.identifier(name) for name in [*there, *(columns.keys() - set(there))])
        view, store = SQL.identifier(self._table), SQL.identifier(STORE)
        self.env.cr.execute(SQL("CREATE OR REPLACE VIEW %s AS SELECT %s FROM %s", view, names, store))

    @api.model
    @api.private
    def _ensure_months(self, first, last):
        """Make sure that there is a table for every month from `first` to `last`, datetimes in UTC."""
        first, last = first.replace(tzinfo=None), last.replace(tzinfo=None)
        month = max(first, EARLIEST).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        while month <= last:
            name, following = f"{STORE}_{month:%Y_%m}", month + relativedelta(months=1)
            self.env.cr.execute("SELECT to_regclass(%s)", (name,))
            if not self.env.cr.fetchone()[0]:
                self._create_part(name, SQL("%s", month), SQL("%s", following))
            month = following

    def _create_part(self, name, since, until):
        """One month. Made first and attached then, which does not keep others from reading and writing the store."""
        part, store = SQL.identifier(name), SQL.identifier(STORE)
        cr = self.env.cr
        cr.execute(SQL("CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS)", part, store))
        cr.execute(SQL("CREATE UNIQUE INDEX ON %s (id)", part))
        cr.execute(SQL("CREATE UNIQUE INDEX ON %s (source_id, identity)", part))
        cr.execute(SQL("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)", store, part, since, until))

    @api.model
    @api.private
    def _months(self):
        """First day (naive UTC) and table of every month there is, the oldest first; the first day of what came
        before `EARLIEST` is None."""
        self.env.cr.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1", (STORE,)
        )
        names = [name for (name,) in self.env.cr.fetchall()]
        months = [
            (None if name.endswith("_old") else datetime(*map(int, name[-7:].split("_")), 1), name) for name in names
        ]
        return sorted(months, key=lambda month: month[0] or datetime.min)
