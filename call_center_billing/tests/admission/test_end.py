"""The end of a call, its record, or both: charged once, whatever comes, in whatever order."""

from odoo.tests import tagged

from ..common import line
from .api_common import ApiCase

FEW, MANY = 1, 200


@tagged("post_install", "-at_install")
class TestEnd(ApiCase):
    def setUp(self):
        super().setUp()
        self._authorize("1.1")
        self._grow_older("1.1", 600)
        self.start = f"{self._hold('1.1').begun_at:%Y-%m-%d %H:%M:%S}"

    def _end(self, seconds=60, **parameters):
        return self._told("end", call_id="1.1", talk_seconds=seconds, **parameters)

    def _cdr(self, identity="1.1/1", seconds=60, rows=FEW, **vals):
        """Import a file with the record of the call, and others around it."""
        others = [line(f"9.{number}/1", a_number="46850009999", start=self.start) for number in range(rows - 1)]
        return self._import(line(identity, seconds=seconds, start=self.start, **vals), *others)

    def _charged(self):
        calls = self._records().filtered("partner_id")
        return len(calls), sum(calls.mapped("amount"))

    def test_the_end_charges_the_call_and_gives_back_what_it_did_not_use(self):
        self.assertEqual(self._available(), 0)
        answer = self._end()
        self.assertEqual((answer["charged"], answer["state"], answer["again"]), ("0.60", "ended", False))
        self.assertEqual(answer["balance"]["available"], "9.40")
        self.assertEqual((self._available(), self._charged()), (9.4, (1, 600_000)))
        call = self._records()
        self.assertEqual((call.identity, call.a_number, call.talk_seconds), ("1.1", "+46812345678", 60))
        self.assertEqual(call.statement_id.amount, 600_000)
        self.assertEqual(call.import_id.kind, "push")
        self.assertFalse(self.env["call.balance"]._audit(self.company))

    def test_the_same_end_again_adds_nothing(self):
        first = self._end()
        again = self._end(seconds=120)
        self.assertEqual((again["again"], again["charged"]), (True, "0.60"))
        self.assertEqual((again["balance"], self._charged()), (first["balance"], (1, 600_000)))

    def test_the_record_after_the_end_adds_nothing_however_it_comes(self):
        self._end()
        for rows in (FEW, MANY):
            with self.subTest(rows=rows):
                batch = self._cdr(rows=rows)
                self.assertEqual(self._charged(), (1, 600_000))
                self.assertEqual((batch.duplicate_count, batch.stored_count), (1, rows - 1) if rows == MANY else (1, 0))
        self.assertEqual(self._hold("1.1").record_identity, "1.1/1")

    def test_a_further_leg_of_the_call_is_a_call_of_its_own(self):
        self._end()
        for rows in (FEW, MANY):
            self._cdr("1.1/1", rows=rows)
            self._cdr(f"1.1/{rows + 1}", rows=1)
        self.assertEqual(self._charged(), (3, 1_800_000))

    def test_legs_that_nobody_answered_do_not_stand_for_the_call(self):
        self._end()
        self._cdr("1.1/1", seconds=0)
        self._cdr("1.1/2", seconds=60)
        self.assertEqual(self._charged(), (2, 600_000))

    def test_a_lost_end_is_settled_by_the_record(self):
        for number, rows in enumerate((FEW, MANY), 1):
            with self.subTest(rows=rows):
                call_id = f"2.{number}"
                self._told("end", call_id="1.1", talk_seconds=0)
                self._authorize(call_id)
                self._grow_older(call_id, 600)
                before = self._available()
                self._cdr(f"{call_id}/1", rows=rows)
                hold = self._hold(call_id)
                self.assertEqual((hold.state, hold.talk_seconds, hold.charged), ("settled", 60, 600_000))
                self.assertEqual(round(self._available() - before, 2), round(hold.amount / 1_000_000 - 0.6, 2))

    def test_an_end_after_the_record_adds_nothing(self):
        self._cdr()
        answer = self._end(seconds=300)
        self.assertEqual((answer["state"], answer["again"], answer["charged"]), ("settled", True, "0.60"))
        self.assertEqual(self._charged(), (1, 600_000))

    def test_a_record_settles_a_hold_that_has_expired(self):
        self._grow_older("1.1", 7200)
        self.env["call.hold"]._cron_expire()
        self._cdr()
        self.assertEqual((self._hold("1.1").state, self._charged()), ("settled", (1, 600_000)))

    def test_an_end_that_comes_after_the_hold_has_expired_charges_all_the_same(self):
        self._grow_older("1.1", 7200)
        self.env["call.hold"]._cron_expire()
        self.assertEqual((self._end()["charged"], self._hold("1.1").state), ("0.60", "ended"))

    def test_the_same_file_again_after_an_end(self):
        self._end()
        first, second = self._cdr(rows=MANY), self._cdr(rows=MANY)
        self.assertEqual((first.stored_count, second.stored_count), (MANY - 1, 0))
        self.assertEqual(self._charged(), (1, 600_000))

    def test_a_call_that_was_withdrawn_is_charged_by_its_record(self):
        self._end()
        batch = self._records().import_id
        batch.window_start = "2026-01-01 00:00:00"  # what still grows is not withdrawn
        batch._withdraw("wrong")
        self.assertEqual((self._charged(), self._available()), ((0, 0), 10))
        self._cdr()
        self.assertEqual((self._charged(), self._available()), ((1, 600_000), 9.4))

    def test_nobody_answered(self):
        answer = self._end(seconds=0, outcome="busy")
        self.assertEqual((answer["charged"], answer["balance"]["available"]), ("0.00", "10.00"))
        self.assertEqual(self._records().outcome, "busy")

    def test_a_call_that_lasted_longer_than_it_may_is_charged_whole(self):
        self._grow_older("1.1", 2000)
        self.assertEqual(self._end(seconds=2000)["balance"]["available"], "-10.00")

    def test_a_call_cannot_have_lasted_longer_than_since_it_was_asked_for(self):
        response = self._ask("end", call_id="1.1", talk_seconds=100_000)
        self.assertRefused(response, 422, "seconds")
        self.assertEqual(self._charged(), (0, 0))

    def test_a_call_that_nobody_asked_for(self):
        self.assertRefused(self._ask("end", call_id="8.8", talk_seconds=1), 404, "unknown_call")

    def test_another_source_cannot_end_it(self):
        other = self.source.copy({"name": "Other switch"})
        key = other.action_new_push_key()["context"]["default_key"]
        self.assertRefused(self._ask("end", key=key, call_id="1.1", talk_seconds=1), 404, "unknown_call")

    def test_an_end_and_the_imports_of_its_hour_balance(self):
        self._end()
        batch = self._records().import_id
        self.assertEqual((batch.line_count, batch.stored_count, batch.state), (1, 1, "done"))
        self.assertEqual(batch.window_start.minute, 0)


@tagged("post_install", "-at_install")
class TestSourcesWithoutAdmission(ApiCase):
    def test_they_pay_for_one_question(self):
        self._import(line("1.0/1"))
        lines = [line(f"1.{number}/1") for number in range(1, 40)]
        asked = []
        self.patch(type(self.env.cr), "execute", _listening(type(self.env.cr).execute, asked))
        self._import(*lines)
        self.assertEqual(sum("FROM call_hold" in str(query).replace('"', "") for query in asked), 1)


def _listening(execute, asked):
    def listen(cursor, query, *values, **options):
        asked.append(query)
        return execute(cursor, query, *values, **options)

    return listen
