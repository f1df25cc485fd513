"""Single calls are credited once, drafts are changed before they are sent; all sums stay equal."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CorrectionCase


@tagged("post_install", "-at_install")
class TestCredit(CorrectionCase):
    def _draft(self, seconds=(60, 30, 90)):
        calls = self._made(seconds)
        return calls, calls.statement_id.action_invoice(post=False)

    def _change(self, invoice, **vals):
        wizard = self.env["call.invoice.change"].create({"move_id": invoice.id, "reason": "Agreed", **vals})
        wizard.action_change()
        return invoice.call_change_ids.sorted("id")[-1:]

    def test_an_invoiced_call_is_credited_by_a_note_that_leads_to_it(self):
        calls = self._made()
        invoice = calls.statement_id.action_invoice()
        invoice.call_dispatch = "sent"
        correction = self._credit(calls[0])
        note = correction.move_ids
        self.assertEqual(note.call_dispatch, "queued", "it goes the way of its invoice")
        self.assertEqual((correction.state, note.move_type, note.amount_untaxed), ("done", "out_refund", 0.6))
        self.assertEqual((note.reversed_entry_id, correction.line_ids.move_id), (invoice, note))
        self.env.invalidate_all()
        self.assertEqual((calls[0].amount, calls[0].adjusted, calls[0].net_amount), (600_000, -600_000, 0))
        self.assertIn(note.name, calls[0].explanation)
        self._check_sums()
        with self.assertRaisesRegex(UserError, "Nothing is charged for 1 of these 1 calls"):
            self._credit(calls[0])

    def test_parts_add_up_to_the_whole_and_no_further(self):
        calls = self._made()
        calls.statement_id.action_invoice()
        self._credit(calls[2], how="percent", percent=50)
        self._credit(calls[2], how="amount", amount=200_000)
        self.assertEqual(calls[2].net_amount, 250_000)
        with self.assertRaisesRegex(UserError, "charged at 0.25"):
            self._credit(calls[2], how="amount", amount=250_001)
        self._credit(calls[2], how="amount", amount=250_000)
        self.assertEqual(calls[2].net_amount, 0)
        self._check_sums()

    def test_a_call_that_is_not_invoiced_is_no_longer_charged(self):
        calls = self._made()
        self._credit(calls[0])
        self._credit(calls[1], how="percent", percent=50)
        self.env.invalidate_all()
        self.assertEqual(calls.mapped("amount"), [0, 150_000, 900_000])
        self.assertEqual((calls.statement_id.call_count, calls.statement_id.amount), (2, 1_050_000))
        self.assertFalse(calls[0].statement_line_id)
        self.assertIn("Bad line", calls[0].explanation)
        self._check_sums()
        invoice = calls.statement_id.action_invoice()
        self.assertEqual(invoice.amount_untaxed, 1.05)
        self._check_sums()

    def test_documents_that_corrections_rest_on_stay_posted(self):
        calls = self._made()
        invoice = calls.statement_id.action_invoice()
        invoice.button_draft()
        invoice.action_post()
        note = self._credit(calls[0], how="percent", percent=50).move_ids
        with self.assertRaisesRegex(UserError, "was made by correction"):
            note.button_draft()
        with self.assertRaisesRegex(UserError, "charged by other documents since"):
            invoice.button_draft()

    def test_what_was_credited_by_hand_is_not_charged_again_by_rating(self):
        calls = self._made()
        calls.statement_id.action_invoice()
        self._credit(calls[0], how="percent", percent=50)
        self._publish(self.card, price=900_000)
        correction = self._applied()
        self.assertEqual((correction.line_count, correction.left_count), (2, 1))
        self._check_sums()

    def test_clerks_propose_credits_and_managers_agree(self):
        calls = self._made()
        clerk = self._create_user("clerk")
        wizard = self.env["call.record.credit"].with_user(clerk)
        wizard = wizard.create({"call_ids": [(6, 0, calls[0].ids)], "reason": "Bad line"})
        correction = self.env["call.correction"].browse(wizard.action_credit()["res_id"])
        self.assertEqual((correction.state, calls[0].amount), ("computed", 600_000))
        manager = self._create_user("manager")
        self.env.ref("call_center_billing.call_center_billing_group_manager").invalidate_recordset()
        with self.assertRaises(AccessError):
            correction.with_user(clerk).action_approve()
        correction.with_user(manager).action_approve()
        self.env.invalidate_all()
        self.assertEqual((correction.state, calls[0].amount, correction.approved_by_id), ("done", 0, manager))

    def test_a_lower_price_on_a_draft_rates_its_calls_anew(self):
        calls, invoice = self._draft()
        other = self._made((60,), start="2026-10-05 10:00:00")
        change = self._change(invoice, what="price", new_price=200_000)
        self.env.invalidate_all()
        self.assertEqual((invoice.amount_untaxed, calls.mapped("amount")), (0.6, [200_000, 100_000, 300_000]))
        self.assertEqual((calls[0].fixed_price, other.amount), (200_000, 600_000))
        self.assertEqual((change.kind, change.computed_by_id), ("invoice", self.env.user))
        self.assertIn("Agreed", invoice.message_ids[:1].body)
        self.assertIn("the same price", calls[0].explanation)
        self._check_sums()

    def test_a_discount_on_a_draft_comes_on_top(self):
        calls, invoice = self._draft()
        self._change(invoice, what="discount", percent=50, destination_class="mobile")
        self._change(invoice, what="discount", percent=10)
        self.env.invalidate_all()
        self.assertEqual((calls[0].discount, calls[0].amount, invoice.amount_untaxed), (550_000, 270_000, 0.81))
        self.assertEqual(invoice.call_change_count, 2)
        self._check_sums()

    def test_calls_are_taken_off_a_draft_for_good_or_for_later(self):
        calls, invoice = self._draft()
        self._change(invoice, what="drop", call_ids=[(6, 0, calls[0].ids)])
        self._change(invoice, what="drop", call_ids=[(6, 0, calls[1].ids)], then="later")
        self.env.invalidate_all()
        self.assertEqual((invoice.amount_untaxed, calls[0].amount, calls[1].amount), (0.9, 0, 300_000))
        self.assertNotEqual(calls[1].statement_id, calls[2].statement_id)
        self.assertEqual((calls[1].statement_id.state, calls[1].statement_id.amount), ("open", 300_000))
        self._check_sums()
        self._change(invoice, what="drop", call_ids=[(6, 0, calls[2].ids)])
        self.assertEqual((invoice.state, calls[2].statement_id.state), ("cancel", "open"))
        self._check_sums()

    def test_goodwill_is_a_line_of_its_own_on_order_and_invoice(self):
        calls, invoice = self._draft()
        with self.assertRaisesRegex(UserError, "not above that"):
            self._change(invoice, what="goodwill", goodwill=2)
        self._change(invoice, what="goodwill", goodwill=0.5)
        order = calls.statement_id.order_id
        self.assertEqual((invoice.amount_untaxed, order.amount_untaxed), (1.3, 1.3))
        self.assertIn("Goodwill: Agreed", invoice.invoice_line_ids[-1:].name)
        invoice.action_post()
        self.assertEqual((order.invoice_status, calls.statement_id.state), ("invoiced", "invoiced"))
        with self.assertRaisesRegex(UserError, "no draft any more"):
            self._change(invoice, what="price", new_price=1)
