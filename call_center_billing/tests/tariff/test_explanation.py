"""Why a price is what it is: on a call, and for an imagined one."""

from odoo.tests import Form, tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestExplanation(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("sales")

    def test_a_call_tells_the_steps_to_its_price(self):
        self._publish(self.card, connection_fee=490_000, first_increment=30, next_increment=6)
        call = self._calls(self._import(line("1.1/1", seconds=32)))
        self.assertEqual(
            call.explanation.split("\n"),
            [
                "Price list: Test list, chosen by: Customer.",
                "Mobile (test), prefix 467.",
                "Rate card: Test card 2.",
                "Used 32 s, charged 36 s: first 30 s, then steps of 6.",
                "Connection fee: 0.49.",
                "36 s at 0.6 per 60 s: 0.36.",
                "Price without tax: 0.85.",
                "Rated again just now: the same price.",
            ],
        )

    def test_a_later_version_does_not_change_the_explanation_of_older_calls(self):
        call = self._calls(self._import(line("1.1/1")))
        before = call.explanation
        self._publish(self.card, "2026-11-22 12:00:00", price=1_200_000)
        call.invalidate_recordset()
        self.assertEqual(call.explanation, before)
        self.assertIn("the same price", before)

    def test_a_price_that_was_tampered_with_is_told(self):
        call = self._calls(self._import(line("1.1/1")))
        call.amount = 1
        call.invalidate_recordset(["explanation"])
        self.assertIn("differs from the one charged", call.explanation)

    def test_rounding_is_told(self):
        self._publish(self.card, price=1_000_000)
        call = self._calls(self._import(line("1.1/1", seconds=1)))
        self.assertIn("0.016667 rounded to 4 decimals (to the nearest).", call.explanation)

    def test_a_call_without_a_price_has_nothing_to_explain(self):
        call = self._calls(self._import(line("1.1/1", b_number="4791234567")))
        self.assertFalse(call.explanation)

    def _look_up(self, **vals):
        form = Form(self.env["call.price.lookup"].with_user(self.seller))
        form.partner_id = self.acme
        form.number = "070-111 00 01"
        for field, value in vals.items():
            form[field] = value
        return form

    def test_sales_staff_see_what_a_call_would_cost_and_why(self):
        form = self._look_up(seconds=90)
        self.assertEqual(form.amount, 900_000)
        self.assertEqual(form.card_id, self.card)
        self.assertEqual((form.rule, form.pricelist_id), ("Customer Acme", self.pricelist))
        self.assertIn("90 s at 0.6 per 60 s: 0.9.", form.explanation)

    def test_without_a_card_on_the_price_list_the_company_s_holds(self):
        card = self._create_card("Default card", {"46": 60_000})
        self.pricelist.call_rate_card_id = False
        self.company.call_rate_card_id = card
        form = self._look_up()
        self.assertEqual((form.pricelist_id, form.card_id, form.amount), (self.pricelist, card, 60_000))

    def test_where_there_is_no_price_the_reason_is_told(self):
        for vals, reason in (
            ({"number": "+4791234567"}, "has no rate for +4791234567"),
            ({"started_at": "2020-01-01 00:00:00"}, "No version of the rate card is in force then"),
        ):
            form = self._look_up(**vals)
            self.assertFalse(form.amount)
            self.assertIn(reason, form.explanation)

    def test_looking_up_charges_nobody(self):
        calls, statements = self.env["call.record"].search_count([]), self.env["call.statement"].search_count([])
        self._look_up().save()
        self.assertEqual(self.env["call.record"].search_count([]), calls)
        self.assertEqual(self.env["call.statement"].search_count([]), statements)
