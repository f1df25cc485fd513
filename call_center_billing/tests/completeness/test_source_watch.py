"""Missing files and silent sources remind whoever is responsible, and stop when the calls come."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestSourceWatch(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source.sequence_pattern = r"cdr_(\d+)\.csv"
        cls.responsible = cls._create_user("manager")
        cls.source.user_id = cls.responsible

    def _file(self, number, name=None, **vals):
        type(self)._number = getattr(type(self), "_number", 0) + 1
        return self._import(line(f"7.{self._number}/1", **vals), name=name or f"cdr_{number:03}.csv")

    def _gap(self):
        return self.source.gap_ids.filtered(lambda gap: gap.state == "open")

    def _reminders(self):
        return self.source.activity_ids

    def test_files_in_order_leave_no_gap(self):
        for number in (7, 8, 9, 8, 10):
            self._file(number)
        self.assertFalse(self.source.gap_ids)

    def test_a_gap_reminds_once_and_closes_when_the_last_file_has_come(self):
        self._file(1)
        self._file(5)
        self._file(6)
        self.assertEqual((self._gap().numbers, self._gap().missing_count, self.source.gap_count), ("2–4", 3, 1))
        self.assertEqual(self._reminders().user_id, self.responsible)
        self.assertEqual(self._reminders().summary, "Files missing: 2–4")
        self._file(3)
        self.assertEqual((self._gap().numbers, self._reminders().summary), ("2, 4", "Files missing: 2, 4"))
        self._file(2)
        gap = self._gap()
        self._file(4)
        self.assertEqual((gap.state, self._gap().ids, self._reminders().ids), ("closed", [], []))
        self._file(7)
        self.assertFalse(self._gap())

    def test_a_numbering_that_begins_anew_is_no_gap_and_neither_is_an_older_file(self):
        self._file(41)
        self._file(42)
        self._file(12)
        self._file(1)
        self._file(2)
        self.assertFalse(self.source.gap_ids)

    def test_a_file_sent_twice_is_no_new_beginning(self):
        self._file(1)
        self._file(2)
        self._file(1)
        self._file(3)
        self.assertFalse(self.source.gap_ids)

    def test_each_node_of_a_cisco_cluster_has_a_numbering(self):
        self.source.write({"dialect": "cisco_cucm"})
        name = "cdr_StandAloneCluster_{:02}_202611220310_{}"
        self.assertEqual(self.source._number_of(name.format(1, 17)), ("StandAloneCluster_01", 17))
        for node, number in ((1, 17), (2, 230), (1, 18), (2, 232)):
            self.source._note_number(name.format(node, number))
        self.assertEqual(self._gap().display_name, "StandAloneCluster_02 231")

    def test_files_without_a_number_are_not_missed(self):
        self._file(1)
        self._file(0, name="again.csv")
        self._file(2)
        self.assertFalse(self.source.gap_ids)

    def test_a_pattern_must_say_where_the_number_stands(self):
        for pattern, words in (("cdr_(", "no regular expression"), (r"cdr_\d+", "where the number stands")):
            with self.subTest(pattern), self.assertRaisesRegex(ValidationError, words):
                self.source.sequence_pattern = pattern

    def test_a_clerk_says_that_files_will_not_come(self):
        self._file(1)
        self._file(3)
        gap = self._gap()
        with self.assertRaises(AccessError):
            gap.with_user(self._create_user("sales")).action_give_up()
        gap.with_user(self._create_user("clerk")).action_give_up()
        self.assertEqual((gap.state, self._reminders().ids), ("given_up", []))
        self.assertIn("will not come", self.source.message_ids[0].body + self.source.message_ids[1].body)

    def _hear(self, hours):
        """A call came in so many hours ago."""
        batch = self._call().import_id
        heard = fields.Datetime.now() - timedelta(hours=hours)
        self.env.flush_all()
        query = "UPDATE call_import SET create_date = %s, last_heard = %s WHERE id = %s"
        self.env.cr.execute(query, (heard, heard, batch.id))
        self.env.cr.execute("UPDATE call_source SET create_date = %s WHERE id = %s", (heard, self.source.id))
        self.env.invalidate_all()

    def test_a_silent_source_reminds_once_and_no_longer_when_calls_come(self):
        self.source.silence_hours = 4
        self._hear(hours=5)
        self.env["call.source"]._cron_silence()
        self.env["call.source"]._cron_silence()
        self.assertEqual(self._reminders().mapped("summary"), ["No calls for more than 4 hours"])
        self.assertEqual(self._reminders().user_id, self.responsible)
        self._call()
        self.assertFalse(self._reminders())
        self.assertFalse(self.source.silent_since)

    def test_the_same_file_again_does_not_end_a_silence(self):
        self.source.silence_hours = 4
        self._hear(hours=5)
        self.env["call.source"]._cron_silence()
        call = self.env["call.record"].search([("source_id", "=", self.source.id)])
        self._import(line(call.identity))
        self.assertTrue(self._reminders())

    def test_a_source_that_is_heard_of_or_not_watched_is_left_alone(self):
        self._hear(hours=5)
        self.env["call.source"]._cron_silence()
        self.source.silence_hours = 6
        self.env["call.source"]._cron_silence()
        self.assertFalse(self._reminders())
