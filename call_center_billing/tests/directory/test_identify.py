"""The first call of an unknown number: an account, or a task for a clerk."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import line
from .common import ANNA, CALLER, DirectoryCase, says


@tagged("post_install", "-at_install")
class TestIdentify(DirectoryCase):
    def test_a_complete_address_opens_an_account(self):
        self._says(ANNA)
        anna = self._identify()
        self.assertRecordValues(
            anna,
            [
                {
                    "name": "Anna Berg",
                    "street": "Storgatan 3",
                    "zip": "111 20",
                    "city": "Stockholm",
                    "country_id": self.env.ref("base.se").id,
                    "is_company": False,
                    "lang": self.company.partner_id.lang,
                    "call_opened_by": "directory",
                    "call_credit_policy": "limited",
                    "call_credit_limit": 1000,
                }
            ],
        )
        self.assertEqual(anna.call_number_ids.mapped("number"), [CALLER])
        self.assertIn("Stand-in", anna.message_ids[0].body)
        self.assertFalse(self._tasks())
        self.assertEqual(self._lookups().partner_id, anna)

    def test_its_call_is_priced_by_the_basic_list(self):
        self._says(ANNA)
        anna = self._identify()
        self.company.call_pricelist_id.call_rate_card_id = self.card
        call = self._call(a_number=CALLER[1:], start=str(fields.Datetime.now() + timedelta(minutes=1)))
        self.assertEqual((call.partner_id, call.state, call.amount), (anna, "rated", 600_000))

    def test_a_known_number_asks_nobody(self):
        directory = self._directory(server := self._stand_in(says(ANNA)))
        self.assertEqual(self._identify("+46812345678"), self.acme)
        self.assertFalse(server.asked)
        self.assertFalse(self.env["call.directory.lookup"].search([("directory_id", "=", directory.id)]))

    def test_the_second_call_has_the_account_of_the_first(self):
        self._directory(server := self._stand_in(says(ANNA)))
        self.assertEqual(self._identify(), self._identify())
        self.assertEqual(len(server.asked), 1)

    def test_what_is_no_number_has_no_account_and_no_task(self):
        self._directory(server := self._stand_in(says(ANNA)))
        tasks = self.env["call.directory.task"].search_count([])
        for number in ("", "anonymous", "+46 70", "0701740605", "+4670174060512345678", "+٤٦٧٠١٧٤٠٦٠٥", False):
            self.assertFalse(self._identify(number))
        self.assertFalse(server.asked)
        self.assertEqual(self.env["call.directory.task"].search_count([]), tasks)

    def test_why_a_clerk_has_to_help(self):
        answers = {
            "incomplete": {**ANNA, "zip": ""},
            "secret": {**ANNA, "hidden": True},
            "foreign": {**ANNA, "country": "NO"},
            "none": {},
        }
        for number, (reason, document) in enumerate(answers.items(), 46701740610):
            with self.subTest(reason):
                directory = self._says(document)
                self.assertFalse(self._identify(f"+{number}"))
                self.assertRecordValues(
                    self._tasks(f"+{number}"),
                    [{"reason": reason, "state": "open", "call_count": 1, "source_id": self.source.id}],
                )
                self.assertEqual(self._tasks(f"+{number}").lookup_ids.directory_id, directory)
                directory.active = False

    def test_a_task_knows_what_the_directory_knew(self):
        self._says({**ANNA, "zip": ""})
        self._identify()
        task = self._tasks()
        self.assertEqual(
            (task.name, task.street, task.city, task.missing), ("Anna Berg", "Storgatan 3", "Stockholm", "Postcode")
        )

    def test_the_name_behind_a_secret_number_is_not_shown(self):
        self._says({**ANNA, "hidden": True})
        self._identify()
        self.assertFalse(self._tasks().name or self._lookups().name or self._lookups().street)
        self.assertTrue(self._tasks().issue_pin)
        with self.assertRaises(AccessError):
            self._lookups().with_user(self._create_user("clerk")).read(["answer"])

    def test_further_calls_count_up(self):
        directory = self._says({})
        for _call in range(3):
            self._identify()
        self.assertEqual(self._tasks().call_count, 3)
        # what it said still holds
        self.assertEqual(len(self._lookups()), 1)
        directory.path_name = "who | other"
        self._identify()
        self.assertEqual((len(self._tasks()), self._tasks().call_count, len(self._lookups())), (1, 4, 2))

    def test_what_a_clerk_filled_in_stays(self):
        directory = self._says({**ANNA, "zip": ""})
        self._identify()
        self._tasks().name = "Anna B"
        directory.path_zip = "missing"
        self._identify()
        self.assertEqual((self._tasks().name, self._tasks().street), ("Anna B", "Storgatan 3"))

    def test_a_later_answer_opens_the_account_and_closes_the_task(self):
        directory = self._says({})
        self._identify()
        directory.active = False
        self._says(ANNA)
        anna = self._identify()
        self.assertEqual(anna.name, "Anna Berg")
        self.assertRecordValues(self._tasks(), [{"state": "done", "partner_id": anna.id}])

    def test_directories_are_asked_in_turn_until_one_knows(self):
        first = self._says({}, sequence=1)
        second = self._says({**ANNA, "zip": ""}, sequence=2)
        third = self._says(ANNA, sequence=3)
        fourth = self._directory(server := self._stand_in(says(ANNA)), sequence=4)
        self.assertEqual(self._identify().zip, "111 20")
        self.assertEqual(self._lookups().directory_id, first | second | third)
        self.assertEqual(self._lookups().mapped("outcome"), ["none", "incomplete", "found"])
        self.assertFalse(server.asked or self.env["call.directory.lookup"].search([("directory_id", "=", fourth.id)]))

    def test_a_directory_is_asked_about_its_own_country_only(self):
        self._directory(server := self._stand_in(says(ANNA)))
        self._identify("+4722334455")
        self.assertFalse(server.asked)
        self.assertEqual(self._tasks("+4722334455").reason, "foreign")

    def test_a_number_of_another_country_is_foreign_when_nobody_knows_it(self):
        self._says({}, country_id=False)
        self._identify("+4722334455")
        self._identify()
        self.assertEqual((self._tasks("+4722334455").reason, self._tasks().reason), ("foreign", "none"))

    def test_a_company_without_a_directory(self):
        self._identify()
        self.assertEqual(self._tasks().reason, "no_directory")

    def test_other_countries_may_count_as_home(self):
        self.company.call_home_country_ids = self.env.ref("base.se") | self.env.ref("base.no")
        self._says({**ANNA, "country": "NO"})
        self.assertEqual(self._identify().country_id.code, "NO")

    def test_a_number_promised_to_another_is_a_clerk_s(self):
        self._says(ANNA)
        self.env["call.number"].create({"number": CALLER, "partner_id": self.acme.id, "valid_from": "2099-01-01"})
        self.assertFalse(self._identify())
        self.assertEqual(self._tasks().reason, "failed")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Anna Berg")]))

    def test_calls_of_before_stay_unknown(self):
        self._says(ANNA)
        call = self._calls(self._import(line("7.7/1", a_number=CALLER[1:], start="2026-03-01 00:00:00")))
        self._identify()
        self.assertEqual(call.state, "unmatched")
