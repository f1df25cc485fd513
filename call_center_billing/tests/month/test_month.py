"""A month of two hundred accounts, from the calls to the last crown, with every way that a bill may take."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import tagged

from ...models.run import call_billing_run_create
from ...money import MICRO
from .common import DAYS, MonthCase

OCTOBER = date(2026, 10, 31)


@tagged("post_install", "-at_install")
class TestMonth(MonthCase):
    def test_every_call_of_the_month_ends_in_the_books(self):
        self._calls_come_in()
        self._some_reach_their_limit()
        self._the_month_is_closed()
        self._know_the_tables()
        self._the_run_bills_all_but_two()
        self._know_the_tables()
        self._drafts_are_changed_and_released()
        self._what_was_wrong_is_corrected()
        self._customers_question_calls()
        self._the_bank_tells_who_paid()
        self._know_the_tables()
        self._who_pays_late_is_reminded_and_blocked()
        self._everything_adds_up()

    def _calls_come_in(self):
        for account in self._of("prepaid"):
            self._pay(account, 500)
        # by the clock of the day: polars knows no other
        batch = self._import(*self._october(), name="october.csv")
        self.assertEqual((batch.stored_count, batch.refused_count), (len(self.accounts) * len(DAYS), 0))
        self.assertEqual(set(self._calls_of(self.accounts).mapped("state")), {"rated"})
        weekly = self.env["call.statement"].search([("partner_id", "in", self._of("weekly").ids)])
        self.assertEqual({(each.date_to - each.date_from).days for each in weekly}, {7})
        with self._on("2026-11-01 02:30:00"):
            waiting = self.env["call.statement"].search(
                [("partner_id", "in", (self._of("daily") | self._of("each")).ids)]
            )
            for statement in waiting:
                statement._order_finished()
        self.assertEqual({len(each.order_ids) for each in waiting}, {len(DAYS)})

    def _some_reach_their_limit(self):
        with self._on("2026-11-01 03:00:00"):
            self.env["res.partner"]._cron_call_ladder()
        limited = self._of("limited")
        self.assertTrue(all(limited.mapped("call_blocked")))
        self.assertEqual(set(self._invoices(limited).mapped("state")), {"posted"})

    def _the_month_is_closed(self):
        """What is not invoiced in October is its revenue all the same, and taken back on the first of November."""
        with self._on("2026-11-02 08:00:00"):
            accrual = self.env["call.accrual"].create({"date": OCTOBER})
            accrual.action_post()
        statements = self.env["call.statement"].search([("partner_id", "in", self.accounts.ids)])
        charged = sum(statements.mapped("amount")) / MICRO
        self.assertAlmostEqual(accrual.unbilled, charged, 2, "no invoice is of October")
        both = accrual.move_id.line_ids + accrual.reversal_id.line_ids
        self.assertFalse(self.company.currency_id.round(sum(both.mapped("balance"))))

    def _the_run_bills_all_but_two(self):
        with self._on("2026-11-05 06:00:00"), patch.object(call_billing_run_create, "AT_ONCE", 1_000):
            self.env["call.billing.run"]._cron_run()
            run = self.env["call.billing.run"].search([("company_id", "=", self.company.id)], limit=1)
            aside = run.line_ids.filtered(lambda each: each.state == "aside")
            self.assertEqual((run.state, aside.partner_id), ("exceptions", self._of("lacking")))
            self.assertFalse(run.line_ids.filtered(lambda each: each.state == "failed").mapped("error"))
            self._of("lacking").street = "Lillgatan 2"
            run.action_try_again()
            self.assertEqual(run.state, "done")
            self.assertEqual(len(run.line_ids.filtered(lambda each: each.state == "billed")), len(run.line_ids))
            self.env["call.billing.run"]._cron_run()
        self.assertEqual(self.env["call.billing.run"].search_count([("company_id", "=", self.company.id)]), 1)
        states = set(self._invoices(self.accounts - self._of("review")).mapped("state"))
        self.assertEqual(states, {"posted"})
        self.assertEqual(set(self._invoices(self._of("prepaid")).mapped("payment_state")), {"paid"})

    def _drafts_are_changed_and_released(self):
        review = self._of("review")
        drafts = self._invoices(review)
        self.assertEqual(set(drafts.mapped("call_review")), {"waiting"})
        before = [draft.amount_untaxed for draft in drafts]
        lines = drafts[2]._call_statement_lines()
        changes = (
            {"what": "price", "new_price": 300_000},
            {"what": "discount", "percent": 10},
            {"what": "drop", "call_ids": [(6, 0, self.env["call.record"].search(lines._calls_domain(), limit=1).ids)]},
            {"what": "goodwill", "goodwill": 1},
        )
        for draft, change in zip(drafts, changes, strict=False):
            wizard = self.env["call.invoice.change"].create({"move_id": draft.id, "reason": "Agreed", **change})
            wizard.action_change()
        for draft, old in list(zip(drafts, before, strict=True))[: len(changes)]:
            self.assertLess(draft.amount_untaxed, old)
        self.assertEqual([draft.amount_untaxed for draft in drafts[4:]], before[4:])
        drafts[5]._call_hold("Asks for a list first")
        with self._on("2026-11-06 09:00:00"):
            drafts._call_release()
        self.assertEqual(set(drafts.mapped("state")), {"posted"})

    def _what_was_wrong_is_corrected(self):
        wrong = self._of("wrong")
        charged = sum(self._invoices(wrong).mapped("amount_untaxed"))
        correction = self.env["call.correction"].create(
            {
                "name": "Half price was agreed",
                "date_from": "2026-10-01",
                "date_to": "2026-10-31",
                "partner_ids": [(6, 0, wrong.ids)],
                "method": "discount",
                "percent": 50,
            }
        )
        correction.action_compute()
        self.assertEqual(correction.line_count, len(wrong) * len(DAYS))
        correction.action_approve()
        self.assertEqual((correction.state, set(correction.move_ids.mapped("move_type"))), ("done", {"out_refund"}))
        given = sum(correction.move_ids.mapped("amount_untaxed"))
        self.assertAlmostEqual(given, charged / 2, delta=0.01 * len(wrong))

    def _customers_question_calls(self):
        disputes = self.env["call.dispute"]
        for account in self._of("disputing"):
            calls = self._calls_of(account)[:1]
            disputes |= disputes._open_dispute(account, calls, "not_mine", "I was away that day.")
        first, second, third, fourth, last = disputes
        first._settle_by_credit("You are right.")
        second._settle_by_credit("Half of it.", percent=50)
        third._settle_by_goodwill("As a favour.", 0.5)
        fourth._reject("The call was made from your telephone.")
        self.assertEqual(disputes.mapped("state"), ["settled"] * 3 + ["rejected", "new"])
        self.assertGreater(last.move_ids.call_disputed_amount, 0)
        self.assertLess(last.move_ids.call_disputed_amount, last.move_ids.amount_total)

    def _the_bank_tells_who_paid(self):
        with self._on("2026-11-20 07:00:00"):
            payers = self.accounts - self._of("late") - self._of("disputing")[-1:]
            lines = self._pay_by_bank(self._invoices(payers, ("state", "=", "posted")))
        self.assertTrue(all(lines.mapped("is_reconciled")))
        self.assertEqual(set(self._invoices(payers).mapped("payment_state")), {"paid"})
        self.assertFalse(any(self._of("limited").mapped("call_blocked")), "free the moment the money is booked")
        self.assertEqual(set(self._of("limited").mapped("call_credit_limit")), {3})

    def _who_pays_late_is_reminded_and_blocked(self):
        late, disputing = self._of("late"), self._of("disputing")[-1:]
        due = max(self._invoices(late).mapped("invoice_date_due"))
        for number in (-5, 5, 15, 30):
            with self._on(f"{due + timedelta(days=number)} 04:00:00"):
                self.env["credit.control.run"]._call_night(self.company)
        reminded = self.env["credit.control.line"].search([("partner_id", "in", self.accounts.ids)])
        self.assertEqual(reminded.partner_id, late | disputing)
        disputed = self._invoices(disputing)
        asked = reminded.filtered(lambda each: each.invoice_id == disputed)
        self.assertEqual({round(each.balance_due, 2) for each in asked}, {round(disputed.call_undisputed_amount, 2)})
        with self._on("2027-01-15 10:00:00"):
            self.env.invalidate_all()
            self.assertTrue(all(late.mapped("call_blocked")))
            for account in late:
                self._pay(account, account.credit)
            self.assertFalse(any(late.mapped("call_blocked")))

    def _everything_adds_up(self):
        self.env.flush_all()
        self.env.invalidate_all()
        for account in self.accounts:
            calls = self._calls_of(account)
            charged = sum(calls.mapped("amount")) + sum(calls.mapped("adjusted"))
            statements = self.env["call.statement"].search([("partner_id", "=", account.id)])
            self.assertEqual(set(statements.mapped("state")), {"invoiced"})
            self.assertEqual(charged, sum(statements.mapped("net_amount")))
            moves = self._invoices(account)
            residual = sum(statements.line_ids.order_line_ids.mapped("call_residual"))
            self.assertEqual(self._charged_by(account, moves) + residual, charged, account.name)
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.accounts))
        books = self.env["account.move.line"].search(
            [("company_id", "=", self.company.id), ("parent_state", "=", "posted")]
        )
        self.assertFalse(self.company.currency_id.round(sum(books.mapped("balance"))))
        owing = self.accounts.filtered(lambda account: account.credit > 0)
        self.assertEqual(owing, self._of("disputing")[-1:], "who still disputes has yet to pay")

    def _charged_by(self, account, moves):
        """Micro-units without tax: what invoices charge for calls, less what was credited, but for goodwill."""
        corrections = self.env["call.correction"].search([("state", "=", "done"), ("goodwill", "!=", 0)])
        goodwill = corrections.filtered(lambda each: each.account_ids.partner_id == account or each.move_id in moves)
        notes = self.env["account.move"].search(
            [("partner_id", "=", account.id), ("move_type", "=", "out_refund"), ("state", "=", "posted")]
        )
        total = sum(moves.mapped("amount_untaxed")) - sum(notes.mapped("amount_untaxed"))
        return round((total + sum(goodwill.mapped("goodwill"))) * MICRO)

    def _pay(self, account, amount):
        payment = self.env["account.payment"].create(
            {"payment_type": "inbound", "partner_type": "customer", "partner_id": account.id, "amount": amount}
        )
        payment.action_post()
