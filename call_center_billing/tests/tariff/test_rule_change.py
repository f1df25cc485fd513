"""Rules of pricing leave a trace: who changed what, when, before and after."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestRuleChange(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("manager")
        cls.log = cls.env["call.rule.change"]

    def _changes(self, record, event="write"):
        domain = [("model", "=", record._name), ("res_id", "=", record.id), ("event", "=", event)]
        return [(change.field_id.name, change.old_value, change.new_value) for change in self.log.search(domain)]

    def test_a_changed_system_rule_takes_effect_at_once_and_is_traced(self):
        self.pricelist.call_rate_card_id = False
        self.company.call_rate_card_id = self.card
        dear = self._create_card("Dear card", {"467": 1_200_000})
        before = self._calls(self._import(line("1.1/1")))
        self.company.with_user(self.manager).sudo().call_rate_card_id = dear
        after = self._calls(self._import(line("1.1/2")))
        self.assertEqual((before.amount, after.amount), (600_000, 1_200_000))
        change = self.log.search([("model", "=", "res.company")], limit=1)
        self.assertEqual((change.old_value, change.new_value), ("Test card", "Dear card"))
        self.assertEqual((change.user_id, change.company_id), (self.manager, self.company))
        self.assertEqual(change.field_id.field_description, "Default Rate Card")

    def test_what_is_written_without_a_change_leaves_no_trace(self):
        self.company.call_rate_card_id = self.card
        count = len(self._changes(self.company))
        self.company.write({"call_rate_card_id": self.card.id, "name": "Other name"})
        self.assertEqual(len(self._changes(self.company)), count)

    def test_price_list_rules_are_traced_from_first_to_last(self):
        item = self.env["product.pricelist.item"].create(
            {"pricelist_id": self.pricelist.id, "compute_price": "percentage", "percent_price": 10}
        )
        self.assertIn(("percent_price", "", "10.0"), self._changes(item, "create"))
        item.percent_price = 12.5
        self.assertEqual(self._changes(item), [("percent_price", "10.0", "12.5")])
        ghost = self.env["product.pricelist.item"].browse(item.id)
        item.unlink()
        self.assertIn(("percent_price", "12.5", ""), self._changes(ghost, "unlink"))
        gone = self.log.search([("model", "=", item._name), ("event", "=", "unlink")], limit=1)
        with self.assertRaisesRegex(UserError, "has been deleted"):
            gone.action_view_record()

    def test_publishing_is_traced_in_words(self):
        version = self._publish(self.card, "2026-03-01 00:00:00")
        self.assertIn(("state", "Draft", "Published"), self._changes(version))
        action = version.action_view_rule_changes()
        self.assertEqual(self.log.search(action["domain"]).mapped("res_id")[0], version.id)

    def test_the_history_is_read_by_managers_and_rewritten_by_nobody(self):
        self.company.call_rate_card_id = self._create_card("Other", {"467": 1})
        change = self.log.search([("model", "=", "res.company")], limit=1)
        self.assertTrue(change.with_user(self.manager).new_value)
        with self.assertRaises(AccessError):
            change.with_user(self._create_user("clerk")).read(["new_value"])
        own = change.with_user(self.manager)
        for forbidden in (own.unlink, lambda: own.write({"old_value": "x"}), lambda: own.copy()):
            with self.assertRaises(AccessError), self.cr.savepoint():
                forbidden()
        other = self.env["res.company"].create({"name": "Other company"})
        self.manager.write({"company_ids": [(4, other.id)]})
        foreign = self.log.with_user(self.manager).with_context(allowed_company_ids=[other.id])
        self.assertNotIn(change, foreign.search([]))
