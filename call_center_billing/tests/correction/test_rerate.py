"""Calls are rated again: looked at first, approved, then in place or by credit notes and extra invoices."""

from odoo.tests import tagged

from .common import CorrectionCase


@tagged("post_install", "-at_install")
class TestRerate(CorrectionCase):
    def test_the_dry_run_shows_each_call_and_changes_nothing(self):
        calls = self._made()
        self._publish(self.card, price=300_000)
        before = calls.mapped("amount")
        correction = self._correct()
        self.assertEqual((correction.state, correction.line_count, correction.look_count), ("computed", 3, 3))
        self.assertEqual((correction.old_amount, correction.new_amount), (1_800_000, 900_000))
        self.assertEqual(correction.difference, -900_000)
        self.assertEqual(sorted(correction.line_ids.mapped("difference")), [-450_000, -300_000, -150_000])
        self.assertEqual(
            (correction.account_ids.partner_id, set(correction.line_ids.mapped("place"))), (self.acme, {"open"})
        )
        self.env.invalidate_all()
        self.assertEqual(calls.mapped("amount"), before)
        self._check_sums()

    def test_what_is_not_ordered_changes_in_place(self):
        calls = self._made()
        self._publish(self.card, price=300_000)
        self._applied()
        self.env.invalidate_all()
        self.assertEqual(calls.mapped("amount"), [300_000, 150_000, 450_000])
        self.assertEqual((calls.statement_id.amount, len(calls.statement_line_id)), (900_000, 1))
        self.assertEqual((calls.statement_line_id.price, len(calls.statement_id.line_ids)), (300_000, 1))
        self.assertIn("the same price", calls[0].explanation)
        self.assertIn("0.30 instead of 0.60", calls[0].explanation)
        self._check_sums()

    def test_an_order_and_its_draft_change_with_their_calls(self):
        calls = self._made((60,))
        self._publish(self.card, valid_from="2026-11-10 00:00:00", price=300_000)
        self._made((60, 7), start="2026-11-12 10:00:00")
        invoice = calls.statement_id.action_invoice(post=False)
        self.assertEqual((len(invoice.invoice_line_ids), invoice.amount_untaxed), (2, 0.94))
        self._publish(self.card, price=100_000)
        self._publish(self.card, valid_from="2026-11-10 12:00:00", price=100_000)
        self._applied()
        self.assertEqual((invoice.state, invoice.amount_untaxed, len(invoice.invoice_line_ids)), ("draft", 0.21, 1))
        self.assertIn("0.10/min", invoice.invoice_line_ids.name)
        self.assertIn("Calls: 3", invoice.invoice_line_ids.name)
        self._check_sums()
        calls.statement_id.action_invoice()
        self.assertEqual((invoice.state, calls.statement_id.state), ("posted", "invoiced"))
        self._check_sums()

    def test_what_is_invoiced_gives_a_credit_note_linked_to_its_calls(self):
        tax = self.env["account.tax"].create({"name": "25 %", "amount": 25, "type_tax_use": "sale"})
        calls = self._made((60, 31))
        calls.statement_line_id.product_id.taxes_id = tax
        invoice = calls.statement_id.action_invoice()
        self.assertEqual(invoice.amount_untaxed, 0.91)
        self._publish(self.card, price=300_000)
        correction = self._applied()
        note = correction.move_ids
        self.assertEqual((note.move_type, note.state, note.reversed_entry_id), ("out_refund", "posted", invoice))
        # 0.30 + 0.155 is left of 0.91: 0.46 with rounding
        self.assertEqual((note.amount_untaxed, note.amount_tax), (0.45, 0.11))
        self.assertIn("Wrong price", note.ref)
        self.env.invalidate_all()
        self.assertEqual((calls.mapped("amount"), calls.mapped("adjusted")), ([600_000, 310_000], [-300_000, -155_000]))
        self.assertEqual((calls.statement_id.amount, calls.statement_id.net_amount), (910_000, 455_000))
        self.assertEqual(correction.line_ids.move_id, note)
        self.assertAlmostEqual(invoice.amount_residual, invoice.amount_total - note.amount_total)
        self.assertEqual(
            self.env["call.correction.line"].search(note.action_view_corrected_calls()["domain"]).call_id, calls
        )
        self._check_sums()

    def test_a_higher_price_gives_an_extra_invoice(self):
        calls = self._made()
        invoice = calls.statement_id.action_invoice()
        self._publish(self.card, price=900_000)
        extra = self._applied().move_ids
        self.assertEqual((extra.move_type, extra.state, extra.amount_untaxed), ("out_invoice", "posted", 0.9))
        self.assertEqual((extra.invoice_origin, invoice.amount_residual), (invoice.name, 1.8))
        self._check_sums()

    def test_a_second_correction_starts_from_the_first(self):
        calls = self._made()
        calls.statement_id.action_invoice()
        self._publish(self.card, price=900_000)
        self._applied()
        self.assertFalse(self._correct().line_count)
        self._publish(self.card, valid_from="2026-01-03 00:00:00", price=600_000)
        again = self._applied()
        self.assertEqual((again.difference, again.move_ids.move_type), (-900_000, "out_refund"))
        self.env.invalidate_all()
        self.assertEqual(calls.mapped("net_amount"), calls.mapped("amount"))
        self._check_sums()

    def test_only_chosen_calls_are_looked_at(self):
        other = self._create_customer("Other", "+46850001234")
        campaign = self.env["call.campaign"].create({"name": "Spring", "partner_id": self.acme.id, "code": "S"})
        self._made((60,))
        self._made((60,), account="S")
        self._made((60,), a_number="46850001234")
        self._made((60,), b_number="46739990000")
        self._publish(self.card, price=300_000)
        for vals, count in (
            ({}, 4),
            ({"partner_ids": [(6, 0, other.ids)]}, 1),
            ({"campaign_id": campaign.id}, 1),
            ({"prefix": "+46 73"}, 1),
            ({"card_id": self.card.id}, 4),
            ({"pricelist_id": self.pricelist.id, "destination_class": "mobile"}, 4),
        ):
            self.assertEqual(self._correct(**vals).line_count, count, vals)
