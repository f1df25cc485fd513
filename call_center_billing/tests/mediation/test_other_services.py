"""Sessions of data and agents' time: whose they are, what they cost, and how that is told."""

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import BillingCase, line

SESSION = """\
Sun Nov 22 03:24:03 2026
\tUser-Name = "{user}"
\tNAS-IP-Address = 192.0.2.11
\tCalling-Station-Id = "{station}"
\tCalled-Station-Id = "internet"
\tAcct-Status-Type = {status}
\tAcct-Output-Octets = {octets}
\tAcct-Output-Gigawords = {gigawords}
\tAcct-Session-Time = 3600
\tAcct-Session-Id = "{key}"
"""
AGENT_LOG = """\
agent_log_id,user,event_time,campaign_id,talk_epoch,talk_sec,dispo_epoch,dispo_sec
815,6666,2026-11-22 03:22:52,SALES,1795317772,68,1795317840,12
816,6667,2026-11-22 03:22:52,,1795317772,60,1795317840,0
"""
CLOSER_LOG = """\
closecallid|campaign_id|call_date|length_in_sec|queue_seconds|phone_code|phone_number|user|term_reason
4711|SALES|2026-11-22 03:22:52|68|8.00|46|812345678|6666|CALLER
4712|SALES|2026-11-22 03:22:52|30|30|46|812345678|VDCL|ABANDON
"""


@tagged("post_install", "-at_install")
class TestOtherServices(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = cls._create_destination("Data (test)", "local")
        draft = cls.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        for unit, price in (("megabyte", 100_000), ("agent_minute", 450_000)):
            cls.env["call.rate"].create(
                {"version_id": draft.id, "destination_id": cls.data.id, "unit": unit, "price": price}
            )
        draft.action_publish()
        cls.radius = cls.source.copy({"name": "RADIUS", "dialect": "radius_detail"})

    def _sessions(self, *sessions, **common):
        """The calls of a file of these sessions."""
        plain = {"user": "acme@isp", "station": "E8-40-F2-DF-AF-34", "status": "Stop", "octets": 2_500_000}
        texts = [
            SESSION.format(**plain | {"gigawords": 0, "key": str(number)} | common | session)
            for number, session in enumerate(sessions or ({},))
        ]
        return self._calls(self.radius._import_bytes("detail", "\n".join(texts).encode()))

    def _account(self, name, partner=None, **vals):
        vals = {"valid_from": "2026-01-01 00:00:00", "partner_id": (partner or self.acme).id, **vals}
        return self.env["call.number"].create({"kind": "account", "number": name, **vals})

    def test_a_session_is_priced_by_what_was_sent(self):
        self._account("acme@isp", label="Line at home")
        call = self._sessions({}, {"status": "Start"}, {"gigawords": 2, "octets": 1})
        self.assertEqual(call.mapped("state"), ["rated", "rated"])
        first, large = call
        self.assertEqual((first.service, first.quantity, first.amount), ("data", 2_500_000, 250_000))
        self.assertEqual((first.partner_id, first.number_id.label), (self.acme, "Line at home"))
        self.assertEqual((large.quantity, large.amount), (2 * 2**32 + 1, 858_993_500))
        self.assertEqual((first.used, large.used), ("2.50 MB", "8589.93 MB"))
        self.assertEqual(first.display_name, "acme@isp: 2.50 MB")
        self.assertFalse(first.billed_seconds)
        line = first.statement_line_id
        self.assertEqual((line.call_count, line.quantity, line.unit), (2, 2 * 2**32 + 2_500_001, "megabyte"))
        self.assertEqual((line.talk_seconds, line.billed_seconds), (0, 0))
        self.assertIn("Times: 2, used: 8592.43 MB", line._order_line_text())
        again = self.radius._import_bytes("again", (SESSION.format(**self._plain()) + "\n").encode())
        self.assertEqual((again.stored_count, again.duplicate_count), (0, 1))

    def _plain(self):
        return {"user": "acme@isp", "station": "x", "status": "Stop", "octets": 1, "gigawords": 0, "key": "0"}

    def test_the_price_of_a_session_is_explained_in_megabytes(self):
        self._account("acme@isp")
        text = self._sessions().explanation
        self.assertIn("2.5 MB at 0.1 per 1 MB: 0.25.", text)
        self.assertIn("Rated again just now: the same price.", text)

    def test_a_session_is_its_account_s_else_its_number_s(self):
        other = self._create_customer("Other", "+46850001234")
        calls = self._sessions({"station": "+46850001234"}, {"station": "46850001234", "user": ""})
        self.assertEqual(calls.partner_id, other, "nobody has the account name: the owner of the number pays")
        self._account("acme@isp")
        self.assertEqual(self._sessions({"key": "9", "station": "+46850001234"}).partner_id, self.acme)

    def test_a_hardware_address_is_no_telephone_number(self):
        self.assertEqual(self._sessions().a_number, "E8-40-F2-DF-AF-34")

    def test_an_unknown_account_is_assigned_and_all_its_sessions_billed(self):
        calls = self._sessions({}, {})
        self.assertEqual(calls.mapped("reason"), ["unknown_account"] * 2)
        wizard = (
            self.env["call.account.assign"].with_context(active_ids=calls[:1].ids).create({"partner_id": self.acme.id})
        )
        self.assertEqual((wizard.names, wizard.valid_from), ("acme@isp", calls[0].started_at))
        wizard.with_user(self._create_user("clerk")).action_assign()
        self.assertEqual(calls.mapped("state"), ["rated", "rated"])
        self.assertEqual(calls.number_id.kind, "account")
        self.assertEqual(calls.statement_line_id.quantity, 5_000_000)

    def test_calls_have_no_account_name_to_assign(self):
        call = self._calls(self._import(line("1.1/1", a_number="46850001234", account="acme@isp")))
        wizard = self.env["call.account.assign"].with_context(active_ids=call.ids).create({"partner_id": self.acme.id})
        with self.assertRaisesRegex(UserError, "whose account name is unknown"):
            wizard.action_assign()

    def test_an_agent_s_time_is_the_campaign_s_client_s(self):
        campaign = self.env["call.campaign"].create({"name": "Sales", "code": "SALES", "partner_id": self.acme.id})
        source = self.source.copy({"name": "Agents", "dialect": "vicidial_agent_log"})
        work, nobody = self._calls(source._import_bytes("log", AGENT_LOG.encode()))
        self.assertEqual((work.state, work.partner_id, work.campaign_id), ("rated", self.acme, campaign))
        self.assertEqual((work.service, work.agent, work.amount, work.billed_seconds), ("agent", "6666", 600_000, 80))
        self.assertEqual(work.used, "0:01:20 of agent time")
        self.assertIn("80 s of agent time at 0.45 per 60 s of agent time", work.explanation)
        self.assertEqual((work.statement_line_id.talk_seconds, work.statement_line_id.quantity), (80, 0))
        self.assertEqual((nobody.state, nobody.reason), ("unmatched", "withheld"))

    def test_two_clients_with_one_campaign_code_pay_for_nothing_unasked(self):
        for partner in (self.acme, self._create_customer("Other")):
            self.env["call.campaign"].create({"name": "Sales", "code": "SALES", "partner_id": partner.id})
        source = self.source.copy({"name": "Agents", "dialect": "vicidial_agent_log"})
        work = self._calls(source._import_bytes("log", AGENT_LOG.encode()))[0]
        self.assertEqual((work.state, work.reason), ("unmatched", "unknown_account"))
        self._account("SALES")
        work.action_redo()
        self.assertEqual((work.state, work.partner_id, work.amount), ("rated", self.acme, 600_000))

    def test_a_caller_does_not_pay_for_the_agent(self):
        source = self.source.copy({"name": "Queue", "dialect": "vicidial_closer_log"})
        taken, lost = self._calls(source._import_bytes("log", CLOSER_LOG.encode()))
        self.assertEqual((taken.a_number, taken.state, taken.reason), ("+46812345678", "unmatched", "unknown_account"))
        self.assertEqual(lost.state, "unanswered")
        self._account("SALES", self._create_customer("Client"))
        taken.action_redo()
        self.assertEqual((taken.partner_id.name, taken.amount, taken.queue), ("Client", 450_000, "SALES"))

    def test_what_has_no_rate_of_its_service_is_unrated(self):
        self.pricelist.call_rate_card_id = self._create_card("Calls only", {"": 1})
        self._account("acme@isp")
        self.assertEqual(self._sessions().reason, "no_rate")

    def test_the_bill_and_its_list_of_calls_tell_megabytes(self):
        self._account("acme@isp")
        statement = self._sessions().statement_id
        invoice = statement.action_invoice()
        text = " ".join(str(group) for group in invoice._prepare_call_annex().groups)
        self.assertIn("2.50 MB", text)
        self.assertIn("From acme@isp", text)
        self.assertEqual(invoice._prepare_call_annex().columns[4].label, "Used")

    def test_costs_and_simulations_leave_other_services_alone(self):
        card = self._create_card("Carrier", {"": 100_000})
        card.kind = "cost"
        self.env["call.trunk"].create({"name": "All", "source_id": self.radius.id, "rate_card_id": card.id})
        self._account("acme@isp")
        call = self._sessions({"station": "0850001234"})
        self.assertFalse(call.trunk_id or call.cost_reason)
        call.action_cost_again()
        self.assertFalse(call.trunk_id or call.cost_reason)

    def test_names_of_accounts_and_numbers_are_told_apart(self):
        self.assertEqual(self._account(" acme@isp ").number, "acme@isp")
        with self.assertRaisesRegex(ValidationError, "cannot be empty"):
            self._account("  ")
        account = self._account("other")
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.env.cr.savepoint():
            account.kind = "phone"
            account.flush_recordset()
