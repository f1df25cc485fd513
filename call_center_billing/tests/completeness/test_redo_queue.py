"""What calls waited for comes, and they are sent through again by themselves."""

from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.completeness import call_redo
from ..common import BillingCase

UNKNOWN = "+46850001234"


@tagged("post_install", "-at_install")
class TestRedoQueue(BillingCase):
    def setUp(self):
        super().setUp()
        self.env["call.redo"].search([]).unlink()

    def _run(self):
        """Let the scheduler do what is queued.

        :return: how many changes were queued
        """
        count = self.env["call.redo"].search_count([])
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_redo_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertFalse(self.env["call.redo"].search([]))
        return count

    def _unrated(self, **vals):
        call = self._call(b_number="4791234567", **vals)
        self.assertEqual(call.state, "unrated")
        return call

    def _card_with_norway(self, name="With Norway"):
        return self._create_card(name, {"467": 600_000, "479": 900_000})

    def test_a_number_that_gets_an_owner_brings_its_calls_through(self):
        call = self._call(a_number=UNKNOWN)
        before = self._call(a_number=UNKNOWN, start="2025-12-31 10:00:00")
        self._create_customer("Newcomer", UNKNOWN)
        self.assertEqual(self._run(), 1)
        self.assertEqual((call.state, call.amount, before.state), ("rated", 600_000, "unmatched"))

    def test_an_owner_from_an_earlier_day_on_brings_more_calls_through(self):
        call = self._call(a_number=UNKNOWN, start="2025-12-31 10:00:00")
        customer = self._create_customer("Newcomer", UNKNOWN)
        self.company.call_rate_card_id = False
        customer.call_number_ids.valid_from = "2025-01-01 00:00:00"
        self._run()
        self.assertEqual((call.partner_id, call.reason), (customer, "no_version"))

    def test_a_published_version_rates_the_calls_that_waited_for_it_and_no_others(self):
        call, earlier = self._unrated(), self._unrated(start="2026-01-01 10:00:00")
        rated = self._call()
        draft = self.card.version_ids.copy({"valid_from": "2026-02-01 00:00:00"})
        draft.rate_ids = [(0, 0, {"prefix": "479", "destination_id": self.mobile.id, "price": 900_000})]
        draft.rate_ids.filtered(lambda rate: rate.prefix == "467").price = 5_000_000
        draft.action_publish()
        self.assertEqual(self._run(), 1)
        self.assertEqual((call.state, call.amount, earlier.state), ("rated", 900_000, "unrated"))
        self.assertEqual(rated.amount, 600_000, "what has a price keeps it")

    def test_a_version_of_the_default_card_rates_calls_of_lists_without_a_card(self):
        plain = self._create_pricelist("No card")
        self._create_customer("Plain", UNKNOWN, pricelist=plain)
        call = self._call(a_number=UNKNOWN)
        self.assertEqual(call.reason, "no_card")
        self.company.call_rate_card_id = self._create_card("Default", {"46": 120_000})
        self.assertEqual(self._run(), 1)
        self.assertEqual((call.state, call.amount), ("rated", 120_000))

    def test_price_lists_of_customer_group_campaign_and_number_bring_calls_through(self):
        pricelist = self._create_pricelist("Norway", self._card_with_norway())
        group = self.env["call.customer.group"].create({"name": "Group", "pricelist_id": pricelist.id})
        number = self.acme.call_number_ids

        def by_campaign():
            vals = {"name": "Spring", "partner_id": self.acme.id, "code": "S", "pricelist_id": pricelist.id}
            self.env["call.campaign"].create(vals)

        def by_group():
            number.pricelist_id = False
            self.acme.specific_property_product_pricelist = False
            self.acme.call_group_id = group

        for change in (by_campaign, lambda: number.write({"pricelist_id": pricelist.id}), by_group):
            call = self._call(b_number="4798765432", account="S")
            if call.state == "rated":  # by the campaign's list, which holds from now on
                call.write({"state": "unrated", "reason": "no_rate", "statement_line_id": False})
            change()
            self._run()
            self.assertEqual((call.state, call.amount), ("rated", 900_000))

    def test_another_card_of_the_customer_s_list_brings_calls_through(self):
        call = self._unrated()
        self.pricelist.call_rate_card_id = self._card_with_norway()
        self._run()
        self.assertEqual((call.state, call.amount), ("rated", 900_000))

    def test_a_change_that_no_call_waits_for_queues_nothing(self):
        self._call()
        self._publish(self.card)
        self._create_customer("Newcomer", UNKNOWN)
        self.assertFalse(self.env["call.redo"].search([]))

    def test_the_same_change_twice_is_queued_once(self):
        self._unrated()
        for name in ("One", "Two"):
            self.pricelist.call_rate_card_id = self._card_with_norway(name)
        self.assertEqual(self._run(), 1)

    def test_many_calls_are_sent_through_group_by_group(self):
        calls = self.env["call.record"].union(*(self._call(a_number=UNKNOWN) for _number in range(5)))
        self._create_customer("Newcomer", UNKNOWN)
        sizes, redo = [], type(calls)._redo

        def noted(group):
            sizes.append(len(group))
            return redo(group)

        with patch.object(call_redo, "GROUP", 2), patch.object(type(calls), "_redo", noted):
            self._run()
        self.assertEqual(sizes, [2, 2, 1])
        self.assertEqual(set(calls.mapped("state")), {"rated"})
        self.assertEqual(calls.statement_id.amount, 3_000_000)

    def test_an_import_that_is_in_the_way_goes_first(self):
        call = self._call(a_number=UNKNOWN)
        self._create_customer("Newcomer", UNKNOWN)
        with (
            self.enter_registry_test_mode(),
            patch.object(type(self.env["call.redo"]), "_step", side_effect=SerializationFailure("busy")),
        ):
            self.env.ref("call_center_billing.call_redo_cron").method_direct_trigger()
        self.assertTrue(self.env["call.redo"].search([]))
        self._run()
        self.assertEqual(call.state, "rated")

    def test_a_change_that_fails_does_not_hold_up_the_others(self):
        first, second = self._call(a_number=UNKNOWN), self._call(a_number="46850001235")
        self._create_customer("Newcomer", UNKNOWN)
        self._create_customer("Other", "+46850001235")
        redo = type(first)._redo

        def failing(calls):
            if first in calls:
                raise UserError(self.env._("No article"))
            return redo(calls)

        cron = self.env.ref("call_center_billing.call_redo_cron")
        with (
            self.enter_registry_test_mode(),
            patch.object(type(first), "_redo", failing),
            self.assertLogs("odoo.addons.call_center_billing.models.completeness.call_redo", "WARNING") as log,
        ):
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertIn("No article", log.output[0])
        self.assertEqual((first.state, second.state), ("unmatched", "rated"))
        self._run()
        self.assertEqual(first.state, "rated")
