"""Both sides of the ledger, and why they differ."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ServiceCase


@tagged("post_install", "-at_install")
class TestServiceBalance(ServiceCase):
    def _list(self, *items, key="b1"):
        """The reconciliation of a list with these (number, amount, currency)."""
        names = ("invoice", "amount", "currency")
        rows = [(number, str(amount), *rest, self.company.currency_id.name)[:3] for number, amount, *rest in items]
        told = [dict(zip(names, row, strict=True)) for row in rows]
        self._say({"type": "balances", "id": key, "date": str(fields.Date.today()), "items": told})
        return self._inbound(key).balance_id

    def _found(self, balance):
        self.env.invalidate_all()
        return {
            line.invoice_number: (line.why, line.ours, line.theirs, line.difference)
            for line in balance.line_ids.filtered(lambda line: line.why != "twice")
        }

    def test_both_say_the_same(self):
        move = self._sent(self._invoice())
        balance = self._list((move.name, "7.5"))
        self.assertEqual(self._found(balance), {move.name: ("same", 7.5, 7.5, 0)})
        self.assertEqual((balance.difference_count, self._inbound("b1").state), (0, "done"))

    def test_each_difference_has_its_reason(self):
        same, less, missing, paid, own = (self._sent(self._invoice()) for _number in range(5))
        self._say(self._about(paid), self._about(less, key="p2", amount="2.5"))
        self._messages(("move_id", "=", own.id), ("direction", "=", "out")).unlink()
        balance = self._list((same.name, 7.5), (less.name, 7.5), (paid.name, 7.5), ("INV/1", 1), (own.name, 7.5, "EUR"))
        self.assertEqual(
            self._found(balance),
            {
                same.name: ("same", 7.5, 7.5, 0),
                less.name: ("amount", 5, 7.5, -2.5),
                missing.name: ("only_ours", 7.5, 0, 7.5),
                paid.name: ("only_theirs", 0, 7.5, -7.5),
                "INV/1": ("only_theirs", 0, 1, -1),
                own.name: ("currency", 0, 7.5, -7.5),
            },
        )
        self.assertEqual((balance.line_count, balance.difference_count), (6, 5))

    def test_compared_again_it_is_as_it_is_now(self):
        move, other = self._sent(self._invoice()), self._sent(self._invoice())
        balance = self._list((move.name, 5))
        self.assertEqual(self._found(balance)[move.name][0], "amount")
        self._say(self._about(move, amount="2.5"), self._about(other, key="p2"))
        balance.with_user(self._create_user("clerk")).action_compare()
        self.assertEqual(self._found(balance), {move.name: ("same", 5, 5, 0)})

    def test_credit_notes_count_below_nothing(self):
        move = self._sent(self._invoice())
        refund = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.acme.id,
                "invoice_line_ids": [(0, 0, {"name": "Goodwill", "price_unit": 7.5, "tax_ids": []})],
            }
        )
        refund.action_post()
        self.service._queue_move(refund)
        self._sent(refund)
        balance = self._list((move.name, 7.5), (refund.name, -7.5), (move.name, 7.5))
        self.assertEqual(self._found(balance)[refund.name], ("same", -7.5, -7.5, 0))
        self.assertEqual(balance.line_ids.filtered(lambda line: line.why == "twice").difference, -7.5)
        self.assertEqual(sum(balance.line_ids.mapped("difference")), -7.5)

    def test_a_list_with_a_fault_is_not_compared(self):
        self._say({"type": "balances", "id": "b1", "date": str(fields.Date.today()), "items": [{"invoice": "x"}]})
        self.assertEqual((self._inbound("b1").state, self._inbound("b1").balance_id.id), ("aside", False))

    def test_an_empty_list_says_that_all_is_paid(self):
        move = self._sent(self._invoice())
        self.assertEqual(self._found(self._list()), {move.name: ("only_ours", 7.5, 0, 7.5)})

    def test_who_may_look(self):
        balance = self._list(("INV/1", 1))
        with self.assertRaises(AccessError):
            balance.with_user(self._create_user("sales")).action_compare()
        clerk = self._create_user("clerk")
        self.assertEqual(balance.with_user(clerk).action_view_lines()["domain"], [("balance_id", "=", balance.id)])
        for act in (balance.with_user(clerk).unlink, balance.line_ids.with_user(clerk).unlink):
            with self.assertRaises(AccessError):
                act()
