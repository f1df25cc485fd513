"""Which calls are in the store is looked up by their identities, whatever PostgreSQL believes of a month."""

from datetime import datetime, timedelta
from hashlib import md5

from odoo.tests import tagged

from ...models.mediation.known_calls import known_identities
from ..common import BillingCase

MONTH = "call_record_store_2026_11"
#: enough for the index of identities to be higher than that of starts, which then seems cheaper
CALLS = 40_000
FIRST = datetime(2026, 11, 10)


@tagged("post_install", "-at_install")
class TestKnownCalls(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["call.record"]._ensure_months(FIRST, FIRST)
        cls.env.cr.execute(
            """INSERT INTO call_record_store (source_id, company_id, identity, started_at, state)
               SELECT %s, %s, 'k.' || i || '~' || md5(i::text), %s::timestamp + i * interval '30 s', 'unmatched'
                 FROM generate_series(1, %s) i""",
            (cls.source.id, cls.company.id, FIRST, CALLS),
        )

    def _known(self, *numbers, first=FIRST, last=FIRST):
        identities = {_identity(number): number for number in numbers}
        return {identities[one] for one in known_identities(self.env, self.source, list(identities), first, last)}

    def _read(self):
        """Calls of the month that were read in this transaction."""
        self.env.cr.execute(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = %s", (MONTH,)
        )
        return self.env.cr.fetchone()[0]

    def test_those_about_the_time_are_known(self):
        self.assertEqual(self._known(1, 60, 0), {1, 60})
        other = self.env["call.source"].create({"name": "Other switch", "country_id": self.env.ref("base.se").id})
        self.assertEqual(known_identities(self.env, other, [_identity(1)], FIRST, FIRST), [])

    def test_those_of_another_time_are_not(self):
        after = FIRST + timedelta(days=4)
        self.assertEqual(self._known(1, 11_000, first=after, last=after), {11_000})
        before = datetime(1990, 1, 1)
        self.assertEqual(self._known(1, first=before, last=before), set())
        self.assertEqual(self._known(1, first=before, last=FIRST), {1})

    def test_a_month_that_is_thought_empty_is_not_read_for_each(self):
        # as a month is when an import of many calls was undone, and is done again
        self.env.cr.execute("UPDATE pg_class SET reltuples = 0, relpages = 100 WHERE oid = %s::regclass", (MONTH,))
        before = self._read()
        asked = range(1, CALLS, 400)
        self.assertEqual(len(self._known(*asked, last=FIRST + timedelta(days=15))), len(asked))
        self.assertLess(self._read() - before, 2 * len(asked))


def _identity(number):
    return f"k.{number}~{md5(str(number).encode(), usedforsecurity=False).hexdigest()}"
