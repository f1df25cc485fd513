"""The pages by login: what is open, the choice, and what became of it."""

from odoo.tests import tagged

from .common import PayCase


@tagged("post_install", "-at_install")
class TestPayPages(PayCase):
    def setUp(self):
        super().setUp()
        self.new, self.old = self._invoice(due=self.today), self._late()
        self._login(self.user)

    def test_the_page_says_what_is_open(self):
        text = self._page("/my/pay")
        self.assertRegex(text, r"In all .*6\.00.* can be paid now, of which .*3\.00.* is overdue")
        self.assertLess(text.index(self.old.name), text.index(self.new.name))
        self.assertIn("10 days overdue", text)
        self.assertIn("due first are paid first", text)

    def test_whoever_owes_nothing_is_told_so(self):
        self._pay_shares({self.new: 3.0, self.old: 3.0})
        self.assertIn("Nothing is open: all invoices are paid.", self._page("/my/pay"))

    def test_the_ways_to_choose(self):
        for how, amount, ticked, shares in (
            ("ticked", "", self.new, [3.0]),
            ("ticked", "", self.new + self.old, [3.0, 3.0]),
            ("all", "", self.env["account.move"], [3.0, 3.0]),
            ("sum", "3,50", self.env["account.move"], [3.0, 0.5]),
        ):
            key = self._key_of(self._choose(*ticked, how=how, amount=amount))
            intent = self.env["call.pay.intent"].search([("key", "=", key)])
            self.assertEqual(intent.line_ids.mapped("amount"), shares, how)
            self.assertEqual((intent.partner_id, intent.payer_id, intent.by_link), (self.acme, self.anna, False))
            self.assertIn("Pay", self._page(f"/my/pay/{key}"))

    def test_what_cannot_be_chosen_is_said_on_the_page(self):
        for how, amount, words in (
            ("ticked", "", "Tick at least one invoice"),
            ("sum", "", "Write the sum as a number above 0"),
            ("sum", "6.01", "That is more than there is to pay"),
        ):
            response = self._choose(how=how, amount=amount)
            self.assertEqual(response.status_code, 200)
            self.assertIn(words, self._text(response))
        self.assertIn('value="6.01"', response.text, "what was typed is still there")

    def test_the_whole_way_to_the_receipt(self):
        key = self._key_of(self._choose(self.new, self.old))
        values = self._transaction(key)["result"]
        self.assertEqual((values["amount"], values["partner_id"]), (6.0, self.anna.id))
        again = self._transaction(key)["result"]
        self.assertEqual(again["reference"], values["reference"], "the second click goes on with the first")
        tx = self.env["payment.transaction"].search([("reference", "=", values["reference"])])
        self.assertEqual((tx.landing_route, tx.call_purpose), (f"/my/pay/{key}", "invoice"))
        self.assertIn("not finished", self._page(f"/my/pay/{key}"))
        self._answer(tx, "pending")
        self.assertIn("Your payment is on its way", self._page(f"/my/pay/{key}"))
        self.assertIn("is on its way", self._page("/my/pay"))
        self._answer(tx)
        text = self._page(f"/my/pay/{key}")
        self.assertIn("Paid Thank you.", text)
        self.assertNotIn("still open", text)
        receipt = self.url_open(f"/my/pay/{key}/receipt")
        self.assertEqual(receipt.headers["Content-Type"], "application/pdf")
        # Odoo makes no PDF in tests, but what it is made of
        self.assertIn(tx.payment_id.name, receipt.text)
        self.assertIn("was paid already", self._transaction(key)["error"]["data"]["message"])

    def test_a_declined_payment_says_why_and_may_be_tried_again(self):
        key = self._key_of(self._choose(self.old))
        first = self._transaction(key)["result"]["reference"]
        self._answer(self.env["payment.transaction"].search([("reference", "=", first)]), "error")
        text = self._page(f"/my/pay/{key}")
        self.assertIn("did not go through", text)
        self.assertIn("You selected the following demo payment status: error", text)
        second = self._transaction(key)["result"]["reference"]
        self.assertNotEqual(second, first)
        self.assertEqual(self.old.amount_residual, 3.0)

    def test_what_was_begun_is_given_up_from_the_list(self):
        key = self._key_of(self._choose(self.old))
        self._transaction(key)
        self.assertIn("Give it up", self._page("/my/pay"))
        other = self._post(f"/my/pay/{key}/give-up", {}, page="/my/pay")
        self.assertEqual(other.headers["Location"].rpartition("/my")[2], "/pay")
        self.assertNotIn("Give it up", self._page("/my/pay"))

    def test_the_home_page_leads_there(self):
        counters = {"counters": ["call_pay_count", "call_top_up_count", "overdue_invoice_count"]}
        found = self.url_open("/my/counters", json={"params": counters}).json()["result"]
        self.assertEqual(found["call_pay_count"], 2)
        self.assertEqual(found["overdue_invoice_count"], 1, "of the account, whichever contact it was sent to")
        self.assertIn("/my/pay", self.url_open("/my").text)
        overdue = self.url_open("/my/invoices/overdue", allow_redirects=False)
        self.assertTrue(overdue.headers["Location"].endswith("/my/pay"))
