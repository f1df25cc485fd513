"""Whatever is lacking, the account is set aside with the reason and the others are billed."""

from odoo.tests import tagged

from .common import RunCase


@tagged("post_install", "-at_install")
class TestSetAside(RunCase):
    def _aside(self, finding):
        """Bill Acme, which lacks something, and Bolt, which does not."""
        self._october("bolt")
        run = self._run()
        line = self._line(run, self.acme)
        self.assertEqual((line.state, line.finding, line.severity), ("aside", finding, 2))
        self.assertEqual(line.activity_ids.user_id, self.clerk)
        run.action_create()
        self.assertEqual((run.state, self._line(run, self.bolt).state, line.state), ("exceptions", "billed", "aside"))
        return run

    def _mended(self, run):
        run.action_try_again()
        self.assertEqual((run.state, self._line(run, self.acme).state), ("done", "billed"))
        self.assertFalse(run.line_ids.activity_ids)

    def test_calls_without_a_price(self):
        self._october(b_number="4790000000")
        run = self._aside("unrated")
        self._publish(self.card, **{"prefix": "4790"})
        self.env["call.record"].search([("state", "=", "unrated")])._redo()
        self._mended(run)

    def test_no_address(self):
        self._october()
        self.acme.street = False
        run = self._aside("no_address")
        self.acme.street = "Storgatan 2"
        self._mended(run)

    def test_addresses_need_not_be_complete_if_the_company_says_so(self):
        self._october()
        self.acme.street = False
        self.company.call_billing_address = False
        self.assertEqual(self._run().line_ids.state, "ready")

    def test_no_tax(self):
        tax = self.env["account.tax"].create({"name": "25", "amount": 25, "type_tax_use": "sale"})
        self._october()
        self.company.account_sale_tax_id = tax
        run = self._run()
        self.assertEqual((run.line_ids.finding, run.line_ids.state), ("no_tax", "aside"))
        self.mobile.product_id.taxes_id = tax
        self.assertEqual(self._run().line_ids.state, "ready")

    def test_archived_article(self):
        self._october()
        self.mobile.product_id.active = False
        self.assertEqual(self._run().line_ids.finding, "archived_article")

    def test_closed_books(self):
        self._october()
        self.company.sale_lock_date = "2026-11-30"
        run = self._run()
        self.assertEqual((run.line_ids.finding, run.line_ids.state), ("locked", "aside"))
        run.action_create()
        self.assertEqual(run.state, "exceptions")
        self.company.sale_lock_date = "2026-10-31"
        self._mended(run)

    def test_no_journal(self):
        self._october()
        self.env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", self.company.id)]).active = False
        self.assertEqual(self._run().line_ids.finding, "no_journal")

    def test_currency_without_rate_or_list(self):
        norwegian = self.env.ref("base.NOK")
        norwegian.active = True
        norwegian.rate_ids.unlink()
        statement = self._october()
        statement.currency_id = norwegian
        self.assertEqual(self._run().line_ids.finding, "no_rate")
        self.env["res.currency.rate"].create({"currency_id": norwegian.id, "rate": 11, "name": "2026-01-01"})
        self.assertEqual(self._run().line_ids.finding, "no_pricelist")
        self._create_pricelist("Kroner", currency_id=norwegian.id)
        run = self._run()
        self.assertEqual(run.line_ids.state, "ready")
        run.action_create()
        self.assertEqual((run.state, run.line_ids.move_id.currency_id), ("done", norwegian))

    def test_less_than_nothing(self):
        statement = self._october()
        statement.line_ids.amount = -5_000_000
        self.assertEqual(self._run().line_ids.finding, "negative")

    def test_an_empty_statement_is_no_fault(self):
        self._october("bolt")
        self._october().line_ids.call_count = 0
        run = self._run()
        self.assertEqual((self._line(run, self.acme).state, self._line(run, self.acme).activity_ids.ids), ("empty", []))
        run.action_create()
        self.assertEqual(run.state, "done")

    def test_no_mail_address_keeps_nobody_from_being_billed(self):
        self._october()
        self.acme.email = False
        line = self._run().line_ids
        self.assertEqual((line.state, "no_email" in line.finding_codes, line.odd), ("ready", True, True))

    def test_many_with_the_same_trouble_make_one_activity(self):
        self._october()
        self._october("bolt")
        (self.acme | self.bolt).write({"street": False})
        run = self.env["call.billing.run"].create({"user_id": self.clerk.id})
        self.patch(type(run), "_many", 1)
        run.action_look()
        self.assertFalse(run.line_ids.activity_ids)
        self.assertEqual(run.activity_ids.summary, "2 accounts set aside: No complete address")
