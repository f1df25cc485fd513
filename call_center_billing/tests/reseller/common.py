"""Both ways to import, and what they come to."""

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.pipeline import COLUMNS, Pipeline
from ..common import BillingCase, line

#: what differs between two sources that bring the same lines
OWN = ("import_id", "source_id", "trunk_id")


class BothWaysCase(BillingCase):
    """Two sources: one is read call by call, one in blocks."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.source.copy({"name": "Read in blocks"})
        cls.lines_made = 0

    @classmethod
    def _line(cls, **vals):
        """A line of its own; two ways bring it once each."""
        cls.lines_made += 1
        return line(f"{1780000000 + cls.lines_made}.{cls.lines_made}/1", **vals)

    def _both(self, lines):
        """Read the lines both ways; what is stored must be the same, column by column.

        :return: the calls of the one way
        """
        one = self._read(lines, self.source, Pipeline)
        two = self._read(lines, self.other, BulkPipeline)
        for left, right in zip(self._stored(one), self._stored(two), strict=True):
            self.assertEqual(left, right)
        names = ("line_count", "stored_count", "duplicate_count", "talk_seconds")
        self.assertEqual([one[name] for name in names], [two[name] for name in names])
        return self._calls(one)

    def _read(self, lines, source, kind):
        batch = self.env["call.import"].create({"source_id": source.id, "name": "calls.csv"})
        kind(batch).run(["\n".join(lines).encode()])
        return batch

    def _stored(self, batch):
        columns = ", ".join(name for name in COLUMNS if name not in OWN)
        query = f"SELECT {columns} FROM call_record WHERE import_id = %s ORDER BY identity"
        self.env.cr.execute(query, (batch.id,))
        return self.env.cr.dictfetchall()

    def _assert_booked(self):
        """Statements are the sums of their lines, and lines of their calls."""
        for statement in self.env["call.statement"].search([]):
            self.assertEqual(statement._differences(), [], statement.name)
