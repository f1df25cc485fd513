"""Files that are read by a job."""

import gzip
import importlib.util
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError, ConcurrencyError
from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.mediation import call_import_progress, spool, unpack
from ...models.mediation.call_import import CallImport
from ..common import line
from .common import JobCase


@tagged("post_install", "-at_install")
class TestCallImportJob(JobCase):
    def setUp(self):
        super().setUp()
        self.source.user_id = self.clerk = self._create_user("clerk")

    def _later(self, *lines, content=None, name="Master.csv"):
        return self.source._import_later(name, content or "\n".join(lines).encode())

    def test_a_file_waits_is_read_and_leaves_the_spool(self):
        batch = self._later(line("1.1/1"), line("1.2/1"))
        self.assertEqual((batch.state, batch.line_count, len(list(self.spool.iterdir()))), ("waiting", 0, 1))
        [job] = self._jobs()
        self.assertEqual((job.identity_key, job.channel), (f"call.import:{batch.id}", "root.call_import"))
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count, batch.progress), ("done", 2, 100))
        self.assertEqual((job.state, batch.checksum[:4] != "", list(self.spool.iterdir())), ("done", True, []))
        self.assertEqual(self._calls(batch).mapped("amount"), [600_000, 600_000])

    def test_a_path_and_a_stream_are_kept_as_they_are(self):
        path = self.folder / "Master.csv"
        path.write_text(line("1.1/1"))
        self._later(content=path)
        with path.open("rb") as stream:
            self._later(content=stream)
        self._run_jobs()
        batches = self.env["call.import"].search([("source_id", "=", self.source.id)], order="id")
        self.assertEqual([batch._totals()["duplicates"] for batch in batches], [0, 1])
        self.assertEqual(batches[1].previous_id, batches[0])

    def test_a_file_that_is_none_of_the_source_s_fails_and_can_be_read_again(self):
        batch = self._later(content=b"a,b\n")
        self._run_jobs()
        self.assertEqual((batch.state, batch.line_count), ("failed", 0))
        self.assertIn("its first line has 2 columns", batch.failure)
        self.assertEqual(self.env["queue.job"].search([("identity_key", "=", f"call.import:{batch.id}")]).state, "done")
        [activity] = batch.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.clerk, "Master.csv was not imported"))
        self.source.dialect = "vicidial_call_log"
        batch.action_read_again()
        self.assertEqual((batch.state, batch.failure, batch.activity_ids.ids), ("waiting", False, []))
        self._run_jobs()
        self.assertIn("does not name the columns", batch.failure)

    def test_a_source_that_is_busy_is_waited_for(self):
        batch = self._later(line("1.1/1"))
        with db_connect(self.cr.dbname).cursor() as elsewhere:
            elsewhere.execute("SELECT pg_advisory_xact_lock(%s, %s)", (0x43414C4C, self.source.id))
            job = self._jobs()
            self._run_jobs()
            self.assertEqual((batch.state, job.state, job.retry), ("waiting", "pending", 0))
            self.assertTrue(job.eta)
        job.eta = False
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count, job.state), ("done", 1, "done"))

    def test_a_collision_with_another_source_is_tried_again(self):
        batch = self._later(line("1.1/1"))
        job = self._jobs()
        with patch.object(CallImport, "_take_in", side_effect=ConcurrencyError("statement")):
            self._run_jobs()
        self.assertEqual((batch.state, job.state, job.retry), ("waiting", "pending", 1))
        job.eta = False
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count), ("done", 1))

    def test_a_job_that_comes_twice_reads_once(self):
        batch = self._later(line("1.1/1"))
        job = self._jobs()
        self._run_jobs()
        job.state = "pending"
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count, batch.duplicate_count), ("done", 1, 0))

    def test_a_process_that_died_while_reading_is_followed_by_another(self):
        batch = self._later(line("1.1/1"))
        batch.state = "reading"
        self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count), ("done", 1))

    def test_an_error_of_ours_fails_the_job_and_the_import(self):
        batch = self._later(line("1.1/1"))
        with (
            patch.object(CallImport, "_take_in", side_effect=ZeroDivisionError("by zero")),
            self.assertLogs("odoo.addons.queue_job", "ERROR"),
        ):
            self._run_jobs(error=ZeroDivisionError)
        self.assertEqual((batch.state, batch.stored_count), ("failed", 0))
        self.assertIn("by zero", batch.failure)

    def test_an_import_whose_job_is_gone_has_failed_and_lost_files_are_removed(self):
        batch, other = self._later(line("1.1/1")), self._later(line("1.2/1"))
        self._jobs()[0].state = "failed"
        name, _size = spool.keep(self.cr.dbname, b"nobody's")
        with patch.object(spool, "ABANDONED", -1):
            self.env["call.import"]._cron_look_after()
        self.assertEqual((batch.state, other.state), ("failed", "waiting"))
        self.assertEqual((spool.path("", name).exists(), spool.path("", batch.spool_name).exists()), (False, True))

    def test_a_file_that_is_gone_is_told(self):
        batch = self._later(line("1.1/1"))
        next(self.spool.iterdir()).unlink()
        self._run_jobs()
        self.assertEqual((batch.state, batch.failure), ("failed", "The file is no longer there. Hand it in again."))

    def test_packed_files_are_unpacked_and_bombs_are_not(self):
        good = gzip.compress(line("1.1/1").encode() + b"\n") + gzip.compress(line("1.2/1").encode())
        batch = self._later(content=good, name="Master.csv.gz")
        cut = self._later(content=good[:-9], name="cut.gz")
        with patch.object(unpack, "HARMLESS", 100_000):
            bomb = self._later(content=gzip.compress(b"x" * 5_000_000), name="bomb.gz")
            self._run_jobs()
        self.assertEqual((batch.state, batch.stored_count), ("done", 2))
        self.assertEqual((cut.state, cut.stored_count, bomb.state), ("failed", 0, "failed"))
        self.assertIn("copy it again", cut.failure)
        self.assertIn("200 times its size", bomb.failure)

    def test_what_would_be_too_large_is_refused(self):
        with patch.object(unpack, "MAX_UNPACKED", 10):
            batch = self._later(content=gzip.compress(line("1.1/1").encode()), name="large.gz")
            self._run_jobs()
        self.assertIn("Split it", batch.failure)

    def test_progress_is_noted_while_reading(self):
        batch = self._later("\n".join(line(f"1.{number}/1") for number in range(20)) + "\n")
        noted = []
        with (
            patch.object(call_import_progress, "PACE", 0),
            patch.object(unpack, "CHUNK", 1024),
            patch.object(
                call_import_progress.Counted, "note", lambda counted: noted.append((counted.position(), counted.lines))
            ),
        ):
            self._run_jobs()
        self.assertGreater(len(noted), 3)
        self.assertEqual((noted[-1][1], noted), (20, sorted(noted)))
        batch.write({"state": "reading", "file_size": 200})
        batch.progress_ids.write({"read_size": 50, "line_count": 1000, "seconds": 2.0})
        self.assertEqual((batch.progress, batch.lines_read, batch.lines_per_second), (25, 1000, 500))

    def test_who_sees_and_repeats_an_import(self):
        batch = self._later(content=b"a,b\n")
        self._run_jobs()
        batch.progress_ids.write({"read_size": 1, "line_count": 1})
        clerk = batch.with_user(self.clerk)
        self.assertEqual((clerk.progress, clerk.lines_read), (99.9, 1))
        with self.assertRaises(AccessError):
            clerk.read(["spool_name"])
        clerk.action_read_again()
        self.assertEqual(batch.state, "waiting")
        for group in ("sales", "switch"):
            with self.assertRaises(AccessError):
                batch.with_user(self._create_user(group)).action_read_again()

    def test_a_deleted_import_takes_its_file_with_it(self):
        batch = self._later(content=b"a,b\n")
        batch.unlink()
        self.env.cr.postcommit.run()
        self.assertEqual(list(self.spool.iterdir()), [])

    def test_a_source_without_a_responsible_tells_nobody(self):
        self.source.user_id = False
        batch = self._later(content=b"a,b\n")
        self._run_jobs()
        self.assertEqual((batch.state, batch.activity_ids.ids), ("failed", []))

    def test_sources_from_before_get_their_maker_as_responsible(self):
        path = Path(__file__).parents[2] / "migrations/19.0.3.0.0/post-source-responsible.py"
        spec = importlib.util.spec_from_file_location("post_source_responsible", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        manager = self._create_user("manager")
        source = self.env["call.source"].with_user(manager).create({"name": "Before", "country_id": 1}).sudo()
        self.assertEqual(source.user_id, manager)
        (source | self.source).user_id = False
        self.env.flush_all()
        script.migrate(self.cr, "19.0.2.0.0")
        self.env.invalidate_all()
        self.assertEqual((source.user_id, self.source.user_id.id), (manager, False))
