"""Registers are loaded in bulk: a country has millions of subscribers."""

from ...directory import Entry
from ..deck.bulk import copy_rows

COLUMNS = ("number", "name", "street", "zip", "city", "country_id", "org_number", "is_company", "secret")
#: entries that are sent at a time
CHUNK = 20_000


class RegisterStore:
    """Puts entries into a register, in the transaction of `env`.

    :param register: a `call.directory`
    """

    def __init__(self, register):
        self.env = register.env
        self.register = register
        self.cr = register.env.cr
        countries = self.env["res.country"].search_read([], ["code"])
        self.countries = {country["code"]: country["id"] for country in countries}
        self.cr.execute(
            """CREATE TEMP TABLE register_new (line integer, number varchar, name varchar, street varchar, zip varchar,
                      city varchar, country_id integer, org_number varchar, is_company boolean, secret boolean)
                      ON COMMIT DROP"""
        )

    def add(self, entries: list[Entry]):
        """Send some entries."""
        copy_rows(self.cr, "register_new", ("line", *COLUMNS), map(self._row, entries))

    def _row(self, entry):
        listing = entry.listing
        texts = [text or None for text in (listing.name, listing.street, listing.zip, listing.city)]
        country = self.countries.get(listing.country)
        company = listing.kind == "company"
        return (entry.line, entry.number, *texts, country, listing.org_number or None, company, listing.secret)

    def finish(self, replace):
        """Let the entries take effect. Of several for one number the last one counts.

        :param bool replace: the file is the whole register: entries that it lacks are removed
        :return: (new, changed, unchanged, removed, lines that a later one overrode)
        """
        self.env["call.directory.entry"].flush_model()
        self.cr.execute("CREATE INDEX ON register_new (number, line); ANALYZE register_new")
        self.cr.execute(
            """DELETE FROM register_new older USING register_new newer
                WHERE older.number = newer.number AND older.line < newer.line"""
        )
        doubled = self.cr.rowcount
        removed = self._remove() if replace else 0
        new, changed, same = self._merge()
        self.env["call.directory.entry"].invalidate_model()
        self.cr.execute("DROP TABLE register_new")
        return new, changed, same, removed, doubled

    def _remove(self):
        self.cr.execute(
            """DELETE FROM call_directory_entry entry WHERE directory_id = %s
                  AND NOT EXISTS (SELECT FROM register_new fresh WHERE fresh.number = entry.number)""",
            (self.register.id,),
        )
        return self.cr.rowcount

    def _merge(self):
        columns = ", ".join(COLUMNS)
        values = ", ".join(COLUMNS[1:])
        ours, theirs = (", ".join(f"{table}.{name}" for name in COLUMNS[1:]) for table in ("entry", "fresh"))
        self.cr.execute(
            f"""UPDATE call_directory_entry entry SET ({values}) = ({theirs})
                  FROM register_new fresh WHERE entry.directory_id = %s AND entry.number = fresh.number
                   AND ({ours}) IS DISTINCT FROM ({theirs})""",
            (self.register.id,),
        )
        changed = self.cr.rowcount
        self.cr.execute(
            f"""INSERT INTO call_directory_entry (directory_id, {columns})
                SELECT %s, {columns} FROM register_new
                    ON CONFLICT (directory_id, number) DO NOTHING""",
            (self.register.id,),
        )
        new = self.cr.rowcount
        self.cr.execute("SELECT count(*) FROM register_new")
        return new, changed, self.cr.fetchone()[0] - new - changed
