"""Files handed in on the screen."""

import gzip

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import line
from .common import JobCase


@tagged("post_install", "-at_install")
class TestCallImportUpload(JobCase):
    def setUp(self):
        super().setUp()
        self.clerk = self._create_user("clerk")

    def _upload(self, **files):
        form = self.env["call.import.upload"].with_user(self.clerk).create({"source_id": self.source.id})
        vals = [{"name": name, "raw": raw, "res_model": form._name} for name, raw in files.items()]
        form.file_ids = self.env["ir.attachment"].with_user(self.clerk).create(vals)
        attachments = form.file_ids
        action = form.action_import()
        self.assertFalse(attachments.exists())
        domain = action.get("domain") or [("id", "=", action["res_id"])]
        return self.env["call.import"].search(domain, order="id")

    def test_one_small_file_is_read_at_once(self):
        batch = self._upload(small=line("1.1/1").encode())
        self.assertEqual((batch.state, batch.stored_count, batch.create_uid), ("done", 1, self.clerk))

    def test_several_files_and_packed_ones_wait(self):
        batches = self._upload(first=line("1.1/1").encode(), second=gzip.compress(line("1.2/1").encode()))
        self.assertEqual(batches.mapped("state"), ["waiting"] * 2)
        self.assertEqual(self._upload(third=gzip.compress(line("1.3/1").encode())).state, "waiting")
        self._run_jobs()
        self.assertEqual(batches.mapped("stored_count"), [1, 1])

    def test_a_large_file_waits(self):
        batch = self._upload(large="\n".join(line(f"1.{number}/1") for number in range(5_000)).encode())
        self.assertEqual((batch.state, batch.progress), ("waiting", 0))
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count), ("done", 5_000))

    def test_without_a_file_there_is_nothing_to_do(self):
        form = self.env["call.import.upload"].create({"source_id": self.source.id})
        with self.assertRaisesRegex(UserError, "Choose the files"):
            form.action_import()

    def test_a_file_of_somebody_else_stays_where_it_is(self):
        theirs = self.env["ir.attachment"].create({"name": "logo", "raw": line("1.1/1").encode(), "public": True})
        form = self.env["call.import.upload"].with_user(self.clerk).create({"source_id": self.source.id})
        form.file_ids = theirs.with_user(self.clerk)
        form.action_import()
        self.assertTrue(theirs.exists())
