"""Refused lines are corrected, sent through again, or put aside; the totals always balance."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import BillingCase, line

TOTALS = ("line_count", "stored_count", "duplicate_count", "refused_count", "ignored_count", "talk_seconds")
HEADER = (
    '"cdrRecordType","pkid","dateTimeOrigination","dateTimeConnect","dateTimeDisconnect","callingPartyNumber",'
    '"finalCalledPartyNumber","duration"'
)


def bad(identity="1.1/2", **vals):
    """A line whose month has a letter O for a zero."""
    return line(identity, start="2026-11-22 03:22:52", **vals).replace("2026-11-22", "2026-11-O2")


@tagged("post_install", "-at_install")
class TestRejectRetry(BillingCase):
    def _totals(self, batch):
        """The import's totals, and the sum of those by day, which must be the same."""
        self.env.flush_all()
        totals = tuple(batch[name] for name in TOTALS)
        self.assertEqual(tuple(sum(batch.day_ids.mapped(name)) for name in TOTALS), totals)
        return totals

    def _rejected(self, *lines):
        batch = self._import(line("1.1/1"), *(lines or (bad(),)))
        return batch, batch.reject_ids.filtered(lambda reject: reject.kind == "refused")

    def test_a_corrected_line_becomes_a_call_of_its_import(self):
        batch, reject = self._rejected()
        self.assertEqual(self._totals(batch), (2, 1, 0, 1, 0, 60))
        reject.text = reject.raw.replace("O2", "02")
        reject.action_retry()
        self.assertEqual((reject.state, reject.outcome, reject.user_id), ("resolved", "stored", self.env.user))
        self.assertEqual(self._totals(batch), (2, 2, 0, 0, 0, 120))
        call = self._calls(batch).filtered(lambda call: call.identity == reject.call_id.identity)
        self.assertEqual((call.state, call.amount, call.statement_id.amount), ("rated", 600_000, 1_200_000))
        self.assertIn("O2", reject.raw)

    def test_what_still_cannot_be_read_keeps_its_new_reason(self):
        batch, reject = self._rejected()
        reject.text = reject.raw.replace('"out",', "")
        reject.action_retry()
        self.assertEqual((reject.state, reject.reason), ("open", "columns"))
        self.assertEqual(self._totals(batch), (2, 1, 0, 1, 0, 60))
        reject.text = "something else"
        reject.action_retry()
        self.assertEqual((reject.state, self._totals(batch)), ("open", (2, 1, 0, 1, 0, 60)))

    def test_a_line_that_turns_out_to_have_come_before_is_settled_and_not_charged(self):
        batch, reject = self._rejected()
        reject.text = line("1.1/1")
        reject.action_retry()
        self.assertEqual((reject.state, reject.outcome), ("resolved", "duplicate"))
        self.assertEqual(reject.call_id, self._calls(batch))
        self.assertEqual(self._totals(batch), (2, 1, 1, 0, 0, 60))

    def test_the_same_call_in_two_corrected_lines_is_charged_once(self):
        batch, rejects = self._rejected(bad(), bad())
        for reject in rejects:
            reject.text = reject.raw.replace("O2", "02")
        rejects.action_retry()
        self.assertEqual(sorted(rejects.mapped("outcome")), ["duplicate", "stored"])
        self.assertEqual(self._totals(batch), (3, 2, 1, 0, 0, 120))

    def test_many_lines_are_corrected_by_one_replacement_that_shows_itself_first(self):
        batch, rejects = self._rejected(bad(), bad("1.1/3"), line("1.1/4").replace("ANSWERED", "MAYBE"))
        action = rejects.action_replace()
        wizard = (
            self.env["call.reject.replace"]
            .with_context(**action["context"])
            .create({"old_text": "-O2 ", "new_text": "-02 "})
        )
        self.assertEqual((len(wizard.reject_ids), wizard.change_count), (3, 2))
        self.assertIn("<del>-O2 </del><ins>-02 </ins>", wizard.preview)
        self.assertEqual(set(rejects.mapped("state")), {"open"})
        wizard.action_retry()
        self.assertEqual(rejects.sorted("line_number").mapped("state"), ["resolved", "resolved", "open"])
        self.assertEqual(self._totals(batch), (4, 3, 0, 1, 0, 180))

    def test_a_replacement_of_what_is_nowhere_is_refused(self):
        _batch, rejects = self._rejected()
        wizard = self.env["call.reject.replace"].with_context(active_ids=rejects.ids).create({"old_text": "absent"})
        with self.assertRaisesRegex(UserError, "None of these lines holds"):
            wizard.action_replace()

    def test_a_dismissed_line_stays_with_the_reason(self):
        batch, reject = self._rejected()
        wizard = self.env["call.reject.dismiss"].with_context(active_ids=reject.ids).create({"note": "A test"})
        wizard.action_dismiss()
        self.assertEqual((reject.state, reject.note, reject.user_id), ("dismissed", "A test", self.env.user))
        self.assertEqual(self._totals(batch), (2, 1, 0, 1, 0, 60))
        with self.assertRaisesRegex(UserError, "None of these lines waits"):
            reject.action_retry()

    def test_duplicates_and_ignored_lines_are_not_sent_through(self):
        self._import(line("1.1/1"))
        batch = self._import(line("1.1/1"), line("1.1/2"))
        with self.assertRaisesRegex(UserError, "None of these lines waits"):
            batch.reject_ids.action_retry()

    def test_a_line_below_a_header_is_read_below_it(self):
        source = self.source.copy({"name": "Cisco", "dialect": "cisco_cucm"})
        row = '1,"{}",1795317772,1795317773,1795317833,"46812345678","46701110001",{}'
        batch = self._import(HEADER, row.format("a-1", "sixty"), row.format("a-2", "60"), source=source, name="x")
        self.assertEqual((batch.stored_count, batch.refused_count, batch.ignored_count), (1, 1, 1))
        reject = batch.reject_ids.filtered(lambda reject: reject.kind == "refused")
        reject.text = row.format("a-1", "60")
        reject.action_retry()
        self.assertEqual((reject.state, self._totals(batch)), ("resolved", (3, 2, 0, 0, 1, 120)))

    def test_a_line_that_was_not_kept_whole_must_be_written_anew(self):
        raw = f"{line('1.1/1')}\n{line('1.1/2')}".encode() + b"caf\xe9"
        batch = self.source._import_bytes("x.csv", raw)
        reject = batch.reject_ids
        reject.action_retry()
        self.assertEqual((reject.state, reject.reason), ("open", "encoding"))

    def test_clerks_correct_lines_and_nothing_else_of_them(self):
        _batch, reject = self._rejected()
        clerk = reject.with_user(self._create_user("clerk"))
        clerk.text = reject.raw.replace("O2", "02")
        with self.assertRaises(AccessError):
            clerk.raw = "something"
        with self.assertRaises(AccessError):
            clerk.state = "resolved"
        clerk.action_retry()
        self.assertEqual((reject.state, reject.user_id.login), ("resolved", "ccb_clerk"))
        with self.assertRaisesRegex(UserError, "each once"):
            clerk.text = "again"

    def test_sales_staff_see_no_lines(self):
        _batch, reject = self._rejected()
        with self.assertRaises(AccessError):
            reject.with_user(self._create_user("sales")).action_retry()
