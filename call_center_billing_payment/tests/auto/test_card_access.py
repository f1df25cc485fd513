"""Who sees and changes what about saved cards."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardAccess(CardCase):
    def _wizard(self, user, **vals):
        """The clerk's form, filled in."""
        wizard = self.env["call.card.agree"].with_user(user).with_context(default_partner_id=self.acme.id)
        with Form(wizard) as form:
            for name, value in vals.items():
                form[name] = value
        return form.save()

    def test_a_clerk_notes_a_consent_with_how_it_is_known(self):
        clerk = self._create_user("clerk")
        wizard = self._wizard(
            clerk, token_id=self.card, auto=True, threshold=5, amount=20, day_cap=100, collect=True, note="By phone"
        )
        wizard.action_agree()
        self.assertEqual((self.acme.call_auto_top_up, self.acme.call_collect_invoices), (True, True))
        consents = self.acme.call_card_consent_ids
        self.assertEqual(set(consents.mapped("by")), {"clerk"})
        self.assertEqual(set(consents.mapped("note")), {"By phone"})
        self.assertEqual(consents.user_id, clerk)
        again = self._wizard(clerk, note="Nothing new")
        again.action_agree()
        self.assertEqual(len(self.acme.call_card_consent_ids), 2, "nothing has changed")
        self._wizard(clerk, auto=False, collect=False, note="By letter").action_agree()
        self.assertFalse(self.acme.call_auto_top_up or self.acme.call_collect_invoices)

    def test_no_consent_without_a_note(self):
        clerk = self._create_user("clerk")
        with self.assertRaisesRegex(UserError, "Write down"):
            self._wizard(clerk, token_id=self.card, collect=True, note=" ").action_agree()
        other = self._card(partner=self._create_customer("Nordic"))
        wizard = self._wizard(clerk, note="x")
        wizard.write({"collect": True, "token_id": other.id})
        with self.assertRaisesRegex(UserError, "saved cards"):
            wizard.action_agree()

    def test_sales_staff_look_and_change_nothing(self):
        self._agree()
        self._cron("top_ups")
        sales = self._create_user("sales")
        charge = self._charges().with_user(sales)
        self.assertEqual(charge.read(["state", "amount"])[0]["state"], "done")
        charge.web_read({"token_id": {"fields": {"display_name": {}}}, "partner_id": {"fields": {"display_name": {}}}})
        self.assertTrue(self.acme.with_user(sales).call_auto_top_up)
        for act in (charge.action_ask_again, charge.action_cancel, charge.action_not_charged):
            with self.assertRaises(AccessError):
                act()
        for change in (
            lambda: charge.write({"state": "cancelled"}),
            lambda: charge.copy(),
            lambda: charge.unlink(),
            lambda: self.env["call.card.agree"].with_user(sales).create({"partner_id": self.acme.id}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_nobody_writes_by_hand_what_was_agreed(self):
        manager = self._create_user("manager")
        for vals in ({"call_auto_top_up": True}, {"call_auto_amount": 5}, {"call_collect_token_id": self.card.id}):
            with self.assertRaises(AccessError):
                self.acme.with_user(manager).write(vals)
        self._agree()
        for change in (lambda consent: consent.write({"text": "x"}), lambda consent: consent.unlink()):
            with self.assertRaises(AccessError):
                change(self.acme.call_card_consent_ids.with_user(manager))
        with self.assertRaises(AccessError):
            self.acme.call_card_consent_ids.write({"text": "x"})

    def test_others_have_no_rights(self):
        self._agree()
        self._cron("top_ups")
        portal = new_test_user(self.env, "ccb_portal", "base.group_portal", partner_id=self._contact().id)
        for user in (portal, self._create_user("switch"), new_test_user(self.env, "ccb_nobody", "base.group_user")):
            for records in (self._charges(), self.acme.call_card_consent_ids):
                with self.subTest(user=user.login, model=records._name), self.assertRaises(AccessError):
                    records.with_user(user).read(["partner_id"])
            with self.assertRaises(AccessError):
                self.acme.with_user(user).read(["call_auto_top_up"])

    def _contact(self):
        return self.env["res.partner"].create({"name": "Desk", "parent_id": self.acme.id})

    def test_another_companys_charges_are_not_seen(self):
        self._agree()
        self._cron("top_ups")
        clerk = self._create_user("clerk")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        clerk.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        self.assertFalse(self.env["call.card.charge"].with_user(clerk).search([]))
        self.assertFalse(self.env["call.card.consent"].with_user(clerk).search([]))

    def test_what_was_announced_can_be_called_off_by_a_clerk(self):
        charge = self.env["call.card.charge"]._intend(self.acme, "collection", 5, self.card, "k", state="planned")
        clerk = self._create_user("clerk")
        charge.with_user(clerk).action_not_charged()
        self.assertEqual(charge.state, "planned", "that is for unclear ones")
        charge.with_user(clerk).action_cancel()
        self.assertEqual(charge.state, "cancelled")
        self.assertIn(clerk.name, charge.reason)

    def test_the_form_of_the_account_opens_for_each(self):
        self._agree()
        self._cron("top_ups")
        view = self.env.ref("call_center_billing.res_partner_view_form_account")
        for group in ("sales", "clerk", "manager"):
            with Form(self.acme.with_user(self._create_user(group)), view) as form:
                self.assertEqual(form.call_card_charge_count, 1)
        action = self.acme.action_view_call_card_charges()
        self.assertEqual(self.env["call.card.charge"].search(action["domain"]), self._charges())
        wizard = self.acme.action_call_card_agree()
        self.assertEqual(wizard["context"]["default_partner_id"], self.acme.id)
