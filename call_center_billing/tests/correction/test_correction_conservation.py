"""Whatever is rated again, credited, taken off or moved, and whenever it is billed: the sums stay equal."""

import random

from odoo.tests import tagged

from .common import CorrectionCase

#: how many ways through are tried; each is told by its number, and the same every time
WAYS, STEPS = 12, 9


@tagged("post_install", "-at_install")
class TestCorrectionConservation(CorrectionCase):
    def test_sums_stay_equal_whatever_happens(self):
        for seed in range(WAYS):
            with self.subTest(seed=seed):
                self._walk(seed, random.Random(seed))

    def _walk(self, seed, chance):
        """A random sequence of imports, orders, invoices and corrections; sums are looked at after each."""
        self._tried = 0
        self.number = f"468500{seed:05}"
        self.card = self._create_card(f"Walk {seed}", {"467": 600_000})
        pricelist = self._create_pricelist(f"Walk {seed}", self.card)
        self.acme = self._create_customer(f"Walk {seed}", f"+{self.number}", pricelist)
        self._more_calls(chance)
        steps = (self._more_calls, self._reprice, self._reprice, self._give_back, self._bill, self._draft, self._change)
        for _step in range(STEPS):
            chance.choice(steps)(chance)
            self._check_sums()
        for statement in self._statements():
            if statement.state != "invoiced":
                statement.action_invoice()
        self._check_sums()
        self.assertTrue(self._tried)

    def _statements(self):
        statements = self.env["call.statement"].search([("partner_id", "=", self.acme.id)])
        return statements.filtered(lambda statement: statement._charged_lines())

    def _charged(self):
        calls = self.env["call.record"].search([("partner_id", "=", self.acme.id)], order="id")
        return calls.filtered(lambda call: call._is_charged())

    def _some(self, chance, calls):
        return calls.browse(chance.sample(calls.ids, chance.randint(1, min(3, len(calls))))) if calls else calls

    def _more_calls(self, chance):
        starts = ("2026-10-05 10:00:00", "2026-11-05 10:00:00", "2026-11-20 10:00:00")
        seconds = [chance.randint(1, 400) for _call in range(chance.randint(1, 4))]
        self._made(seconds, start=chance.choice(starts), a_number=self.number)

    def _reprice(self, chance):
        """New prices for the past, and all calls rated by them."""
        self._tried += 1
        at = f"2026-01-02 00:{self._tried // 60:02}:{self._tried % 60:02}"
        self._publish(self.card, valid_from=at, price=chance.choice((0, 333_333, 600_000, 1_234_567)),
                      connection_fee=chance.choice((0, 49_999)))  # fmt: skip
        correction = self._correct(date_from="2026-10-01", partner_ids=[(6, 0, self.acme.ids)])
        if correction.line_count:
            correction.action_approve()
            self.assertEqual(
                set(correction.account_ids.mapped("state")), {"done"}, correction.account_ids.mapped("error")
            )

    def _give_back(self, chance):
        calls = self._some(chance, self._charged())
        if calls:
            self._tried += 1
            self._credit(calls, how="percent", percent=chance.choice((100, 50, 33.3333)))

    def _bill(self, chance):
        open_ones = self._statements().filtered(lambda statement: statement.state != "invoiced")
        if open_ones:
            chance.choice(open_ones).action_invoice()

    def _draft(self, chance):
        open_ones = self._statements().filtered(lambda statement: statement.state == "open")
        if open_ones:
            statement = chance.choice(open_ones)
            statement.action_invoice(post=False) if chance.random() < 0.7 else statement.action_create_order()

    def _change(self, chance):
        drafts = self._statements().order_id.invoice_ids.filtered(lambda move: move.state == "draft")
        if not drafts:
            return
        self._tried += 1
        move = drafts[0]
        calls = self._charged().filtered(lambda call: call.statement_line_id in move._call_statement_lines())
        vals = chance.choice(
            (
                {"what": "price", "new_price": chance.choice((100_001, 250_000))},
                {"what": "discount", "percent": 12.5},
                {
                    "what": "drop",
                    "then": chance.choice(("free", "later")),
                    "call_ids": [(6, 0, self._some(chance, calls).ids)],
                },
            )
        )
        if calls:
            self.env["call.invoice.change"].create({"move_id": move.id, "reason": "Walk", **vals}).action_look()
            change = move.call_change_ids.sorted("id")[-1:]
            if change.line_count:
                change.action_approve()
                self.assertEqual(change.state, "done")
