"""Codes are made once, are downloaded by who made them, and are nowhere else."""

import io
import zipfile
from datetime import timedelta

from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.voucher import keys
from ...models.voucher.code import plain
from .common import VoucherCase, codes_of, make_codes


@tagged("post_install", "-at_install")
class TestVoucherBatch(VoucherCase):
    def _draft(self, **vals):
        values = {"name": "Refill 50", "value": 50, "count": 3, "valid_until": fields.Date.today()}
        return self.env["call.voucher.batch"].create(values | vals)

    def test_the_file_has_all_codes_and_what_is_printed(self):
        batch = self._draft(count=12)
        name, kind, content = make_codes(batch)
        self.assertEqual((name, kind), (f"vouchers-{batch.reference}.csv", "text/csv; charset=utf-8"))
        codes = codes_of(content)
        self.assertEqual(list(codes), list(range(1, 13)))
        self.assertEqual(len({plain(code) for code in codes.values()} - {None}), 12)
        row = content.decode().splitlines()[1].split(",")
        self.assertEqual(row[0], f"{batch.reference}-000001")
        self.assertEqual(row[2:], ["50.00", self.currency.name, str(batch.valid_until)])
        self.assertEqual((batch.state, batch.new_count, batch.made_by_id), ("made", 12, self.env.user))

    def test_nothing_but_a_keyed_digest_is_kept(self):
        code = plain(self.codes[1])
        voucher = self._voucher(1)
        self.assertIn(voucher.sudo().digest, keys.digests(code))
        self.assertNotIn("digest", voucher.with_user(self._create_user("manager")).fields_get())
        for table in ("call_voucher", "call_voucher_batch", "mail_message", "ir_attachment", "account_move_line"):
            self.env.cr.execute(
                f"SELECT count(*) FROM {table} each WHERE each::text LIKE ANY(%s)",
                ([f"%{code}%", f"%{self.codes[1]}%"],),
            )
            self.assertEqual(self.env.cr.fetchone(), (0,), table)

    def test_codes_are_in_no_log(self):
        with self.assertLogs("odoo", "DEBUG") as logs:
            batch, codes = self._make_batch(count=2)
            batch._sell(1, 2, self.shop)
            for code in codes.values():
                self.assertEqual(self._said(code), "ok")
        said = "\n".join(logs.output)
        for code in codes.values():
            self.assertNotIn(code, said)
            self.assertNotIn(plain(code), said)

    def test_a_link_works_once_and_not_for_long(self):
        batch = self._draft()
        link = batch.action_make()["url"].rpartition("/")[2]
        self.assertTrue(batch.is_downloading)
        self.assertIsNone(batch._make_codes("another"))
        newer = batch.action_make()["url"].rpartition("/")[2]
        self.assertIsNone(batch._make_codes(link), "a newer link takes its place")
        self.assertTrue(batch._make_codes(newer))
        self.assertIsNone(batch._make_codes(newer))
        with self.assertRaisesRegex(UserError, "cannot be had again"):
            batch.action_make()
        self.assertEqual(batch.new_count, 3)
        late = self._draft()
        link = late.action_make()["url"].rpartition("/")[2]
        late.sudo().download_until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertIsNone(late._make_codes(link))
        self.assertEqual((late.state, late.new_count), ("draft", 0))

    def test_cards_to_print_come_with_the_list(self):
        batch = self._draft(count=25, with_sheet=True)
        name, kind, content = make_codes(batch)
        self.assertEqual((name, kind), (f"vouchers-{batch.reference}.zip", "application/zip"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            codes = codes_of(archive.read(f"vouchers-{batch.reference}.csv"))
            pages = PdfReader(io.BytesIO(archive.read(f"vouchers-{batch.reference}.pdf"))).pages
        self.assertEqual(len(pages), 2)
        text = pages[1].extract_text()
        for word in (codes[25], f"{batch.reference}-000025", "Refill 50", f"50.00 {self.currency.name}"):
            self.assertIn(word, text)
        with self.assertRaisesRegex(UserError, "up to 5000"):
            self._draft(count=5001, with_sheet=True).action_make()

    def test_what_is_printed_stays(self):
        for vals in ({"value": 200}, {"count": 6}, {"valid_until": fields.Date.today()}):
            with self.assertRaises(UserError):
                self.batch.write(vals)
        with self.assertRaises(UserError):
            self.batch.unlink()
        self.batch.name = "Refill, autumn"
        self._draft().unlink()

    def test_batches_that_make_no_sense_are_refused(self):
        for vals in ({"value": 0}, {"value": 0.001}, {"value": -1}, {"count": 0}, {"count": 100_001}):
            with mute_logger("odoo.sql_db"), self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                self._draft(**vals)
            self.assertIn("check", str(caught.exception).lower())
        with self.assertRaisesRegex(UserError, "is over"):
            self._draft(valid_until=fields.Date.today() - timedelta(days=2)).action_make()

    def test_codes_of_an_older_key_go_on_working_and_a_lost_key_is_shown(self):
        keys.rotate()
        newer, codes = self._make_batch(count=1)
        newer._sell(1, 1, self.shop)
        self.assertNotEqual(newer.key_name, self.batch.key_name)
        self.assertEqual([self._said(codes[1]), self._said(self.codes[1])], ["ok", "ok"])
        whole = keys.path().read_text()
        self.addCleanup(keys.path().write_text, whole)
        keys.path().write_text(whole.splitlines()[-1] + "\n")
        self.batch.invalidate_recordset()
        self.assertEqual([self.batch.key_missing, newer.key_missing], [True, False])
        self.assertEqual(self._said(self.codes[2]), "unknown")
