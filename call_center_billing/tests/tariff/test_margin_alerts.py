"""What becomes of margin alerts, and of versions that have them."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import new_test_user, tagged

from .common import GuardCase


@tagged("post_install", "-at_install")
class TestMarginAlerts(GuardCase):
    def test_a_rise_of_cost_is_published_and_told_of_once(self):
        self._publish_prices({"467": 650_000}, self.carrier)
        self.assertEqual(self._found(), {"467": "loss"})
        activity = self.card.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.boss, "Margin alerts"))
        self._publish_prices({"467": 700_000}, self.carrier, valid_from="2026-01-03 00:00:00")
        self._publish_prices({"467": 700_000}, self.carrier, valid_from=fields.Datetime.now() + timedelta(seconds=1))
        self.assertEqual(self._alerts().cost, 700_000)
        self.assertEqual(self.card.activity_ids, activity)

    def test_a_rise_that_is_announced_is_told_of_before_it_comes(self):
        later = fields.Datetime.now().replace(microsecond=0) + timedelta(days=20)
        self._publish_prices({"467": 650_000}, self.carrier, valid_from=later)
        alert = self._alerts()
        self.assertEqual((alert.kind, alert.moment), ("loss", later))

    def test_alerts_that_no_longer_hold_are_closed_and_come_back(self):
        self._publish_prices({"467": 650_000}, self.carrier)
        with patch.object(fields.Datetime, "now", return_value=fields.Datetime.now() + timedelta(seconds=5)):
            self._publish_prices({"467": 300_000}, self.carrier)
            self.assertEqual((self._found(), self._found("closed")), ({}, {"467": "loss"}))
        with patch.object(fields.Datetime, "now", return_value=fields.Datetime.now() + timedelta(seconds=10)):
            self._publish_prices({"467": 650_000}, self.carrier)
            self.assertEqual((self._found(), self._found("closed")), ({"467": "loss"}, {}))

    def test_an_accepted_alert_stays_so_until_it_gets_worse(self):
        self._publish_prices({"467": 650_000}, self.carrier)
        alert = self._alerts().with_user(self.boss)
        wizard = self.env["call.margin.accept"].with_user(self.boss).with_context(active_ids=alert.ids)
        wizard.create({"note": "Agreed until March"}).action_accept()
        self.card.action_check_margins()
        self.assertEqual((alert.state, alert.note, alert.accepted_by_id), ("accepted", "Agreed until March", self.boss))
        with patch.object(fields.Datetime, "now", return_value=fields.Datetime.now() + timedelta(seconds=5)):
            self._publish_prices({"467": 640_000}, self.carrier)
            self.assertEqual(alert.state, "accepted")
        with patch.object(fields.Datetime, "now", return_value=fields.Datetime.now() + timedelta(seconds=9)):
            self._publish_prices({"467": 660_000}, self.carrier)
            self.assertEqual(alert.state, "open")

    def test_what_was_accepted_is_accepted_in_the_next_version_too(self):
        self._publish_prices({"467": 650_000}, self.carrier)
        self._alerts().with_user(self.boss).action_accept("Known")
        with patch.object(fields.Datetime, "now", return_value=fields.Datetime.now() + timedelta(seconds=5)):
            version = self._publish_prices({"467": 600_000})
        alert = self._alerts("accepted")
        self.assertEqual((alert.version_id, alert.note), (version, "Known"))
        self.assertFalse(self._alerts())

    def test_only_managers_accept_and_only_with_a_reason(self):
        self._publish_prices({"467": 650_000}, self.carrier)
        alert = self._alerts()
        for group in ("sales", "clerk"):
            seen = alert.with_user(self._create_user(group))
            self.assertEqual(seen.kind, "loss")
            with self.assertRaisesRegex(AccessError, "Only managers"):
                seen.action_accept("Why not")
            with self.assertRaises(AccessError):
                seen.state = "accepted"
        with self.assertRaisesRegex(UserError, "Say why"):
            alert.with_user(self.boss).action_accept(" ")
        alert.with_user(self.boss).action_accept("Yes")
        alert.with_user(self.boss).action_reopen()
        self.assertEqual((alert.state, alert.note), ("open", False))

    def test_another_company_sees_none_of_it(self):
        self.card.company_id = self.company
        self._publish_prices({"467": 650_000}, self.carrier)
        other = self.env["res.company"].create({"name": "Other"})
        group = "call_center_billing.call_center_billing_group_manager"
        stranger = new_test_user(self.env, "ccb_other", group, company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.assertFalse(self.env["call.margin.alert"].with_user(stranger).search([]))


@tagged("post_install", "-at_install")
class TestStrictGuard(GuardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card.guard_mode = "block"

    def test_bad_prices_are_not_published_and_the_worst_five_are_named(self):
        version = self._draft(self.card, {f"467{digit}": digit * 10_000 for digit in range(8)})
        with self.assertRaises(RedirectWarning) as caught, self.env.cr.savepoint():
            version.with_user(self.boss).action_publish()
        message, action, _button, context = caught.exception.args
        self.assertIn("8 of its prices", message)
        named = [digit for digit in range(8) if f"467{digit} Mobile" in message]
        self.assertEqual(named, [0, 1, 2, 3, 4])
        self.env.invalidate_all()
        self.assertEqual(version.state, "draft")
        server_action = self.env["ir.actions.server"].with_user(self.boss).browse(action)
        opened = server_action.with_context(**context).run()
        self.assertEqual(self.env["call.margin.alert"].search_count(opened["domain"]), 8)

    def test_accepted_alerts_do_not_keep_a_version_back(self):
        version = self._draft(self.card, {"467": 310_000})
        version.with_user(self.boss).action_check_margins()
        alert = self._alerts()
        self.assertEqual((alert.version_id, alert.kind, version.state), (version, "low", "draft"))
        alert.with_user(self.boss).action_accept("A good customer")
        version.with_user(self.boss).action_publish()
        self.assertEqual((version.state, alert.state), ("published", "accepted"))

    def test_a_cost_that_nobody_knows_keeps_nothing_back(self):
        self.assertEqual(self._publish_prices({"467": 600_000, "49": 1}).state, "published")
        self.assertEqual(self._found(), {"49": "unknown"})

    def test_a_supplier_raises_prices_whether_we_like_it_or_not(self):
        self.assertEqual(self._publish_prices({"467": 650_000}, self.carrier).state, "published")
        self.assertEqual(self._found(), {"467": "loss"})
