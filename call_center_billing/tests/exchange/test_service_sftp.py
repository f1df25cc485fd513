"""A service with an SFTP server: a real one, on this machine."""

import json

import paramiko

from odoo import fields
from odoo.tests import tagged

from ..mediation.sftp_server import LOGIN, PASSWORD, Server
from .common import ServiceCase


@tagged("post_install", "-at_install")
class TestServiceSftp(ServiceCase):
    def setUp(self):
        super().setUp()
        self.remote = self.folder / "remote"
        (self.remote / "drop").mkdir(parents=True)
        self.server = Server(self.remote)
        self.addCleanup(self.server.close)
        access = {"host": "127.0.0.1", "port": self.server.port, "login": LOGIN, "password": PASSWORD}
        self.service.write({"kind": "sftp", "folder": "drop", **access})

    def _try(self):
        return self.service.action_try()["params"]["message"]

    def _trust(self):
        self._try()
        self.service.action_trust()

    def test_an_unknown_server_is_told_nothing(self):
        self.assertIn(self.server.host_key.fingerprint, self._try())
        self._invoice()
        self._run_jobs()
        self.assertEqual((self.server.heard, self._messages().state), ([], "waiting"))
        self.service.action_trust()
        self.assertIn("It works", self._try())
        self.server.host_key = paramiko.ECDSAKey.generate()
        self.assertIn("its key has changed", self._try())
        self.service.action_forget()
        self.assertIn("not known yet", self._try())

    def test_invoices_are_laid_there_and_messages_fetched(self):
        self._trust()
        move = self._invoice()
        self._run_jobs()
        message = self._messages()
        self.assertEqual(message.state, "done", message.error)
        names = sorted(path.name for path in (self.remote / "drop/out").iterdir())
        self.assertEqual([name.rpartition(".")[2] for name in names], ["csv", "pdf", "xml"])
        self.assertEqual((self.remote / "drop/out" / names[1]).read_bytes(), b"%PDF-1.7 paper")
        said = [self._about(move), self._about(move, "reminder", "r1", amount=None, currency=None, level="2")]
        (self.remote / "drop/in/x.json").write_text(json.dumps(said))
        self.service._let_a_job_work()
        self._run_jobs()
        self.assertEqual((move.payment_state, self._inbound("r1").level), ("paid", 2))
        self.assertEqual([path.parent.name for path in self.remote.rglob("*x.json")], [".done"])

    def test_a_half_laid_file_is_laid_again(self):
        self._trust()
        self._invoice()
        out = self.remote / "drop/out"
        out.mkdir()
        message = self._messages()
        (out / f"{message._base_name()}.pdf").write_bytes(b"%P")
        self._run_jobs()
        self.assertEqual((out / f"{message._base_name()}.pdf").read_bytes(), b"%PDF-1.7 paper")
        self.assertEqual([path.name for path in out.glob(".*")], [])

    def test_a_server_that_is_gone_is_asked_again_and_says_no_secret(self):
        self._trust()
        self.server.close()
        self._invoice()
        self._run_jobs()
        message = self._messages()
        self.assertEqual((message.state, message.attempts), ("waiting", 1))
        self.assertIn("Connection refused", message.error)
        self.assertNotIn(PASSWORD, message.error)
        self.assertGreater(message.next_try, fields.Datetime.now())
