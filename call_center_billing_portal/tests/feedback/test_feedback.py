"""Feedback reaches a person, who answers; what the customer said stays."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.call_center_billing.tests.common import BillingCase


@tagged("post_install", "-at_install")
class TestFeedback(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales, cls.clerk = cls._create_user("sales"), cls._create_user("clerk")
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.acme.id, "email": "a@example.com"})

    def _said(self, rating="2", text="Hard to read", subject="service", **thing):
        return self.env["call.feedback"]._send(self.anna, subject, rating, text, **thing)

    def test_it_goes_to_the_salesperson_or_who_answers_disputes_or_a_manager(self):
        manager = self.env["call.balance"]._audit_watcher()
        self.assertEqual(self._said().user_id, manager)
        self.company.call_dispute_user_id = self.clerk
        self.assertEqual(self._said().user_id, self.clerk)
        self.acme.user_id = self.sales
        feedback = self._said()
        self.assertEqual((feedback.user_id, feedback.activity_ids.user_id), (self.sales, self.sales))
        self.assertIn("Hard to read", feedback.activity_ids.note)
        self.acme.user_id = new_test_user(self.env, "outsider", "base.group_user")
        self.assertEqual(self._said().user_id, self.clerk, "who may not read it cannot answer")

    def test_staff_read_of_it_in_their_own_language(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.acme.user_id = self.sales
        swedish = self.env["call.feedback"].with_context(lang="sv_SE")
        feedback = swedish._send(self.anna, "service", "2", "Svårläst")
        self.assertEqual(feedback.activity_ids.summary, "Read the feedback and answer")
        self.sales.lang = "sv_SE"
        self.assertEqual(self._said().activity_ids.summary, "Läs återkopplingen och svara")

    def test_the_answer_goes_to_who_wrote_and_the_activity_is_done(self):
        self.acme.user_id = self.sales
        feedback = self._said().with_user(self.sales)
        with self.assertRaisesRegex(UserError, "Write the answer first"):
            feedback.action_answer()
        feedback.answer = "It is larger now"
        feedback.action_answer()
        self.assertEqual((feedback.state, feedback.answered_by_id), ("answered", self.sales))
        message = feedback.message_ids.filtered(lambda each: "It is larger now" in each.body)
        self.assertEqual(message.author_id, self.sales.partner_id)
        self.assertIn(self.anna, message.sudo().notified_partner_ids | message.partner_ids)
        self.assertFalse(feedback.activity_ids)
        self.assertEqual(feedback._customer_row()["answer"], "It is larger now")
        with self.assertRaisesRegex(UserError, "answer was sent"):
            feedback.answer = "Or not"
        with self.assertRaisesRegex(UserError, "dealt with already"):
            feedback.action_note()
        feedback.action_reopen()
        feedback.answer = "Or not"
        self.assertFalse(feedback._customer_row()["answer"])

    def test_it_may_need_no_answer(self):
        feedback = self._said("5", "").with_user(self.clerk)
        feedback.action_note()
        self.assertEqual((feedback.state, feedback._customer_row()["state"]), ("noted", "Read by us"))

    def test_what_was_said_stays(self):
        feedback = self._said()
        for vals in ({"rating": 5}, {"text": "Fine"}, {"state": "noted"}):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                feedback.with_user(self.clerk).write(vals)
        with self.assertRaises(AccessError):
            feedback.with_user(self.clerk).unlink()
        with self.assertRaisesRegex(UserError, "stays on record"):
            feedback.unlink()

    def test_it_is_seen_within_its_company_and_on_the_customers_page(self):
        feedback = self._said()
        self.assertEqual(self.acme.with_user(self.sales).call_feedback_count, 1)
        found = self.env["call.feedback"].search(self.acme.action_view_call_feedback()["domain"])
        self.assertEqual(found, feedback)
        other = self.env["res.company"].create({"name": "Other"})
        group = "call_center_billing.call_center_billing_group_manager"
        stranger = new_test_user(self.env, "ccb_stranger", group, company_id=other.id, company_ids=[(6, 0, other.ids)])
        self.assertFalse(feedback.with_user(stranger).search([("id", "=", feedback.id)]))
        self.assertFalse(feedback.with_user(new_test_user(self.env, "plain", "base.group_user")).has_access("read"))

    def test_what_cannot_be_taken_is_told(self):
        for rating, text, subject, problem in (
            ("0", "", "service", "five ratings"),
            ("٣", "", "service", "five ratings"),
            ("3", "x" * 2001, "service", "2001 characters"),
            ("3", "", "weather", "what it is about"),
        ):
            with self.assertRaisesRegex(UserError, problem):
                self._said(rating, text, subject)
        for _count in range(5):
            self._said()
        with self.assertRaisesRegex(UserError, "5 of your opinions today"):
            self._said()
