"""One formula: what is available, whatever happens to calls, invoices and payments."""

from odoo.tests import tagged

from .common import MICRO, BalanceCase


@tagged("post_install", "-at_install")
class TestBalance(BalanceCase):
    def test_a_postpaid_account_lives_on_its_limit(self):
        self.assertEqual(self._available(), 10)
        self._used(seconds=300)
        self.assertEqual(self._available(), 7)

    def test_a_prepaid_account_lives_on_what_it_has_paid(self):
        self.acme.call_policy = "prepaid"
        self.assertEqual(self._available(), 0)
        self._pay(5)
        self._used(seconds=60)
        self.assertEqual(self._available(), 4.4)

    def test_a_hybrid_account_has_both(self):
        self.acme.call_policy = "hybrid"
        self._pay(5)
        self.assertEqual(self._available(), 15)

    def test_an_unlimited_account_has_no_end(self):
        self.acme.call_credit_policy = "unlimited"
        self._used(seconds=300)
        self.assertIsNone(self._available())
        self.assertEqual((self._balance().used, self.acme.call_available), (3 * MICRO, -3))

    def test_billing_moves_money_from_part_to_part_and_changes_nothing(self):
        self.product.taxes_id = self._tax()
        statement = self._used(seconds=300).statement_id
        before = self._balance()
        self.assertEqual((before.uninvoiced, before.tax, before.receivable), (3 * MICRO, 750_000, 0))
        for step in ("order", "draft", "posted"):
            if step == "order":
                statement.action_create_order()
            else:
                move = statement.action_invoice(post=step == "posted")
            with self.subTest(step):
                self.assertEqual(self._balance().available, before.available)
        after = self._balance()
        self.assertEqual((after.uninvoiced, after.tax, after.receivable), (0, 0, -3_750_000))
        move.button_draft()
        self.assertEqual(self._balance(), before)
        move.action_post()
        self._pay(3.75)
        self.assertEqual(self._available(), 10)

    def test_a_payment_counts_once_before_and_after_it_is_matched(self):
        move = self._used(seconds=300).statement_id.action_invoice()
        payment = self._pay(5)
        self.assertEqual(self._available(), 12)
        lines = (move | payment.move_id).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        lines.reconcile()
        self.assertEqual(self._available(), 12)
        self.assertEqual(self._balance().receivable, 2 * MICRO)

    def test_a_payment_in_process_without_an_entry_counts_until_the_books_have_the_money(self):
        payment = self._pay_without_entry(5)
        self.assertEqual((payment.state, payment.move_id.id), ("in_process", False))
        self.assertEqual(self._available(), 15)
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "line_ids": [
                    (0, 0, {"account_id": self.acme.property_account_receivable_id.id, "partner_id": self.acme.id,
                            "credit": 5}),
                    (0, 0, {"account_id": self.company.transfer_account_id.id, "debit": 5}),
                ],
            }
        )  # fmt: skip
        entry.action_post()
        payment.action_validate()
        self.assertEqual(self._available(), 15)

    def test_money_sent_back_counts_too(self):
        self._pay(5)
        self._pay_without_entry(2, payment_type="outbound")
        self.assertEqual(self._available(), 13)

    def test_drafts_and_other_companies_do_not_count(self):
        self.env["account.payment"].create(
            {"payment_type": "inbound", "partner_type": "customer", "partner_id": self.acme.id, "amount": 5}
        )
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self._available(), 10)
        self._used(seconds=60)
        self.assertEqual(self.acme._call_balance(other).uninvoiced, 0)

    def test_a_contact_s_payment_is_its_account_s(self):
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.acme.id})
        self._pay(5, contact)
        self.assertEqual(self._available(), 15)
        self.assertEqual(contact.call_available, 15)

    def test_a_credit_note_gives_back(self):
        move = self._used(seconds=300).statement_id.action_invoice()
        move._reverse_moves([{"invoice_date": move.invoice_date}], cancel=True)
        self.assertEqual(self._available(), 10)

    def test_a_cancelled_order_is_still_to_be_paid(self):
        statement = self._used(seconds=300).statement_id
        statement.action_create_order()
        statement.order_id._action_cancel()
        self.assertEqual(self._available(), 7)

    def _pay_without_entry(self, amount, **vals):
        """As Odoo makes them where bank statements are reconciled: there is no account for money on its way."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.acme.id,
                "amount": amount,
                **vals,
            }
        )
        payment.outstanding_account_id = False
        payment.action_post()
        return payment


@tagged("post_install", "-at_install")
class TestBalanceTax(BalanceCase):
    def _tax_of(self, net=300):
        self._used(seconds=net)
        return self._balance().tax

    def test_tax_of_the_article_is_what_the_invoice_will_add(self):
        kinds = {
            "one": self._tax(25),
            "two": self._tax(6) | self._tax(2.5),
            "on top of each other": self._tax(10, include_base_amount=True, sequence=1) | self._tax(10, sequence=2),
            "a fixed sum": self._tax(1.5, amount_type="fixed"),
            "division": self._tax(20, amount_type="division"),
            "included": self._tax(25, price_include_override="tax_included"),
        }
        for number, (name, taxes) in enumerate(kinds.items()):
            with self.subTest(name):
                self.product.taxes_id = taxes
                customer = self._create_customer(name, f"+4685000{number:04d}")
                statement = self._used(seconds=600, a_number=f"4685000{number:04d}").statement_id
                balance = self._balance(customer)
                move = statement.action_invoice()
                self.assertEqual((balance.uninvoiced + balance.tax) / MICRO, move.amount_total)

    def test_the_account_s_fiscal_position_decides(self):
        home, abroad = self._tax(25), self._tax(0)
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        abroad.write({"fiscal_position_ids": position.ids, "original_tax_ids": home.ids})
        self.product.taxes_id = home
        self.assertEqual(self._tax_of(), 750_000)
        self.acme.property_account_position_id = position
        self.assertEqual(self._balance().tax, 0)
        self.acme.property_account_position_id = False
        position.write({"auto_apply": True, "country_id": self.env.ref("base.no").id, "sequence": 1})
        self.assertEqual(self._balance().tax, 750_000)
        self.acme.country_id = self.env.ref("base.no")
        self.assertEqual(self._balance().tax, 0)

    def test_a_change_of_tax_is_known_at_once(self):
        tax = self._tax(25)
        self.product.taxes_id = tax
        self.assertEqual(self._tax_of(), 750_000)
        tax.amount = 10
        self.assertEqual(self._balance().tax, 300_000)
        self.product.taxes_id = False
        self.assertEqual(self._balance().tax, 0)

    def test_other_currencies_are_exchanged(self):
        eur = self.env.ref("base.EUR") if self.company.currency_id.name != "EUR" else self.env.ref("base.USD")
        eur.active = True
        self.env["res.currency.rate"].create(
            {"name": "2026-01-01", "currency_id": eur.id, "rate": 0.5, "company_id": self.company.id}
        )
        card = self._create_card("In euro", {"467": 600_000})
        card.version_ids.state = "draft"
        card.currency_id = eur
        card.version_ids.action_publish()
        pricelist = self._create_pricelist("Euro list", card, currency_id=eur.id)
        customer = self._create_customer("Euro customer", "+46850001111", pricelist)
        customer.call_credit_limit = 10
        self._used(seconds=300, a_number="46850001111")
        self.assertEqual(self._available(customer), 4)
        self.env["res.currency.rate"].search([("currency_id", "=", eur.id)]).rate = 1
        self.assertEqual(self._available(customer), 7)
