"""An agreement's life: what it sets, how it goes on, how it ends; and who may do what."""

from datetime import date

import polars  # noqa: F401  # it cannot be imported under a frozen clock
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import AgreementCase


@tagged("post_install", "-at_install")
class TestAgreementLife(AgreementCase):
    def _night(self, day):
        with freeze_time(f"{day} 03:00:00"):
            self.env["call.agreement"]._cron_agreements()

    @freeze_time("2026-02-01 08:00:00")
    def test_a_confirmed_quotation_starts_it_on_its_first_day(self):
        agreement = self._agreement(date_start="2026-02-15")
        agreement.order_id.action_confirm()
        self.assertEqual((agreement.state, f"{agreement.date_end}"), ("signed", "2027-02-15"))
        self.assertFalse(agreement.subscription_ids)
        self._night("2026-02-14")
        self.assertEqual(agreement.state, "signed")
        self._night("2026-02-15")
        self.assertEqual(agreement.state, "active")
        self.assertEqual(self._amounts(agreement)["recurring", "2026-02-15"], 150)

    @freeze_time("2026-02-01 08:00:00")
    def test_the_price_on_the_quotation_is_the_one_that_is_charged(self):
        order = self._quotation(price_unit=240, discount=10)
        order.action_confirm()
        agreement = order.call_agreement_id
        self.assertEqual(self._amounts(agreement), {("setup", "2026-02-01"): 500, ("recurring", "2026-02-01"): 216})

    @freeze_time("2026-02-01 08:00:00")
    def test_a_line_of_a_plan_costs_what_the_plan_does(self):
        line = self._quotation().order_line
        self.assertEqual(line.price_unit, 300)
        self.assertIn("Set-up: 500.00", line.name)

    @freeze_time("2026-02-01 08:00:00")
    def test_it_goes_on_for_the_same_term_and_staff_are_reminded_before(self):
        agreement = self._agreement(term_months=12, renewal="same", notice_days=30, remind_days=60)
        agreement.order_id.action_confirm()
        self._night("2026-11-01")
        self.assertFalse(agreement.activity_ids)
        self._night("2026-11-02")
        self._night("2026-11-03")
        self.assertEqual(agreement.activity_ids.date_deadline, date(2027, 1, 1))
        told = [("partner_id", "=", self.acme.id), ("event_id.code", "in", ("agreement_expiry", "renewal"))]
        self.assertEqual(self.env["call.notice"].search(told).event_id.mapped("code"), ["agreement_expiry"])
        self._night("2027-02-01")
        self.assertEqual((agreement.state, f"{agreement.date_end}"), ("active", "2028-02-01"))
        self.assertEqual(len(self.env["call.notice"].search(told)), 2)

    @freeze_time("2026-02-01 08:00:00")
    def test_what_it_set_is_again_as_it_was_when_it_ends(self):
        campaign = self.env["call.campaign"].create({"name": "Spring", "code": "spring", "partner_id": self.acme.id})
        agreement = self._agreement(term_months=1, renewal="none")
        service = {"scope": "inbound", "campaign_id": campaign.id, "pricelist_id": self.offered.id}
        agreement.service_ids = [(0, 0, service)]
        agreement.order_id.action_confirm()
        self.assertEqual((campaign.agreement_id, campaign.pricelist_id), (agreement, self.offered))
        self._night("2026-02-28")
        self.assertEqual(agreement.state, "active")
        self._night("2026-03-01")
        self.assertEqual(agreement.state, "ended")
        self.assertEqual((campaign.agreement_id.id, campaign.pricelist_id.id), (False, False))
        self.assertEqual(self.acme.property_product_pricelist, self.pricelist)
        self.assertNotEqual(self.acme.property_payment_term_id, self.terms)
        subscription = agreement.subscription_ids
        self.assertEqual((subscription.state, f"{subscription.date_end}"), ("ended", "2026-03-01"))

    @freeze_time("2026-02-01 08:00:00")
    def test_what_somebody_changed_meanwhile_stays(self):
        agreement = self._agreement(term_months=1, renewal="none")
        agreement.order_id.action_confirm()
        own = self._create_pricelist("Own")
        self.acme.property_product_pricelist = own
        self._night("2026-03-01")
        self.assertEqual(self.acme.property_product_pricelist, own)

    @freeze_time("2026-02-01 08:00:00")
    def test_only_managers_end_it_before_term_and_notice(self):
        agreement = self._agreement(term_months=12, notice_days=30)
        agreement.order_id.action_confirm()
        wizard = self.env["call.agreement.end"].with_context(active_id=agreement.id)
        clerk, manager = self._create_user("clerk"), self._create_user("manager")
        asked = wizard.with_user(clerk).create({"reason": "Moved"})
        self.assertEqual(f"{asked.day}", "2027-02-01")
        asked.day = "2026-02-20"
        with self.assertRaisesRegex(UserError, "2027-02-01 at the earliest"):
            asked.action_end()
        wizard.with_user(manager).create({"day": "2026-02-20", "reason": "Moved"}).action_end()
        self.assertEqual((agreement.state, agreement.renewal), ("active", "none"))
        self._night("2026-02-20")
        self.assertEqual(agreement.state, "ended")

    @freeze_time("2026-02-01 08:00:00")
    def test_bad_input_is_refused_with_the_reason(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._agreement(date_start="2026-03-01", date_end="2026-03-01")
        agreement = self._agreement()
        with self.assertRaisesRegex(ValidationError, "100 % at most"), self.env.cr.savepoint():
            agreement.sla_ids = [(0, 0, {"metric": "answer", "target": 101})]
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.acme.id})
        with self.assertRaisesRegex(ValidationError, "is made with the account"), self.env.cr.savepoint():
            agreement.copy({"partner_id": contact.id})
        with self.assertRaisesRegex(UserError, "a whole number"), self.env.cr.savepoint():
            self._quotation(product_uom_qty=1.5).action_confirm()
        agreement.order_id.action_confirm()
        with self.assertRaisesRegex(UserError, "was signed: Price List cannot change"):
            agreement.pricelist_id = False
        with self.assertRaisesRegex(UserError, "cannot end before it begins"):
            agreement._give_notice(date(2026, 1, 1), "")
        with self.assertRaisesRegex(UserError, "was signed: end it instead"):
            agreement.order_id._action_cancel()

    def test_a_cancelled_quotation_takes_its_draft_along(self):
        agreement = self._agreement()
        agreement.order_id._action_cancel()
        self.assertEqual(agreement.state, "cancelled")
        self.assertFalse(agreement.order_id.call_agreement_id)

    def test_each_kind_of_user(self):
        agreement = self._agreement()
        for group, rights in {"sales": (True, False), "clerk": (True, False), "manager": (True, True)}.items():
            own = agreement.with_user(self._create_user(group))
            self.assertEqual((own.has_access("write"), own.has_access("unlink")), rights, group)
            self.assertFalse(own.env["call.agreement.measure"].has_access("write"))
        outsiders = [self._create_user("switch")]
        outsiders += [new_test_user(self.env, f"ca_{group}", f"base.group_{group}") for group in ("user", "portal")]
        for user in outsiders:
            self.assertFalse(self.env["call.agreement"].with_user(user).has_access("read"))
        company = self.env["res.company"].create({"name": "Other operator"})
        groups = "call_center_billing.call_center_billing_group_manager"
        other = new_test_user(self.env, "ca_other", groups, company_id=company.id, company_ids=[(6, 0, company.ids)])
        self.assertFalse(self.env["call.agreement"].with_user(other).search_count([]))
        sales = self.env["res.users"].search([("login", "=", "ccb_sales")])
        sales.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        order = self._quotation().with_user(sales)
        order.action_call_agreement()
        order.action_confirm()
        self.assertEqual(order.call_agreement_id.state, "active")
