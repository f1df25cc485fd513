"""What became of the lines of one run of an import: control totals, by day and in all."""

from collections import Counter, defaultdict

KINDS = ("stored", "duplicate", "refused", "ignored")
DAY_COLUMNS = ("line_count", *(f"{kind}_count" for kind in KINDS), "talk_seconds", "duplicate_seconds")


class Tally:
    """Counts each line once.

    :ivar counts: lines by what became of them; :ivar states: calls by state
    :ivar days: the same by day of the call (UTC), None for lines that tell no day
    """

    def __init__(self):
        self.counts = Counter()
        self.states = Counter()
        self.days = defaultdict(Counter)
        self.talk_seconds = 0
        self.first = self.last = None

    def add(self, kind, day=None, lines=1, seconds=0):
        """Count lines that became the same.

        :param str kind: one of KINDS
        :param int seconds: of conversation, that they tell of
        """
        self.counts[kind] += lines
        self.days[day]["line_count"] += lines
        self.days[day][f"{kind}_count"] += lines
        if kind == "stored":
            self.talk_seconds += seconds
            self.days[day]["talk_seconds"] += seconds
        elif kind == "duplicate":
            self.days[day]["duplicate_seconds"] += seconds

    def span(self, first, last):
        """Calls between two moments (UTC, naive) were stored."""
        self.first = min(self.first or first, first)
        self.last = max(self.last or last, last)

    def totals(self, before):
        """The import's totals with what it had before.

        :param call.import before: the import
        :rtype: dict[str, object]
        """
        vals = {f"{kind}_count": before[f"{kind}_count"] + self.counts[kind] for kind in KINDS}
        vals["line_count"] = before.line_count + self.counts.total()
        vals["talk_seconds"] = before.talk_seconds + self.talk_seconds
        if self.first:
            vals["first_call"] = min(before.first_call or self.first, self.first)
            vals["last_call"] = max(before.last_call or self.last, self.last)
        return vals

    def write_days(self, batch):
        """Add the totals by day to those that the import has."""
        names = ", ".join(("import_id", "source_id", "company_id", "day", *DAY_COLUMNS))
        more = ", ".join(f"{column} = call_import_day.{column} + excluded.{column}" for column in DAY_COLUMNS)
        ids = (batch.id, batch.source_id.id, batch.company_id.id)
        rows = [(*ids, day, *(counts[column] for column in DAY_COLUMNS)) for day, counts in self.days.items()]
        if rows:
            query = f"INSERT INTO call_import_day ({names}) VALUES %s ON CONFLICT (import_id, day) DO UPDATE SET {more}"
            batch.env.cr.execute_values(query, rows)  # names are this file's own constants
            batch.env["call.import.day"].invalidate_model()
        self.days.clear()
