"""Invoices are drawn on their due date: announced, never more than open, tried again, and then reminded of."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import CardCase


@tagged("post_install", "-at_install")
class TestCardCollect(CardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.write({"call_policy": "postpaid", "call_credit_policy": "unlimited"})
        cls.today = fields.Date.context_today(cls.acme)
        cls.company.write({"call_collect_notice_days": 3, "call_collect_retry_days": "3, 5"})

    def _invoice(self, due=3, seconds=300, **vals):
        """A posted invoice of calls, due in so many days: 3.00."""
        move = self._used(seconds=seconds, **vals).statement_id.action_invoice(post=False)
        move.invoice_payment_term_id = False
        day = self.today + timedelta(days=due)
        move.write({"invoice_date": min(day, self.today), "invoice_date_due": day})
        move.action_post()
        return move

    def _announce(self):
        self._cron("collect")
        return self._charges()

    def _day(self, days=3):
        """So many days later: what is announced is drawn when its day has come."""
        for charge in self._charges(state="planned"):
            charge.date -= timedelta(days=days)
        self._cron()

    def test_an_invoice_is_announced_and_drawn(self):
        self._agree_invoices()
        move = self._invoice()
        far = self._invoice(due=20, start="2026-10-20 10:00:00")
        charge = self._announce()
        self.assertEqual((charge.state, charge.amount, charge.invoice_id), ("planned", 3, move))
        self.assertEqual(charge.date, move.invoice_date_due)
        [notice] = self._notices("card_collection")
        self.assertEqual((notice.values["amount"], notice.values["date"]), (3_000_000, str(charge.date)))
        self._announce()
        self._cron()
        self.assertEqual((len(self._charges()), self.gateway.asked), (1, []), "not before the day")
        self._day()
        self.assertEqual(charge.state, "done")
        self.assertTrue(move.currency_id.is_zero(move.amount_residual))
        self.assertEqual(far.amount_residual, 3)
        self._announce()
        self.assertEqual(len(self._charges()), 1)

    def test_nothing_is_drawn_without_consent_or_after_it_was_taken_back(self):
        self._invoice()
        self.assertFalse(self._announce())
        self._agree_invoices()
        charge = self._announce()
        self.acme._call_end_collect("customer")
        self.assertEqual(charge.state, "cancelled")
        self._day()
        self.assertFalse(self.gateway.asked)

    def test_who_is_late_is_told_in_time_all_the_same(self):
        move = self._invoice(due=-10)
        self._agree_invoices()
        self.assertEqual(self._announce().date, self.today + timedelta(days=3))
        self.assertEqual(move._call_pause(self.today), "card")

    def test_what_was_paid_or_credited_meanwhile_is_not_drawn(self):
        self._agree_invoices()
        move = self._invoice()
        charge = self._announce()
        self._pay(1)
        self._day()
        self.assertEqual((charge.state, charge.amount), ("done", 2))
        other = self._invoice(start="2026-10-20 10:00:00")
        second = self._announce()[-1]
        other._reverse_moves([{"invoice_date": self.today}], cancel=True)
        self._day()
        self.assertEqual((second.state, len(self.gateway.charges)), ("cancelled", 1))
        self.assertEqual(move.payment_state, "paid" if move.payment_state == "paid" else "in_payment")

    def test_money_that_was_not_used_counts(self):
        self._agree_invoices()
        self.company.call_apply_money = False
        move = self._invoice()
        charge = self._announce()
        self._pay(2.5)
        self.assertEqual(move.amount_residual, 3)
        self._day()
        self.assertEqual(charge.amount, 0.5)

    def test_never_more_than_was_announced(self):
        self._agree_invoices()
        move = self._invoice()
        payment = self._pay(1)
        charge = self._announce()
        self.assertEqual(charge.amount, 2)
        payment.move_id.line_ids.remove_move_reconcile()
        payment.action_draft()
        self.assertEqual(move.amount_residual, 3)
        self._day()
        self.assertEqual((charge.amount, move.amount_residual), (2, 1))
        rest = self._announce()[-1]
        self.assertEqual((rest.amount, rest.state), (1, "planned"))

    def test_what_is_disputed_is_not_drawn(self):
        self._agree_invoices()
        move = self._invoice()
        charge = self._announce()
        self._open_dispute(move)
        self.assertEqual(move._call_reminder_amount(), 0)
        self._day()
        self.assertEqual((charge.state, self.gateway.asked), ("cancelled", []))

    def _open_dispute(self, move):
        calls = self.env["call.record"].search([("partner_id", "=", self.acme.id)])
        self.env["call.dispute"]._open_dispute(self.acme, calls, "not_mine", "That was not me")
        self.env.invalidate_all()

    def test_a_declined_card_is_tried_again_by_the_schedule_and_then_reminders_go_on(self):
        self._agree_invoices(self._card("pm_declined"))
        move = self._invoice(due=0)
        self._announce()
        self._day()
        first, second = self._charges()
        self.assertEqual((first.state, second.state), ("declined", "planned"))
        self.assertEqual(second.date, self.today + timedelta(days=3))
        self.assertEqual(move._call_pause(self.today), "card")
        self.assertEqual(len(self._notices("card_declined")), 1)
        self.assertEqual(len(self._notices("card_collection")), 1, "the retry was told with the decline")
        self._day()
        self.assertEqual(self._charges()[-1].date, self.today + timedelta(days=5))
        self._day(5)
        self.assertEqual(self._charges().mapped("state"), ["declined"] * 3)
        self.assertIsNone(move._call_pause(self.today))
        self.assertEqual(len(self.acme.activity_ids), 1)
        self.assertEqual(len(self._announce()), 3)

    def test_reminders_wait_for_the_card_but_not_for_who_takes_the_consent_back(self):
        move = self._invoice(due=-2)
        self.assertIsNone(move._call_pause(self.today))
        self._agree_invoices()
        self._announce()
        self.assertEqual(move._call_pause(self.today), "card")
        self.acme._call_end_collect("customer")
        self.assertIsNone(move._call_pause(self.today))
        self._agree_invoices()
        self._announce()
        self.assertIsNone(move._call_pause(self.today), "or it would be put off for ever")

    def test_a_promise_is_waited_for(self):
        self._agree_invoices()
        move = self._invoice(due=-1)
        charge = self._announce()
        self.env["call.payment.promise"].create(
            {
                "partner_id": self.acme.id,
                "amount": 3,
                "date": self.today + timedelta(days=5),
                "invoice_ids": [(6, 0, move.ids)],
            }
        )
        self._day()
        self.assertEqual((charge.state, self.gateway.asked), ("planned", []))

    def test_what_is_being_paid_otherwise_is_not_drawn(self):
        self._agree_invoices()
        move = self._invoice()
        charge = self._announce()
        self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.card.payment_method_id.id,
                "partner_id": self.acme.id,
                "amount": 2,
                "currency_id": move.currency_id.id,
                "operation": "online_direct",
                "reference": "BY-HAND",
                "state": "pending",
                "invoice_ids": [(6, 0, move.ids)],
            }
        )
        self._day()
        self.assertEqual(charge.amount, 1)

    def _plan(self, move, *parts):
        plan = self.env["call.instalment.plan"].create(
            {
                "invoice_id": move.id,
                "part_ids": [(0, 0, {"date": self.today + timedelta(days=day), "amount": sum_}) for day, sum_ in parts],
            }
        )
        plan.action_start()
        return plan

    def test_the_parts_of_a_plan_are_drawn_on_their_days(self):
        self._agree_invoices()
        move = self._invoice(due=-5)
        plan = self._plan(move, (2, 1), (20, 2))
        charge = self._announce()
        self.assertEqual((charge.amount, charge.part_id), (1, plan.part_ids[0]))
        self._day()
        self.assertEqual((charge.state, plan.part_ids.mapped("state")), ("done", ["paid", "open"]))
        self.assertEqual(len(self._announce()), 1, "the other is far away")

    def test_a_plan_is_not_broken_while_the_card_is_tried_again(self):
        self._agree_invoices(self._card("pm_declined"))
        move = self._invoice(due=-5)
        plan = self._plan(move, (0, 1), (20, 2))
        self._announce()
        self._day()
        self.assertEqual(self._charges().mapped("state"), ["declined", "planned"])
        tomorrow = self.today + timedelta(days=1)
        self.assertTrue(plan._is_kept(tomorrow))
        self.acme._call_end_collect("customer")
        self.assertFalse(plan._is_kept(tomorrow))

    def test_the_parts_of_a_plan_that_ended_are_not_drawn(self):
        self._agree_invoices()
        move = self._invoice(due=20)
        plan = self._plan(move, (1, 1), (30, 2))
        charge = self._announce()
        plan.action_cancel()
        self._day()
        self.assertEqual(charge.state, "cancelled")
