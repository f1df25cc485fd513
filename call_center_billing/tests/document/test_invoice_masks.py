"""Called numbers on bills: what the law of the country, the company and the account say."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestInvoiceMasks(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lines = [line("1.1/1"), line("1.1/2", b_number="46731110002")]
        batch = cls.source._import_bytes("test.csv", "\n".join(lines).encode())
        cls.calls = cls.env["call.record"].search([("import_id", "=", batch.id)], order="id")
        cls.move = cls.calls.statement_id.action_invoice()

    def _numbers(self):
        return [call.number for call in self.move._billed_calls()]

    def test_the_company_decides_where_the_law_says_nothing(self):
        self.assertEqual(self._numbers(), ["+46701110•••", "+46731110•••"])
        self.company.call_mask_digits = 0
        self.assertEqual(self._numbers(), ["+46701110001", "+46731110002"])

    def test_the_law_of_the_customers_country_asks_for_more(self):
        self.company.call_mask_digits = 2
        self.acme.country_id = self.env.ref("base.fr")
        self.assertEqual(self._numbers()[0], "+4670111••••")
        self.acme.country_id = self.env.ref("base.at")
        self.assertEqual(self._numbers()[0], "+46701110•••")

    def test_a_customer_without_country_goes_by_the_companys(self):
        self.company.call_mask_digits = 0
        self.env["call.mask.rule"].create({"country_id": self.env.ref("base.se").id, "digits": 5})
        self.acme.country_id = False
        self.assertEqual(self._numbers()[0], "+467011•••••")

    def test_full_numbers_are_for_those_who_asked(self):
        with self.assertRaises(ValidationError):
            self.acme.call_mask_policy = "full"
        self.acme.country_id = self.env.ref("base.at")
        self.acme.write(
            {
                "call_mask_policy": "full",
                "call_mask_asked_by": "Eva Berg, by letter",
                "call_mask_asked_on": "2026-11-02",
            }
        )
        self.assertEqual(self._numbers()[0], "+46701110001")

    def test_an_account_may_want_no_numbers_at_all(self):
        self.acme.call_mask_policy = "hidden"
        self.assertEqual(self._numbers(), ["", ""])

    def test_lines_called_in_confidence_are_never_shown(self):
        self.mobile.hidden_on_bills = True
        self.acme.write(
            {"call_mask_policy": "full", "call_mask_asked_by": "Eva Berg", "call_mask_asked_on": "2026-11-02"}
        )
        self.assertEqual({(call.number, call.destination) for call in self.move._billed_calls()}, {("", "Not shown")})
        self.assertEqual(self.move._call_destinations()[0].name, "Other")
        for kind in ("csv", "xlsx", "pdf"):
            content = self.move._call_list_file(kind)[1]
            self.assertNotIn(b"46701110001", content)
            self.assertNotIn(b"Mobile (test)", content)

    def test_rules_are_kept_by_managers(self):
        rules = self.env["call.mask.rule"]
        rule = rules.search([("country_id", "=", self.env.ref("base.de").id)])
        self.assertEqual((rule.digits, rule.source), (3, "TDDDG, § 11; TKG, § 65"))
        self.assertEqual(rule.with_user(self._create_user("sales")).digits, 3)
        with self.assertRaises(AccessError):
            rule.with_user(self._create_user("clerk")).digits = 1
        rule.with_user(self._create_user("manager")).digits = 4
        self.assertEqual(rule.digits, 4)
