"""Who owned which number, and when."""

from datetime import datetime

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestCallNumber(BillingCase):
    def test_a_number_is_kept_in_e164_however_it_is_written(self):
        number = self.env["call.number"].create({"number": "08-400 500 60", "partner_id": self.acme.id})
        self.assertEqual(number.number, "+46840050060")

    def test_what_is_no_number_is_refused_with_an_example(self):
        with self.assertRaisesRegex(ValidationError, r"\+46812345678"):
            self.env["call.number"].create({"number": "hello", "partner_id": self.acme.id})

    def test_a_number_has_one_owner_at_a_time(self):
        other = self._create_customer("Other")
        vals = {"number": "+46812345678", "partner_id": other.id, "valid_from": "2026-06-01 00:00:00"}
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation), self.cr.savepoint():
            self.env["call.number"].create(vals)

    def test_a_period_ends_after_it_begins(self):
        number = self.acme.call_number_ids
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            number.valid_to = number.valid_from
            number.flush_recordset()

    def test_a_call_goes_to_who_owned_the_number_at_its_time(self):
        self.acme.call_number_ids.valid_to = datetime(2026, 11, 22, 12)
        heir = self._create_customer("Heir")
        self.env["call.number"].create(
            {"number": "+46812345678", "partner_id": heir.id, "valid_from": "2026-11-22 12:00:00"}
        )
        calls = self._calls(
            self._import(
                line("1.1/1", start="2026-11-22 11:59:59"),
                line("1.1/2", start="2026-11-22 12:00:00"),
                line("1.1/3", start="2025-11-22 12:00:00"),
            )
        )
        self.assertEqual(calls[0].partner_id, self.acme)
        self.assertEqual(calls[1].partner_id, heir)
        self.assertEqual(calls[2].state, "unmatched")

    def test_after_its_period_a_number_is_nobody_s(self):
        self.acme.call_number_ids.valid_to = datetime(2026, 11, 22, 12)
        last, after = self._calls(
            self._import(line("1.1/1", start="2026-11-22 11:59:59"), line("1.1/2", start="2026-11-22 12:00:00"))
        )
        self.assertEqual((last.state, after.state), ("rated", "unmatched"))

    def test_calls_from_all_numbers_of_a_customer_are_on_one_account(self):
        self.env["call.number"].create(
            {"number": "+46840050060", "partner_id": self.acme.id, "valid_from": "2026-01-01 00:00:00"}
        )
        calls = self._calls(self._import(line("1.1/1"), line("1.1/2", a_number="46840050060")))
        self.assertEqual(calls.partner_id, self.acme)
        self.assertEqual(calls.statement_id.call_count, 2)

    def test_a_contact_s_number_is_its_company_s(self):
        contact = self.env["res.partner"].create({"name": "Anna at Acme", "parent_id": self.acme.id})
        number = self.env["call.number"].create({"number": "+46840050060", "partner_id": contact.id})
        self.assertEqual(number.partner_id, self.acme)

    def test_what_calls_point_to_cannot_be_deleted(self):
        call = self._calls(self._import(line("1.1/1")))
        with self.assertRaisesRegex(ValidationError, "end its period instead"):
            call.number_id.unlink()
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.acme.unlink()

    def test_a_customer_shows_the_number_of_its_calls(self):
        self._import(line("1.1/1"), line("1.1/2"))
        self.assertEqual(self.acme.call_count, 2)
        action = self.acme.action_view_calls()
        self.assertEqual(self.env["call.record"].search_count(action["domain"]), 2)
