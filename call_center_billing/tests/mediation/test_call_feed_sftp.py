"""Files that are fetched from an SFTP server: a real one, on this machine."""

import io

import paramiko

from odoo.tests import tagged

from ...models.mediation.drop import Drop
from ..common import line
from .common import JobCase
from .sftp_server import LOGIN, PASSWORD, Server


@tagged("post_install", "-at_install")
class TestCallFeedSftp(JobCase):
    def setUp(self):
        super().setUp()
        self.place = self.folder / "remote"
        (self.place / "cdr").mkdir(parents=True)
        self.server = self._serve()
        self.feed = self.env["call.source.feed"].create(
            {
                "name": "Remote",
                "source_id": self.source.id,
                "kind": "sftp",
                "host": "127.0.0.1",
                "port": self.server.port,
                "login": LOGIN,
                "password": PASSWORD,
                "folder": "cdr",
                "settle": 0,
            }
        )

    def _serve(self, **options):
        server = Server(self.place, **options)
        self.addCleanup(server.close)
        return server

    def _trust(self):
        message = self.feed.action_test()["params"]["message"]
        self.feed.action_trust()
        return message

    def test_an_unknown_server_is_told_nothing_until_it_is_trusted(self):
        message = self._trust()
        self.assertIn(self.server.host_key.fingerprint, message)
        self.assertEqual(self.server.heard, [])
        self.assertIn("It works", self.feed.action_test()["params"]["message"])
        self.assertEqual(self.server.heard, [PASSWORD])

    def test_a_server_that_has_another_key_is_told_nothing(self):
        self._trust()
        self.server.host_key = paramiko.ECDSAKey.generate()
        self.assertIn("its key has changed", self.feed.action_fetch()["params"]["message"])
        self.assertEqual((self.server.heard, self.feed.host_key_found), ([], False))
        self.feed.action_forget()
        self.assertIn("not known yet", self._trust())
        self.assertIn("It works", self.feed.action_test()["params"]["message"])

    def test_files_are_fetched_and_put_aside_there(self):
        self._trust()
        big = "\n".join(line(f"1.{number}/1") for number in range(2_000))
        (self.place / "cdr" / "good.csv").write_text(big)
        (self.place / "cdr" / "bad.csv").write_text("a,b")
        self.assertIn("Files taken: 2.", self.feed.action_fetch()["params"]["message"])
        self._run_jobs()
        self.assertEqual(self.feed.import_ids.sorted("name").mapped("stored_count"), [0, 2_000])
        self.feed._run()
        lie = sorted(str(file.relative_to(self.place / "cdr")) for file in self.place.rglob("*") if file.is_file())
        self.assertEqual([name.split("/")[0] for name in lie], [".done", ".failed", ".failed"])
        self.assertEqual([name.split("-")[-1] for name in lie], ["good.csv", "bad.csv", "bad.csv.txt"])
        self.feed.keep = False
        (self.place / "cdr" / "gone.csv").write_text(line("2.1/1"))
        self.feed._run()
        self._run_jobs()
        self.feed._run()
        self.assertFalse(list(self.place.rglob("*gone.csv")))

    def test_a_file_that_another_host_was_faster_to_claim_is_left_to_it(self):
        self._trust()
        (self.place / "cdr" / "a.csv").write_text(line("1.1/1"))
        with self.feed._sftp_place() as place, self.feed._sftp_place() as other:
            drops = [Drop(place, "one"), Drop(other, "two")]
            self.assertEqual([drop.ready("*", {}, 0, 0)[0] for drop in drops], [["a.csv"]] * 2)
            self.assertEqual([bool(drop.claim("a.csv")) for drop in drops], [True, False])

    def test_a_private_key_opens_the_door_too(self):
        pair = paramiko.RSAKey.generate(2048)
        server = self._serve(client_key=pair)
        text = io.StringIO()
        pair.write_private_key(text, password="phrase")
        self.feed.write({"port": server.port, "password": "phrase", "private_key": text.getvalue()})
        self._trust()
        self.assertIn("It works", self.feed.action_test()["params"]["message"])
        self.feed.password = "wrong"
        self.assertIn("passphrase is wrong", self.feed.action_test()["params"]["message"])

    def test_what_goes_wrong_is_told_without_secrets(self):
        self._trust()
        self.feed.password = "not the password"
        with self.assertLogs("paramiko", "DEBUG") as logs:
            message = self.feed.action_fetch()["params"]["message"]
        self.assertIn("Authentication failed", message)
        self.assertNotIn("not the password", message + "".join(logs.output))
        self.feed.write({"password": PASSWORD, "folder": "nowhere"})
        self.assertIn("No such file or directory: nowhere", self.feed.action_fetch()["params"]["message"])
        self.server.close()
        self.assertIn("Connection refused", self.feed.action_fetch()["params"]["message"])
        self.feed.login = False
        self.assertIn("Fill in", self.feed.action_test()["params"]["message"])

    def test_another_host_has_to_be_trusted_anew(self):
        self._trust()
        self.assertTrue(self.feed.host_key)
        self.feed.host = "localhost"
        self.assertFalse(self.feed.host_key)
