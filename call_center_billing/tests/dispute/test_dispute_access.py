"""Clerks decide on disputes, sales staff see them; what is given back is a manager's to approve."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..correction.common import CorrectionCase


@tagged("post_install", "-at_install")
class TestDisputeAccess(CorrectionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk, cls.sales, cls.manager = (cls._create_user(name) for name in ("clerk", "sales", "manager"))

    def _opened(self, user):
        calls = self._made()
        calls.statement_id.action_invoice()
        action = calls[0].with_user(user).action_dispute()
        wizard = self.env[action["res_model"]].with_user(user).with_context(**action["context"])
        wizard = wizard.create({"reason": "price", "description": "Too dear"})
        return self.env["call.dispute"].with_user(user).browse(wizard.action_open()["res_id"])

    def test_a_clerk_opens_and_rejects(self):
        dispute = self._opened(self.clerk)
        self.assertEqual((dispute.partner_id, dispute.call_count), (self.acme, 1))
        dispute.action_review()
        self.assertEqual((dispute.state, dispute.user_id), ("review", self.clerk))
        self.env["call.dispute.settle"].with_user(self.clerk).create(
            {"dispute_id": dispute.id, "how": "reject", "answer": "No"}
        ).action_settle()
        self.assertEqual(dispute.state, "rejected")

    def test_what_a_clerk_gives_back_waits_for_a_manager(self):
        dispute = self._opened(self.clerk)
        self.env["call.dispute.settle"].with_user(self.clerk).create(
            {"dispute_id": dispute.id, "how": "credit", "answer": "Sorry"}
        ).action_settle()
        correction = dispute.correction_ids
        self.assertEqual((dispute.state, correction.state), ("review", "computed"))
        self.assertIn(self.manager, correction.sudo().activity_ids.user_id)
        correction.with_user(self.manager).action_approve()
        self.assertEqual((dispute.state, dispute.amount_credited), ("settled", 600_000))

    def test_sales_staff_see_and_decide_nothing(self):
        dispute = self._opened(self.clerk).with_user(self.sales)
        self.assertEqual(dispute.line_ids.amount, 600_000)
        for act in (dispute.action_review, dispute.action_withdraw):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.env["call.dispute"].with_user(self.sales).create({"partner_id": self.acme.id})
        account = self.acme.with_user(self.sales)
        self.assertEqual(account.call_dispute_count, 1)
        self.assertIn(dispute, self.env["call.dispute"].search(account.action_view_disputes()["domain"]))

    def test_it_stays_on_record_and_within_its_company(self):
        dispute = self._opened(self.clerk)
        with self.assertRaises(AccessError):
            dispute.with_user(self.manager).unlink()
        with self.assertRaisesRegex(UserError, "stays on record"):
            dispute.sudo().unlink()
        other = self.env["res.company"].create({"name": "Other"})
        group = "call_center_billing.call_center_billing_group_manager"
        stranger = new_test_user(self.env, "ccb_stranger", group, company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.assertFalse(dispute.with_user(stranger).search([("id", "=", dispute.id)]))
