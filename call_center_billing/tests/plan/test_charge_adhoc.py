"""Charges that a clerk enters, calls off or gives back."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import COIN, PlanCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-05 12:00:00")
class TestChargeAdhoc(PlanCase):
    """By hand."""

    def _charge(self, **vals):
        return self.env["call.charge"].create(
            {
                "name": "Technician, two hours",
                "partner_id": self.acme.id,
                "product_id": self.fee.id,
                "quantity": 2,
                "price": round(80.25 * COIN),
                **vals,
            }
        )

    def test_price_times_quantity_on_the_statement_of_the_day(self):
        charge = self._charge()
        self.assertEqual((charge.state, charge.amount), ("waiting", round(160.5 * COIN)))
        charge.action_place()
        self.assertEqual((charge.state, charge.statement_id.name), ("placed", "Acme 2026-11"))
        self.assertIn("2 × ", charge.statement_line_id._order_line_text())
        charge.action_place()
        self.assertEqual(charge.statement_id.amount, charge.amount)
        with self.assertRaisesRegex(UserError, "does not change"):
            charge.price = 1

    def test_a_charge_of_a_day_to_come_waits(self):
        charge = self._charge(date_from="2026-11-20")
        with self.assertRaisesRegex(UserError, "on its day"):
            charge.action_place()
        self.env["call.subscription"]._try_charge(self.company, self.acme, 0)
        self.assertEqual(charge.state, "waiting")
        with freeze_time("2026-11-20 12:00:00"):
            self.env["call.subscription"]._try_charge(self.company, self.acme, 0)
        self.assertEqual(charge.state, "placed")

    def test_called_off_nobody_pays_it_and_it_is_not_made_again(self):
        subscription = self._subscribe(self._create_plan(("recurring", 30, {})), "2026-11-01")
        charge = subscription.charge_ids
        statement = charge.statement_id
        charge.action_call_off()
        self.assertEqual((charge.state, statement.amount, len(statement.line_ids)), ("cancelled", 0, 0))
        self.assertFalse(subscription._charge_until(subscription._local_today()))

    def test_what_is_ordered_is_given_back_once(self):
        charge = self._charge()
        charge.action_place()
        charge.statement_id.action_create_order()
        with self.assertRaisesRegex(UserError, "Give it back"):
            charge.action_call_off()
        charge.action_give_back()
        credit = self.env["call.charge"].search([("reverses_id", "=", charge.id)])
        self.assertEqual((credit.amount, credit.state), (-charge.amount, "placed"))
        self.assertNotEqual(credit.statement_id, charge.statement_id)
        with self.assertRaisesRegex(UserError, "given back already"):
            charge.action_give_back()

    def test_what_was_given_back_is_not_charged_again(self):
        subscription = self._subscribe(self._create_plan(("recurring", 30, {})), "2026-11-01")
        subscription.charge_ids.action_give_back()
        self.assertFalse(subscription._charge_until(subscription._local_today()))
        self.assertEqual(self.acme.call_statement_ids.amount, 0)

    def test_people_enter_ad_hoc_charges_only(self):
        clerk = self._create_user("clerk")
        self.env = self.env(user=clerk)
        charge = self._charge()
        charge.action_place()
        self.assertEqual(charge.state, "placed")
        for vals in ({"kind": "recurring"}, {"reverses_id": charge.id, "amount": -1}):
            with self.assertRaises(AccessError):
                self._charge(**vals)

    def test_an_article_that_is_not_sold_is_refused(self):
        self.fee.sale_ok = False
        with self.assertRaisesRegex(UserError, "not for sale"):
            self._charge()
