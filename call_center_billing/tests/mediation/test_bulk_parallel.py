"""Two files at once, each over connections of its own, in blocks that are worked on by several threads."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo.tests import tagged

from ...models.mediation.bulk import terms
from ..committed import CommittedCase
from ..common import line

CALLS, CUSTOMERS, LAST = 400, 12, 30
#: the turn of a month lies within the file
STARTS = ("2026-05-31 21:50:00", "2026-05-31 21:59:59", "2026-05-31 22:00:00", "2026-06-15 12:00:00")


@tagged("post_install", "-at_install")
class TestBulkParallel(CommittedCase):
    def _make(self, env):
        prices = {f"467011{digit}": 600_000 + digit for digit in range(5)}
        pricelist = self._new_pricelist(env, "Blocks", prices)
        sweden = env.ref("base.se")
        self.source_ids = [
            self._new(env, "call.source", name=f"Blocks {name}", country_id=sweden.id, timezone="UTC").id
            for name in "ab"
        ]
        self.partner_ids = []
        for number in range(CUSTOMERS):
            vals = {"name": f"Blocks {number}", "country_id": sweden.id, "property_product_pricelist": pricelist.id}
            partner = self._new(env, "res.partner", **vals, call_credit_policy="unlimited")
            owned = {"number": f"+468555001{number:02}", "valid_from": "2026-01-01 00:00:00", "partner_id": partner.id}
            self._new(env, "call.number", **owned)
            self.partner_ids.append(partner.id)

    def _unmake(self, env):
        for table, name, ids in (
            ("call_record", "source_id", self.source_ids),
            ("call_statement", "partner_id", self.partner_ids),
            ("call_import", "source_id", self.source_ids),
        ):
            env.cr.execute(f"DELETE FROM {table} WHERE {name} = ANY(%s)", (ids,))
        return super()._unmake(env)

    @staticmethod
    def _file():
        """Calls of all customers; the last ones come again, some lines and some blocks behind."""
        rows = [
            line(
                f"17800{call:05}.{call}/{call}",
                a_number=f"468555001{call % CUSTOMERS:02}",
                b_number=f"+467011{call % 5}1001",
                seconds=30 + call % 90,
                start=STARTS[call * len(STARTS) // CALLS],
            )
            for call in range(CALLS)
        ]
        return "\n".join(rows[:50] + rows[40:] + rows[-LAST:] + rows[:LAST]).encode()

    def _import(self, source_id):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            batch = env["call.import"].create({"source_id": source_id, "name": "blocks.csv"})
            alone = batch._begin_alone()
            batch._read_file(io.BytesIO(self._file()), alone)
            return alone, batch.stored_count, batch.duplicate_count, batch.refused_count

    def _in_small_blocks(self):
        """Blocks of some twenty lines, and all accounts read ahead."""
        from ...cdr import asterisk_frame

        for place, name, value in ((asterisk_frame, "BLOCK", 4_000), (terms, "MANY", 2)):
            changed = patch.object(place, name, value)
            changed.start()
            self.addCleanup(changed.stop)

    def test_two_files_at_once_are_stored_once_and_summed(self):
        self._in_small_blocks()
        ready = threading.Barrier(2)

        def imports(source_id):
            ready.wait()
            return self._import(source_id)

        with ThreadPoolExecutor(2) as threads:
            found = list(threads.map(imports, self.source_ids))
        self.assertEqual(found, [(True, CALLS, 10 + 2 * LAST, 0)] * 2)
        with self.registry.cursor() as cr:
            self._check_store(cr)
            self._check_statements(self._env(cr))

    def _check_store(self, cr):
        cr.execute(
            """SELECT count(*), count(DISTINCT identity), sum(talk_seconds),
                      count(*) FILTER (WHERE statement_line_id IS NULL)
                 FROM call_record WHERE source_id = ANY(%s)""",
            (self.source_ids,),
        )
        talk = 2 * sum(30 + call % 90 for call in range(CALLS))
        self.assertEqual(cr.fetchone(), (2 * CALLS, CALLS, talk, 0))

    def _check_statements(self, env):
        statements = env["call.statement"].search([("partner_id", "in", self.partner_ids)])
        self.assertEqual(sum(statements.mapped("call_count")), 2 * CALLS)
        self.assertEqual([statement._differences() for statement in statements], [[]] * len(statements))
        # calls of both files that have a price in common are on one line
        keys = {(found.statement_id, found.price) for found in statements.line_ids}
        self.assertEqual(len(statements.line_ids), len(keys))

    def test_a_file_that_comes_again_adds_nothing(self):
        self._in_small_blocks()
        self._import(self.source_ids[0])
        self.assertEqual(self._import(self.source_ids[0])[:3], (True, 0, CALLS + 10 + 2 * LAST))
