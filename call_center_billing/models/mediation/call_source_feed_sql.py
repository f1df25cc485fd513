"""Feeds from a database: new rows of the table that a switch keeps its calls in."""

import tempfile

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..account.credit import MANAGER
from . import sql_pull
from .sql_presets import PRESETS, QUERIES

#: rows that one run fetches; what is left is for the next, a moment later
AT_MOST = 20_000
#: rows of the overlap that are remembered, so that they need not be imported again to be known
REMEMBERED = 10_000
IN_MEMORY = 4 * 1024 * 1024


class CallSourceFeed(models.Model):
    """Goes through the rows in the order of their position, which each run begins a little before where the last one
    ended: rows may be committed late. What was fetched before is left out, or is a duplicate for the import."""

    _inherit = "call.source.feed"

    database_kind = fields.Selection(
        [("postgresql", "PostgreSQL"), ("mysql", "MariaDB or MySQL")], string="Server Is", default="postgresql"
    )
    database = fields.Char(groups=MANAGER, help="Name of the database on that server.")
    preset = fields.Selection(
        [
            ("asterisk", "Asterisk, FreePBX: cdr"),
            ("fusionpbx", "FusionPBX: v_xml_cdr"),
            ("astpp", "ASTPP: cdrs"),
            ("own", "Own query"),
        ],
        string="Table",
    )
    query = fields.Text(
        groups=MANAGER,
        compute="_compute_query",
        store=True,
        readonly=False,
        help="Has %(since)s, %(limit)s and a column called position, by which it is ordered: a moment or a number. The "
        "other columns are those of the source's format. A percent sign of its own is written twice.",
    )
    position = fields.Char(
        string="Fetched Up To",
        copy=False,
        help="To begin with, the moment (2026-11-01 00:00:00) or the number from which calls are wanted.",
    )
    sweep = fields.Char(readonly=True, copy=False, help="Where a run stands that was too long for one.")
    overlap = fields.Integer(
        default=3600, help="Seconds, or numbers, before the position at which to begin again, for rows that came late."
    )

    _overlap_positive = models.Constraint("CHECK (overlap >= 0)", "The overlap is 0 or more.")

    @api.depends("preset", "database_kind")
    def _compute_query(self):
        for feed in self:
            feed.query = QUERIES.get((feed.preset, feed.database_kind)) or feed.query

    @api.constrains("kind", "preset", "database_kind", "query", "position", "overlap", "source_id")
    def _check_sql(self):
        for feed in self.sudo().filtered(lambda feed: feed.kind == "sql"):
            if fault := feed._sql_fault():
                raise ValidationError(fault)

    def _sql_fault(self):
        """What is wrong with how the feed is set up, for people; nothing if it is all right."""
        if self.preset in PRESETS and (self.preset, self.database_kind) not in QUERIES:
            return self.env._("That table is not known on that kind of server. Choose “Own query”.")
        if not self.preset or not all(name in (self.query or "") for name in ("%(since)s", "%(limit)s", "position")):
            return self.env._("Choose a table, or write a query with both parameters and a column called position.")
        dialect = PRESETS.get(self.preset) or self.source_id.dialect
        if self.source_id.dialect != dialect or dialect not in PRESETS.values():
            labels = dict(self.source_id._fields["dialect"]._description_selection(self.env))
            wanted = [PRESETS[self.preset]] if self.preset in PRESETS else sorted(set(PRESETS.values()))
            return self.env._(
                "For this table the source's format must be “%(format)s”.",
                format=self.env._("” or “").join(labels[name] for name in wanted),
            )
        try:
            sql_pull.before(self.position or "", self.overlap)
        except (ValueError, OverflowError):
            return self.env._("“Fetched up to” is a moment like 2026-11-01 00:00:00, or a number.")
        return ""

    def write(self, vals):
        """Rows that were fetched come again when the position is set by hand: they are forgotten."""
        if "position" in vals and "sweep" not in vals:
            vals = {**vals, "sweep": False, "seen": False}
        return super().write(vals)

    def _test_sql(self):
        since = sql_pull.before(self.position, self.overlap)
        rows = self._rows(since, 1)
        if not rows:
            return self.env._("It works. There is nothing new.")
        return self.env._("It works. The next row is %(row)s", row=rows[0][1])

    def _fetch_sql(self):
        """See `_run`.

        :return: what was found, for people; and whether there is more
        """
        rows = self._rows(
            sql_pull.parsed(self.sweep) if self.sweep else sql_pull.before(self.position, self.overlap), AT_MOST
        )
        digests = {sql_pull.digest(line): position for position, line in rows}
        known = self.seen or {}
        new = [line for _position, line in rows if sql_pull.digest(line) not in known]
        if new:
            self._import_lines(new)
        more = len(rows) == AT_MOST
        if more and rows[-1][0] == (self.sweep or rows[0][0]):
            raise UserError(
                self.env._(
                    "More than %(count)s rows have the position %(position)s. Order the query by something that tells "
                    "them apart.",
                    count=AT_MOST,
                    position=rows[-1][0],
                )
            )
        self._advance(rows, known | digests, more)
        return self.env._("New rows: %(count)s.", count=len(new)), more

    def _advance(self, rows, seen, more):
        """Remember how far we are, and the rows that the next run will be given again."""
        last = rows[-1][0] if rows else self.position
        end = max(last, self.position, key=sql_pull.rank)
        since = sql_pull.rank(sql_pull.position_of(sql_pull.before(end, self.overlap)))
        late = [(position, key) for key, position in seen.items() if sql_pull.rank(position) >= since]
        late.sort(key=lambda pair: sql_pull.rank(pair[0]))
        self.write(
            {
                "position": end,
                "sweep": last if more else False,
                "seen": {key: position for position, key in late[-REMEMBERED:]},
            }
        )

    def _import_lines(self, lines):
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as content:
            for line in lines:
                content.write(line.encode("utf-8", "replace") + b"\n")
            content.seek(0)
            name = f"{self.name} {fields.Datetime.to_string(fields.Datetime.now())}"
            self._import({"name": name}, content)

    def _rows(self, since, limit):
        """:return: as `sql_pull.fetch` does
        :raise UserError: the database, or the query, does not do
        """
        access = (self.host, self.port, self.database, self.login, self.password)
        if not all((self.host, self.database, self.login, self.password)):
            raise UserError(self.env._("Fill in server, database, login and password."))
        if not sql_pull.HOST.fullmatch(self.host):
            raise UserError(self.env._("%(host)s is no name or address of a server.", host=self.host))
        try:
            with sql_pull.connected(self.database_kind, *access) as cursor:
                return sql_pull.fetch(cursor, self.query, since, limit)
        except sql_pull.ERRORS as error:
            said = " ".join(str(part) for part in error.args).strip() or type(error).__name__
            raise UserError(self.env._("%(feed)s: %(error)s", feed=self.name, error=said)) from error
        except (ValueError, TypeError, KeyError) as error:
            raise UserError(
                self.env._(
                    "The query of %(feed)s gives no usable column “position”, or has other parameters.", feed=self.name
                )
            ) from error
