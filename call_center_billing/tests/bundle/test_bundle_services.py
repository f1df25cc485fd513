"""Bundles of texts, data and agents' time, used by what switches report of them."""

from odoo.tests import tagged

from .common import BundleCase

TEXTS = "Time,From,To,Kind,Much\n" + "".join(
    f"2026-11-22 03:0{minute}:00,46812345678,46701110001,sms,{much}\n" for minute, much in enumerate((2, 1, 4))
)
SESSION = """\
Sun Nov 22 0{hour}:24:03 2026
\tUser-Name = "acme@isp"
\tNAS-IP-Address = 192.0.2.11
\tCalled-Station-Id = "internet"
\tAcct-Status-Type = Stop
\tAcct-Output-Octets = {octets}
\tAcct-Session-Time = 60
\tAcct-Session-Id = "{hour}"
"""
AGENT_LOG = """\
agent_log_id,user,event_time,campaign_id,talk_epoch,talk_sec,dispo_epoch,dispo_sec
815,6666,2026-11-22 03:22:52,SALES,1795317772,68,1795317840,12
816,6666,2026-11-22 03:32:52,SALES,1795318372,60,1795318432,0
"""


@tagged("post_install", "-at_install")
class TestBundleServices(BundleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        draft = cls.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        vals = {"version_id": draft.id, "destination_id": cls.fixed.id}
        for unit, price in (("message", 500_000), ("megabyte", 100_000), ("agent_minute", 450_000)):
            cls.env["call.rate"].create({**vals, "unit": unit, "price": price})
        draft.action_publish()
        cls.env["call.campaign"].create({"name": "Sales", "code": "SALES", "partner_id": cls.acme.id})
        cls.env["call.number"].create(
            {"kind": "account", "number": "acme@isp", "partner_id": cls.acme.id, "valid_from": "2026-01-01 00:00:00"}
        )

    def _bundle(self, service, unit, units, **vals):
        """Acme's bundle of a service, given from the first of the month."""
        bundle = self._create_bundle(units, service=service, unit=unit, classes=("local",), **vals)
        return self._give(bundle)

    def _texts(self):
        """The import of a file of seven texts on three rows."""
        source = self.source.copy({"name": "Texts", "dialect": "mapped_csv"})
        fields = {"Time": "start", "From": "a_number", "To": "b_number", "Kind": "service", "Much": "quantity"}
        self.env["call.source.mapping"].create(
            {
                "source_id": source.id,
                "service_message": "sms, text",
                "column_ids": [
                    (0, 0, {"position": place, "header": header, "field_name": field})
                    for place, (header, field) in enumerate(fields.items(), 1)
                ],
            }
        )
        return source._import_bytes("texts.csv", TEXTS.encode())

    def test_texts_use_a_bundle_of_messages_in_the_order_in_which_they_were_sent(self):
        given = self._bundle("message", "message", 5)
        batch = self._texts()
        self.assertEqual((batch.stored_count, batch.refused_count), (3, 0), batch.reject_ids.mapped("message"))
        self.assertEqual(self._paid(batch), [(2, 0), (1, 0), (2, 1_000_000)])
        calls = self._calls(batch)
        self.assertEqual(calls[2].used, "4 message(s)")
        self.assertIn("Test bundle", calls[2].explanation)
        self.assertIn("Rated again just now: the same price.", calls[2].explanation)
        self.assertEqual(self._grant(given).left_text, "0 messages")
        batch._withdraw("sent by mistake")
        self.assertEqual(self._grant(given).left_text, "5 messages")
        self.assertSound()

    def test_sessions_use_a_bundle_of_megabytes(self):
        given = self._bundle("data", "octet", 4_000_000)
        source = self.source.copy({"name": "RADIUS", "dialect": "radius_detail"})
        text = "\n".join(SESSION.format(hour=hour, octets=2_500_000) for hour in (3, 4))
        batch = source._import_bytes("detail", text.encode())
        self.assertEqual(self._paid(batch), [(2_500_000, 0), (1_500_000, 100_000)])
        self.assertEqual(self._grant(given).granted_text, "4.00 MB")
        self.assertEqual(self._grant(given).left, 0)
        line = self._calls(batch).statement_line_id
        self.assertEqual((line.quantity, line.amount), (5_000_000, 100_000))
        self.assertSound()

    def test_working_time_uses_a_bundle_of_agent_time_in_whole_minutes(self):
        given = self._bundle("agent", "second", 120, increment=60)
        source = self.source.copy({"name": "Agents", "dialect": "vicidial_agent_log"})
        batch = source._import_bytes("log", AGENT_LOG.encode())
        self.assertEqual(self._paid(batch), [(80, 0), (0, 450_000)])
        self.assertEqual(self._grant(given).left_text, "0:00:00")
        self.assertSound()

    def test_a_bundle_of_one_service_pays_for_no_other(self):
        texts = self._bundle("message", "message", 100)
        data = self._bundle("data", "octet", 10**9)
        source = self.source.copy({"name": "Agents", "dialect": "vicidial_agent_log"})
        batch = source._import_bytes("log", AGENT_LOG.encode())
        self.assertEqual(self._paid(batch), [(0, 600_000), (0, 450_000)])
        self.assertEqual((self._grant(texts).used, self._grant(data).used), (0, 0))
