"""Work that is entered, and files of it."""

import base64

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CampaignCase

HEAD = "day,campaign,agent,kind,quantity\n"


@tagged("post_install", "-at_install")
class TestCampaignWork(CampaignCase):
    def _load(self, text, user="clerk"):
        users = self.env["res.users"].search([("login", "=", f"ccb_{user}")]) or self._create_user(user)
        wizard = self.env["call.campaign.work.import"].with_user(users)
        data = text if isinstance(text, bytes) else text.encode()
        return wizard.create({"file": base64.b64encode(data), "filename": "work.csv"})

    def _there(self):
        found = self.campaign.activity_work_ids.sorted(lambda work: (work.day, work.kind))
        return [(f"{work.day}", work.agent, work.kind, work.quantity) for work in found]

    def test_a_file_is_loaded_and_may_be_loaded_again(self):
        self._load(HEAD + "2026-10-01,spring,anna,sale,3\n\n2026-10-02,spring,,Mails,12\n").action_import()
        self.assertEqual(self._there(), [("2026-10-01", "anna", "sale", 3), ("2026-10-02", "", "mail", 12)])
        self._load(HEAD.replace(",", ";") + "2026-10-01;spring;anna;sale;4\n").action_import()
        self.assertEqual(self._there()[0], ("2026-10-01", "anna", "sale", 4))
        self.assertEqual(len(self._there()), 2)

    def test_a_fault_names_line_field_and_reason_and_nothing_is_loaded(self):
        cases = {
            "2026-13-01,spring,anna,sale,3": "Line 3, Day: “2026-13-01” is no day",
            "2026-10-02,autumn,anna,sale,3": "Line 3, Campaign: no campaign has the account code “autumn”",
            "2026-10-02,spring,anna,hug,3": "Line 3, Kind: “hug” is none of sale, chat",
            "2026-10-02,spring,anna,sale,-3": "Line 3, Quantity: “-3” is no whole number",
            "2026-10-02,spring,anna,sale,": "Line 3, Quantity: it is missing",
            "2026-10-01,spring,anna,sale,5": "line 2 tells of the same day, agent and kind",
        }
        for bad, said in cases.items():
            wizard = self._load(f"{HEAD}2026-10-01,spring,anna,sale,3\n{bad}\n")
            with self.subTest(bad), self.assertRaisesRegex(UserError, said):
                wizard.action_import()
            self.assertIn(bad.split(",")[0] if "13" in bad else "Line", wizard.preview)
        self.assertFalse(self._there())

    def test_a_file_that_is_none_is_refused_with_the_reason(self):
        cases = {
            b"": "must name the columns; missing: day, campaign, kind, quantity",
            b"day,agent\n": "missing: campaign, kind, quantity",
            HEAD.encode(): "no lines below",
            HEAD.encode() + b"2026-10-01,spring,\xe5sa,sale,1\n": "Line 2 is not in UTF-8",
        }
        for data, said in cases.items():
            with self.subTest(data), self.assertRaisesRegex(UserError, said):
                self._load(data).action_import()

    def test_a_code_of_two_clients_needs_the_client(self):
        other = self._create_customer("Other")
        self.env["call.campaign"].create({"name": "Spring too", "code": "spring", "partner_id": other.id})
        with self.assertRaisesRegex(UserError, "name the client"):
            self._load(HEAD + "2026-10-01,spring,anna,sale,3\n").action_import()
        self._load("client," + HEAD + "Acme,2026-10-01,spring,anna,sale,3\n").action_import()
        self.assertEqual(len(self._there()), 1)

    def test_the_same_count_is_there_once(self):
        self._work("2026-10-12", "sale", 5)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._work("2026-10-12", "sale", 6)

    def test_a_count_below_nothing_is_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._work("2026-10-12", "sale", -1)

    def test_only_clerks_load_files(self):
        with self.assertRaises(UserError):
            self._load(HEAD, user="sales")
