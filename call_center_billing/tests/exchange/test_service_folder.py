"""A service that takes files from a folder, and lays its own there."""

import csv
import io
import os
from datetime import timedelta
from unittest.mock import patch

import pypdf

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from ...models.exchange import call_billing_service_work
from ...models.mediation import feed_root
from .common import ServiceCase


@tagged("post_install", "-at_install")
class TestServiceFolder(ServiceCase):
    def _lie(self, folder):
        return sorted(path.name for path in (self.place / folder).iterdir() if path.is_file())

    def _drop(self, name, text):
        (self.place / "in").mkdir(exist_ok=True)
        (self.place / "in" / name).write_text(text)
        self.service._let_a_job_work()
        self._run_jobs()

    def test_an_invoice_is_laid_there_whole_with_a_line_about_it(self):
        move = self._invoice()
        self._run_jobs()
        message = self._messages()
        base = f"{move.name.replace('/', '_')}-{message.id}"
        self.assertEqual((message.state, self._lie("out")), ("done", [f"{base}.csv", f"{base}.pdf", f"{base}.xml"]))
        table = (self.place / "out" / f"{base}.csv").read_text(encoding="utf-8")
        [told] = csv.DictReader(io.StringIO(table, newline=""), delimiter=";")
        self.assertEqual((told["number"], told["total"], told["pdf"]), (move.name, "7.50", f"{base}.pdf"))
        self.assertIn(f"<cbc:ID>{move.name}</cbc:ID>".encode(), (self.place / "out" / f"{base}.xml").read_bytes())

    def test_the_list_of_calls_lies_beside_it_if_the_account_wants_a_file(self):
        self.acme.write({"call_invoice_detail": "calls", "call_annex_format": "csv"})
        self._invoice()
        self._run_jobs()
        base = self._messages()._base_name()
        self.assertEqual(self._lie("out"), [f"{base}-1.csv", f"{base}.csv", f"{base}.pdf", f"{base}.xml"])
        [told] = csv.DictReader(io.StringIO((self.place / "out" / f"{base}.csv").read_text("utf-8")), delimiter=";")
        self.assertEqual(told["annexes"], f"{base}-1.csv")
        self.assertIn("46701110•••", (self.place / "out" / f"{base}-1.csv").read_text("utf-8-sig").replace(" ", ""))

    def test_the_pdf_is_the_one_that_is_printed(self):
        self._invoice()
        message = self._messages().with_context(force_report_rendering=True)
        with patch.object(type(self.env["ir.actions.report"]), "_render_qweb_pdf", self.print_it):
            (_xml, _ubl), (name, pdf), *_annexes = message._make_documents()
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
        self.assertIn(message.move_id.name, text)
        self.assertEqual(name, f"{message._base_name()}.pdf")

    def test_laid_again_after_an_end_that_nobody_knows_it_is_the_same(self):
        self._invoice()
        self._run_jobs()
        before = {name: (self.place / "out" / name).stat().st_mtime_ns for name in self._lie("out")}
        half = next(name for name in before if name.endswith(".pdf"))
        (self.place / "out" / half).write_bytes(b"%PD")
        message = self._messages()
        message.write({"state": "sending", "next_try": False})
        self.service._let_a_job_work()
        self._run_jobs()
        self.assertEqual((message.state, self._lie("out")), ("done", sorted(before)))
        self.assertEqual((self.place / "out" / half).read_bytes(), b"%PDF-1.7 paper")
        others = [name for name in before if name != half]
        self.assertEqual(
            [(self.place / "out" / name).stat().st_mtime_ns for name in others], [before[n] for n in others]
        )

    def test_a_disk_that_is_full_or_a_folder_that_is_gone_is_tried_again(self):
        self._invoice()
        self.place.rename(self.root / "elsewhere")
        self._run_jobs()
        message = self._messages()
        self.assertEqual((message.state, message.attempts), ("waiting", 1))
        self.assertIn("There is no folder nordic", message.error)
        (self.root / "elsewhere").rename(self.place)
        message.next_try = False
        with patch("os.fsync", side_effect=OSError(28, "No space left on device")):
            self.service._let_a_job_work()
            self._run_jobs()
        self.assertIn("No space left on device", message.error)
        self.assertEqual([name for name in self._lie("out") if not name.startswith(".")], [])
        message.next_try = False
        self.service._let_a_job_work()
        self._run_jobs()
        self.assertEqual((message.state, len(self._lie("out"))), ("done", 3))

    def test_nothing_is_written_outside_of_the_root(self):
        for folder in ("../outside", "/../outside", "nordic/../.."):
            self.service.folder = folder
            self.assertIn("outside", self.service.action_try()["params"]["message"], folder)
        self.service.folder = "nordic"
        (self.folder / "secret").mkdir()
        (self.place / "out").symlink_to(self.folder / "secret")
        self.assertIn("outside", self.service.action_try()["params"]["message"])
        self.assertEqual(list((self.folder / "secret").iterdir()), [])
        self.service.folder = "/"
        self.assertIn("Name a folder", self.service.action_try()["params"]["message"])
        with patch.dict(os.environ, {feed_root.VARIABLE: ""}):
            self.assertIn("its configuration names none", self.service.action_try()["params"]["message"])
        with self.assertRaisesRegex(ValidationError, "Another service has the folder"):
            self.service.copy({"folder": "//nordic/"})
            self.service.folder = "nordic"

    def test_try_it_leaves_nothing_behind(self):
        self.assertEqual(self.service.action_try()["params"]["type"], "success")
        self.assertEqual((self._lie("out"), self._lie("in")), ([], []))

    def test_files_of_the_service_are_booked_and_put_aside(self):
        move = self._invoice()
        self._run_jobs()
        today = fields.Date.today()
        self._drop(
            "2026.csv",
            "type;id;invoice;amount;currency;date\n"
            f"payment;p1;{move.name};7.50;{move.currency_id.name};{today}\npayment;p2;{move.name};x;SEK;{today}\n",
        )
        self.assertEqual((move.payment_state, self._inbound("p1").state), ("paid", "done"))
        self.assertEqual(self._inbound("p2").state, "aside")
        self.assertIn("Line 3, field “amount”: not an amount like 1234.50 (“x”).", self._inbound("p2").error)
        self.assertEqual((self._lie("in"), len(self._lie("in/.done"))), ([], 1))

    def test_what_cannot_be_read_is_put_aside_with_the_reason(self):
        self.service.user_id = self._create_user("clerk")
        self._drop("noise.csv", "\x00\x01 nothing")
        names = self._lie("in/.failed")
        self.assertEqual([name.split("-")[-1] for name in names], ["noise.csv", "noise.csv.txt"])
        self.assertIn("does not name the columns", (self.place / "in/.failed" / names[1]).read_text())
        self.assertEqual(self.service.activity_ids.summary, "File noise.csv cannot be read")
        with patch.object(call_billing_service_work, "LARGEST", 5):
            self._drop("big.json", '{"a": 1}')
        self.assertEqual(len([name for name in self._lie("in/.failed") if name.endswith("big.json.txt")]), 1)

    def test_a_file_whose_taker_was_killed_is_taken_up_and_nothing_is_booked_twice(self):
        move = self._invoice()
        self._run_jobs()
        text = (
            f'{{"type":"payment","id":"p1","invoice":"{move.name}","amount":"7.5","currency":"{move.currency_id.name}",'
        )
        self._drop("a.json", text + f'"date":"{fields.Date.today()}"}}')
        [done] = self._lie("in/.done")
        # killed after it was kept and before the file was put aside
        (self.place / "in" / ".done" / done).rename(self.place / "in" / ".processing" / done)
        self.service._let_a_job_work()
        self._run_jobs()
        self.assertEqual((self._lie("in/.processing"), self._lie("in/.done")), ([], [done]))
        self.assertEqual(len(self._inbound("p1").payment_id), 1)
        self.assertEqual(self.env["account.payment"].search_count([("partner_id", "=", self.acme.id)]), 1)

    def test_the_journal_is_laid_there_once_a_day(self):
        self._invoice()
        self.service.sie_daily = True
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            for _round in (1, 2):
                self.env["call.billing.service"]._cron_sie()
                self._run_jobs()
        [name] = [name for name in self._lie("out") if name.endswith(".se")]
        content = (self.place / "out" / name).read_bytes()
        self.assertTrue(content.startswith(b"#FLAGGA 0\r\n#KSUMMA\r\n#PROGRAM"))
        self.assertEqual(self._messages(("kind", "=", "sie")).state, "done")
