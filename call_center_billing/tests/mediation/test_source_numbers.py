"""What a switch does to numbers is said on its source, and undone."""

from psycopg2.errors import CheckViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestSourceNumbers(BillingCase):
    def test_prefixes_are_taken_off_called_numbers_and_callers_keep_theirs(self):
        self.source.write({"called_prefixes": "9, *31#", "short_digits": 4})
        calls = self._calls(
            self._import(
                line("1.1/1", b_number="90701110001"),
                line("1.2/1", b_number="*31#0701110001"),
                line("1.3/1", b_number="9112"),
                line("1.4/1", a_number="9087654321"),
            )
        )
        self.assertEqual(calls.mapped("b_number"), ["+46701110001", "+46701110001", "9112", "+46701110001"])
        self.assertEqual(calls[0].amount, 600_000)
        self.assertTrue(calls[3].a_number.endswith("9087654321"), "only what was dialled has a 9 before it")
        self.source.calling_prefixes = "9"
        self.assertEqual(self._call(a_number="90812345678").partner_id, self.acme)

    def test_a_source_s_own_words_for_withheld_numbers(self):
        self.source.withheld_words = "0000000, Dold"
        calls = self._calls(self._import(line("1.1/1", a_number="0000000"), line("1.2/1", a_number="dold")))
        self.assertEqual(calls.mapped("reason"), ["withheld", "withheld"])

    def test_many_calls_at_once_are_read_alike(self):
        self.source.write({"called_prefixes": "9", "calling_prefixes": "8", "short_digits": 3})
        dialled = [f"9070111{number:04d}" for number in range(150)]
        lines = [line(f"2.{at}/1", b_number=number, a_number="80812345678") for at, number in enumerate(dialled)]
        calls = self._calls(self._import(*lines))
        self.assertEqual(calls.mapped("b_number"), [f"+467011{number[6:]}" for number in dialled])
        self.assertEqual(set(calls.mapped("state")), {"rated"})

    def test_what_no_switch_writes_is_refused(self):
        for vals in ({"called_prefixes": "9, +46"}, {"calling_prefixes": "out"}):
            with self.assertRaisesRegex(ValidationError, "nothing that a switch writes before numbers"):
                self.source.write(vals)
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self.source.short_digits = 9
            self.source.flush_recordset()
