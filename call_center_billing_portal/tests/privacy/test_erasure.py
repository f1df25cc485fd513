"""Requests for erasure: what holds them, what is erased, what stays."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..access.common import PeopleCase

MAY = datetime(2024, 5, 4, 12)


@tagged("post_install", "-at_install")
class TestErasure(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._create_user("clerk", "call_center_billing.call_center_billing_group_clerk")
        cls.customer_a.write({"email": "a@example.com", "street": "Main Street 1", "phone": "+46812345678"})

    def _ask(self, partner):
        requests = self.env["call.erasure.request"].with_user(self.user_a).sudo(False)
        return requests._ask(partner, "Please").with_user(self.clerk).sudo(False)

    def _settle(self):
        """Invoice, pay, and end everything."""
        invoice = self.invoice(self.customer_a)
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        register.create({})._create_payments()
        self.customer_a.call_number_ids.valid_to = fields.Datetime.now() - timedelta(seconds=1)
        return invoice

    def test_what_is_open_holds_it(self):
        self.import_calls({"seconds": 61, "at": MAY})
        request = self._ask(self.customer_a)
        self.assertEqual(request.state, "held")
        self.assertIn("not invoiced yet", request.holds)
        self.assertIn(self.A_NUMBER, request.holds)
        move = self.invoice(self.customer_a)
        request.invalidate_recordset(["holds"])
        self.assertIn(f"not settled: {move.name}", request.holds)
        self.assertEqual(request.action_carry_out()["tag"], "display_notification")
        self.assertEqual((request.state, self.customer_a.email), ("held", "a@example.com"))

    def test_an_account_is_erased_but_for_what_the_books_need(self):
        self.import_calls({"seconds": 61, "at": MAY}, {"seconds": 62, "at": MAY, "a": self.B_NUMBER})
        self._settle()
        mine = self.env["call.record"].search([("partner_id", "=", self.customer_a.id)])
        other = self.env["call.record"].search([("partner_id", "=", self.customer_b.id)])
        request = self._ask(self.customer_a)
        self.assertEqual((request.state, request.holds), ("asked", False))
        self.assertTrue(request.action_carry_out())
        self.assertEqual(request.state, "done")
        account, contact = self.customer_a, self.sibling.partner_id
        self.assertEqual((account.name, account.street), ("Customer A", "Main Street 1"), "its invoice names them")
        self.assertFalse(account.email or account.phone or contact.email)
        self.assertEqual(contact.name, f"Erased contact {contact.id}")
        self.assertFalse(self.sibling.active or self.user_a.active or account.message_ids)
        self.assertRegex(mine.b_number, r"^\+4670111~[0-9a-f]{8}$")
        self.assertRegex(mine.a_number, r"^\+4681234~[0-9a-f]{8}$")
        self.assertEqual((other.a_number, other.b_number), (self.B_NUMBER, "+46701110001"))
        self.assertIn("bookkeeping law", request.stays)
        self.assertFalse(request.note or request.activity_ids)
        mail = self.env["mail.mail"].search([("subject", "ilike", "erase your data")], limit=1)
        self.assertIn("bookkeeping law", mail.body_html)

    def test_the_name_goes_when_the_books_are_closed(self):
        self.import_calls({"seconds": 61, "at": MAY})
        invoice = self._settle()
        request = self._ask(self.customer_a)
        with freeze_time(datetime(invoice.date.year + 8, 1, 1, 12)):
            self.assertTrue(request.action_carry_out())
        self.assertEqual(self.customer_a.name, f"Erased contact {self.customer_a.id}")
        self.assertFalse(self.customer_a.street)
        self.assertEqual(invoice.amount_residual, 0)

    def test_a_contact_is_erased_alone(self):
        contact = self.colleague.partner_id
        request = self._ask(contact)
        self.assertTrue(request.action_carry_out())
        self.assertEqual((request.state, contact.name), ("done", f"Erased contact {contact.id}"))
        self.assertFalse(contact.email or self.colleague.active)
        self.assertTrue(self.sibling.active and self.customer_a.email)

    def test_the_last_who_manages_users_is_held(self):
        self.sibling.partner_id.call_portal_users = False
        self.assertIn("Nobody else manages", self._ask(self.user_a.partner_id).holds)

    def test_employees_are_not_erased(self):
        contact = self.env["res.partner"].create({"name": "Clerk of ours", "parent_id": self.customer_a.id})
        self._create_user("ours", "base.group_user", partner_id=contact.id)
        with self.assertRaisesRegex(UserError, "work here"):
            self._ask(contact).action_carry_out()

    def test_a_refusal_is_answered(self):
        request = self._ask(self.colleague.partner_id)
        with self.assertRaisesRegex(UserError, "why the data are not erased"):
            request.action_refuse()
        request.answer = "You are a witness."
        request.action_refuse()
        self.assertEqual((request.state, self.colleague.partner_id.name), ("refused", "Colleague"))
        mail = self.env["mail.mail"].search([("subject", "ilike", "erase your data")], limit=1)
        self.assertIn("You are a witness.", mail.body_html)
        with self.assertRaisesRegex(UserError, "decided already"):
            request.action_carry_out()

    def test_who_decides(self):
        request = self._ask(self.colleague.partner_id)
        sales = self._create_user("sales", "call_center_billing.call_center_billing_group_sales")
        self.assertTrue(request.with_user(sales).sudo(False).name)
        for user in (sales, self.user_a, self.user_b):
            with self.assertRaises(AccessError):
                request.with_user(user).sudo(False).action_carry_out()
        with self.assertRaises(AccessError):
            request.with_user(self.user_a).sudo(False).read(["note"])
        with self.assertRaisesRegex(UserError, "stays on record"):
            request.sudo().unlink()
