"""What a question reads: little, however many calls are in progress."""

from odoo.tests import tagged

from .api_common import ApiCase

OTHERS = 500


@tagged("post_install", "-at_install")
class TestReading(ApiCase):
    def setUp(self):
        super().setUp()
        self.env.cr.execute("SET LOCAL plan_cache_mode = force_generic_plan")

    def _no_calls(self):
        """The table is as when it was vacuumed without a row, and the plans that were made before are forgotten."""
        self.env.cr.execute("TRUNCATE call_hold")
        self.env.cr.execute("UPDATE pg_class SET relpages = 0, reltuples = 0 WHERE oid = 'call_hold'::regclass")
        self.env.cr.execute("DISCARD PLANS")

    def _fetched(self):
        """Calls in progress that were read by an index in this transaction."""
        self.env.cr.execute("SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'call_hold'")
        return self.env.cr.fetchone()[0]

    def _hold_others(self):
        """Calls in progress of another account, by SQL: PostgreSQL hears nothing that would have it plan anew."""
        self.env.cr.execute(
            """INSERT INTO call_hold (source_id, call_id, company_id, partner_id, b_number, amount, price, state,
                                      begun_at, expires_at)
               SELECT %s, 'other ' || i, %s, %s, '+46701110009', 1000000, 800000, 'open', now(), now() + interval '1 h'
                 FROM generate_series(1, %s) i""",
            (self.source.id, self.env.company.id, self.env.company.partner_id.id, OTHERS),
        )

    def test_calls_of_others_are_not_read_by_a_plan_of_quieter_times(self):
        self._no_calls()
        self.assertEqual(self._authorize("1.1", seconds=60)["decision"], "allow")
        self._hold_others()
        before = self._fetched()
        self.assertEqual(self._authorize("1.2", seconds=60)["decision"], "allow")
        self.assertLess(self._fetched() - before, 20)
