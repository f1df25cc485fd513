"""Files that a switch drops into a folder."""

import os
import subprocess
import sys
from unittest.mock import patch

from odoo.tests import tagged

from ...models.mediation import call_source_feed_files, drop, feed_root
from ...models.mediation.spool import keep
from ..common import line
from .common import JobCase

CLAIMER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("drop", sys.argv[1]); drop = importlib.util.module_from_spec(spec)
spec.loader.exec_module(drop)
taker = drop.Drop(drop.LocalPlace(sys.argv[2]), sys.argv[3])
taker.place.ensure(".processing")
sys.stdin.readline()
for name, *_ in taker.place.entries():
    if taker.claim(name):
        print(name)
"""


@tagged("post_install", "-at_install")
class TestCallFeedFolder(JobCase):
    def setUp(self):
        super().setUp()
        self.source.user_id = self._create_user("clerk")
        self.root = self.folder / "root"
        self.place = self.root / "cdr"
        self.place.mkdir(parents=True)
        self.startPatcher(patch.dict(os.environ, {feed_root.VARIABLE: str(self.root)}))
        self.feed = self.env["call.source.feed"].create(
            {"name": "Drop", "source_id": self.source.id, "folder": "cdr", "pattern": "*.csv", "settle": 0}
        )

    def _lie(self, folder=""):
        place = self.place / folder
        return sorted(file.name.split("-")[-1] for file in place.iterdir() if file.is_file()) if place.is_dir() else []

    def _drop(self, name, *lines):
        (self.place / name).write_text("\n".join(lines))

    def test_files_are_claimed_read_and_put_aside(self):
        self._drop("a.csv", line("1.1/1"))
        self._drop("b.csv", "a,b")
        self._drop("other.txt", line("1.2/1"))
        self.feed._run()
        self.assertEqual((self._lie(), self._lie(".processing")), (["other.txt"], ["a.csv", "b.csv"]))
        self._run_jobs()
        self.assertEqual(self.feed.import_ids.sorted("name").mapped("state"), ["done", "failed"])
        self.assertEqual((self.feed.import_count, self._calls(self.feed.import_ids[1]).state), (2, "rated"))
        self.feed._run()
        self.assertEqual((self._lie(".processing"), self._lie(".done")), ([], ["a.csv"]))
        self.assertEqual(self._lie(".failed"), ["b.csv", "b.csv.txt"])
        [reason] = (self.place / ".failed").glob("*.txt")
        self.assertIn("its first line has 2 columns", reason.read_text())
        self.assertEqual((self.feed.import_ids.mapped("feed_claim"), self.feed.last_error), ([False, False], False))

    def test_imported_files_can_be_deleted(self):
        self.feed.keep = False
        self._drop("a.csv", line("1.1/1"))
        self.feed._run()
        self._run_jobs()
        self.feed._run()
        self.assertEqual((self._lie(".processing"), self._lie(".done")), ([], []))

    def test_a_file_that_still_grows_is_left(self):
        self.feed.settle = 60
        self._drop("a.csv", "")
        with patch.object(call_source_feed_files.time, "time") as clock:
            for moment, text, left in ((0, "x", 1), (50, "xy", 1), (100, "xy", 1), (109, "xy", 1), (110, "xy", 0)):
                clock.return_value = moment
                if self._lie():
                    self._drop("a.csv", text)
                    os.utime(self.place / "a.csv", (moment // 60, len(text)))
                self.feed._run()
                self.assertEqual(len(self._lie()), left, moment)

    def test_names_of_unfinished_and_hidden_files_and_links_are_left(self):
        self.feed.pattern = "*"
        for name in ("a.csv.part", "b.csv.tmp", ".hidden", "c.csv~"):
            self._drop(name, line("1.1/1"))
        secret = self.folder / "secret"
        secret.write_text("x")
        (self.place / "link.csv").symlink_to(secret)
        self.feed._run()
        self.assertFalse(self.feed.import_ids)

    def test_what_was_claimed_when_somebody_was_killed_is_not_lost(self):
        self._drop("a.csv", line("1.1/1"))
        claimed = drop.Drop(drop.LocalPlace(self.place), self.feed._owner()).claim("a.csv")
        drop.Drop(drop.LocalPlace(self.place), "another0").place.put(".processing/another0-1-2-x.csv", "theirs")
        self.assertEqual(self._lie(), [])
        self.feed._run()
        self.assertEqual((self.feed.import_ids.feed_claim, self.feed.import_ids.name), (claimed, "a.csv"))
        self.feed._run()
        self.assertEqual(len(self.feed.import_ids), 1)

    def test_a_file_that_cannot_be_copied_is_tried_again(self):
        self._drop("a.csv", line("1.1/1"))
        with patch("odoo.addons.call_center_billing.models.mediation.spool.keep", side_effect=OSError(28, "No space")):
            self.feed._run()
        self.assertIn("No space", self.feed.last_error)
        self.assertEqual((self.feed.import_ids.ids, self._lie(".processing")), ([], ["a.csv"]))
        self.assertEqual(self.source.activity_ids.user_id, self.source.user_id)
        with patch("odoo.addons.call_center_billing.models.mediation.spool.keep", side_effect=keep):
            self.feed._run()
        self.assertEqual((self.feed.last_error, self.source.activity_ids.ids), (False, []))
        self.assertEqual(self.feed.import_ids.name, "a.csv")

    def test_two_processes_never_take_the_same_file(self):
        names = {f"{number:03}.csv" for number in range(300)}
        for name in names:
            self._drop(name, "x")
        takers = [
            subprocess.Popen(
                [sys.executable, "-c", CLAIMER, drop.__file__, self.place, owner],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for owner in ("one", "two")
        ]
        for taker in takers:
            taker.stdin.write("\n")
            taker.stdin.flush()
        first, second = (set(taker.communicate(timeout=60)[0].split()) for taker in takers)
        self.assertEqual((first | second, first & second), (names, set()))
        self.assertEqual([taker.returncode for taker in takers], [0, 0])

    def test_many_files_are_taken_over_several_runs(self):
        for name in ("a.csv", "b.csv", "c.csv"):
            self._drop(name, line(f"{name}/1"))
        with patch.object(call_source_feed_files, "AT_MOST", 2):
            self.feed._run()
            self.assertEqual((self.feed.import_count, self.feed.next_run <= self.feed.last_run), (2, True))
            self.feed._run()
        self.feed.invalidate_recordset()
        self.assertEqual((self.feed.import_count, self.feed.next_run > self.feed.last_run), (3, True))

    def test_no_folder_outside_of_the_root(self):
        (self.root / "out").symlink_to(self.folder)
        for folder, words in (
            ("../spool", "outside of the folder"),
            ("out", "outside of the folder"),
            ("/etc", "no folder /etc"),
            ("nowhere", "no folder nowhere"),
        ):
            self.feed.folder = folder
            self.assertIn(words, self.feed.action_test()["params"]["message"])
        self.feed.folder = "cdr"
        self.assertIn("It works. Files that match: 0.", self.feed.action_test()["params"]["message"])
        with patch.dict(os.environ, {feed_root.VARIABLE: ""}):
            self.assertIn("[call_center_billing]", self.feed.action_fetch()["params"]["message"])

    def test_the_root_stands_in_the_server_s_configuration(self):
        path = self.folder / "odoo.conf"
        path.write_text(f"[options]\nworkers = 0\n[call_center_billing]\nfeed_root = {self.root}\n")
        with patch.dict(os.environ, {feed_root.VARIABLE: ""}), patch.dict(feed_root.config.options, {"config": path}):
            self.assertEqual(feed_root.feed_root(), self.root.resolve())

    def test_the_clock_runs_feeds_that_are_due(self):
        self._drop("a.csv", line("1.1/1"))
        later = self.feed.copy({"name": "Later", "next_run": "2100-01-01 00:00:00"})
        later.next_run = "2100-01-01 00:00:00"
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.ir_cron_call_source_feed_fetch").method_direct_trigger()
        self.assertEqual((self.feed.import_count, bool(self.feed.last_run), bool(later.last_run)), (1, True, False))

    def test_a_feed_with_claimed_files_stays(self):
        self._drop("a.csv", line("1.1/1"))
        self.feed._run()
        with self.assertRaisesRegex(Exception, "being imported"):
            self.feed.unlink()
        self._run_jobs()
        self.feed._run()
        self.feed.unlink()
        self.assertTrue(self.env["call.import"].search([("name", "=", "a.csv")]))
