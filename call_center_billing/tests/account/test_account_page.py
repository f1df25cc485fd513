"""The page where a clerk sees everything of a customer."""

from lxml import etree

from odoo import fields
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import BillingCase, line

FORM = "call_center_billing.res_partner_view_form_account"


@tagged("post_install", "-at_install")
class TestAccountPage(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {group: cls._create_user(group) for group in ("sales", "clerk", "manager")}
        cls.batch = cls.source._import_bytes("test.csv", "\n".join((line("1.1/1"), line("1.2/1"))).encode())
        cls.contact = cls.env["res.partner"].create({"name": "Anna at Acme", "parent_id": cls.acme.id})

    def _bill(self, **vals):
        """Acme's invoice of its calls."""
        move = self.acme.call_statement_ids.action_invoice(**vals)
        if move.state == "draft":
            move.action_post()
        return move

    def _listed(self, action):
        """What the list behind a button shows the clerk."""
        return self.env[action["res_model"]].with_user(self.users["clerk"]).search(action["domain"])

    def test_notes_are_for_colleagues(self):
        with Form(self.acme.with_user(self.users["clerk"]), view=FORM) as page:
            page.comment = "Calls on Mondays"
        self.assertIn("Calls on Mondays", self.acme.with_user(self.users["sales"]).comment)

    def test_each_button_leads_to_what_it_counts(self):
        self._bill(invoice_date=fields.Date.today())
        self.env["account.payment"].create({"partner_id": self.acme.id, "amount": 10, "payment_type": "inbound"})
        acme = self.acme.with_user(self.users["clerk"])
        for name, action in (
            ("call_number_count", acme.action_view_call_numbers()),
            ("call_count", acme.action_view_calls()),
            ("call_order_count", acme.action_view_call_orders()),
            ("call_invoice_count", acme.action_view_call_invoices()),
            ("call_payment_count", acme.action_view_call_payments()),
            ("call_reminder_count", acme.action_view_call_reminders()),
            ("call_block_count", acme.action_view_call_blocks()),
        ):
            with self.subTest(name):
                self.assertEqual(len(self._listed(action)), acme[name])
        self.assertEqual((acme.call_number_count, acme.call_count, acme.call_order_count), (1, 2, 1))
        self.assertEqual((acme.call_invoice_count, acme.call_payment_count, acme.call_reminder_count), (1, 1, 0))

    def test_a_contact_leads_to_its_company_s_account(self):
        self.assertEqual(self.contact.action_open_call_account()["res_id"], self.acme.id)
        self.assertEqual(self.contact.call_number_count, 1)

    def test_orders_of_contacts_are_the_account_s(self):
        self.env["sale.order"].create({"partner_id": self.contact.id})
        self.assertEqual(self.acme.call_order_count, 1)

    def test_numbers_of_the_past_are_not_counted_and_still_listed(self):
        self.acme.call_number_ids.valid_to = "2026-11-22 03:30:00"
        self.assertEqual(self.acme.call_number_count, 0)
        self.assertEqual(len(self._listed(self.acme.action_view_call_numbers())), 1)

    def test_what_is_overdue(self):
        move = self._bill(invoice_date=fields.Date.to_date("2026-01-15"))
        move.invoice_date_due = "2026-02-14"
        self.assertEqual(self.acme.call_overdue, move.amount_residual)
        self.assertGreater(self.acme.call_overdue, 0)
        self.assertEqual(self._listed(self.acme.action_view_call_overdue()), move)
        move.invoice_date_due = fields.Date.add(fields.Date.context_today(move), days=10)
        self.acme.invalidate_recordset(["call_overdue"])
        self.assertEqual(self.acme.call_overdue, 0)

    def test_calls_in_progress_and_refused_ones(self):
        now = fields.Datetime.now()
        asked = {"source_id": self.source.id, "company_id": self.company.id, "partner_id": self.acme.id}
        holds = [
            asked | {"call_id": f"h{minutes}", "begun_at": now, "expires_at": fields.Datetime.add(now, minutes=minutes)}
            for minutes in (-1, 5)
        ]
        self.env["call.hold"].create(holds)
        denial = {"call_id": "d1", "decision": "deny", "reason": "blocked", "asked_at": now}
        self.env["call.denial"].create(asked | denial)
        acme = self.acme.with_user(self.users["clerk"])
        self.assertEqual((acme.call_live_count, acme.call_denial_count), (1, 1), "one has expired")
        self.assertEqual(len(self._listed(acme.action_view_call_holds())), 2)
        self.assertEqual(self._listed(acme.action_view_call_denials()).call_id, "d1")

    def test_the_balance_stands_beside_the_limit(self):
        form = Form(self.acme.with_user(self.users["sales"]), view=FORM)
        used = form.call_credit_limit + form.call_receivable - form.call_uninvoiced - form.call_reserved
        self.assertGreater(form.call_uninvoiced, 0)
        self.assertAlmostEqual(form.call_available, used)

    def test_the_list_holds_customers_with_numbers_and_no_contacts(self):
        domain = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_account_action")["domain"]
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        accounts = self.env["res.partner"].search(safe_eval(domain))
        self.assertIn(self.acme, accounts)
        self.assertFalse(accounts & (self.contact + supplier))

    def test_found_by_number_and_by_the_first_digits_of_the_pin(self):
        pin, _digits = self.env["call.pin"].with_user(self.users["clerk"])._issue(self.acme)
        search = etree.fromstring(self.env.ref("call_center_billing.res_partner_view_search_account").arch)
        for name, typed in (("call_number_ids", "81234567"), ("call_pin_ids", pin.code[:4])):
            domain = search.find(f".//field[@name='{name}']").get("filter_domain")
            found = self.env["res.partner"].search(safe_eval(domain, {"self": typed}))
            with self.subTest(name):
                self.assertIn(self.acme, found)

    def test_everybody_at_work_opens_it_and_sales_without_the_books(self):
        for group, user in self.users.items():
            with self.subTest(group):
                form = Form(self.acme.with_user(user), view=FORM)
                self.assertEqual(form.call_number_count, 1)
                arch = self.env["res.partner"].with_user(user).get_view(self.env.ref(FORM).id)["arch"]
                self.assertEqual("action_view_call_payments" in arch, group != "sales")
                self.assertEqual("action_issue_call_pin" in arch, group != "sales")

    def test_a_customer_is_made_there_with_its_first_number(self):
        form = Form(self.env["res.partner"].with_user(self.users["sales"]), view=FORM)
        form.name = "Karin Ek"
        with form.call_number_ids.new() as number:
            number.number = "+46840050062"
        karin = form.save()
        self.assertEqual(karin.call_number_ids.mapped("number"), ["+46840050062"])

    def test_from_the_contact_form_too(self):
        form = Form(self.acme.with_user(self.users["sales"]), view="base.view_partner_form")
        self.assertFalse(form.call_blocked)
        arch = (
            self.env["res.partner"].with_user(self.users["sales"]).get_view(self.env.ref("base.view_partner_form").id)
        )
        self.assertIn("action_open_call_account", arch["arch"])
