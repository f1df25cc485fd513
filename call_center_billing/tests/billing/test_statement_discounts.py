"""Statement lines tell the truth about prices with discounts, and nothing gets lost on the way to the order."""

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestStatementDiscounts(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.norway = cls._create_destination("Norway (test)", "international")
        version = cls.card.version_ids.copy({"valid_from": "2026-01-02 00:00:00"})
        version.rate_ids.write({"connection_fee": 290_000, "price": 490_000})
        version.rate_ids = [(0, 0, {"prefix": "47", "destination_id": cls.norway.id, "price": 850_000})]
        version.action_publish()

    def _discount(self, percent, **vals):
        vals = {"partner_id": self.acme.id, "percent": percent, "date_from": "2026-01-01", **vals}
        return self.env["call.discount"].create(vals)

    def test_price_and_discount_stand_on_the_line(self):
        self._discount(10)
        call = self._call()
        self.assertEqual(call.statement_line_id.band, "0.49/min + 0.29 per call, 10 % off")
        self.assertEqual(call.amount, 702_000)

    def test_a_surcharge_and_odd_percentages_are_told_exactly(self):
        discount = self._discount(-12.5)
        self.assertEqual(self._call().statement_line_id.band, "0.49/min + 0.29 per call, 12.5 % surcharge")
        discount.percent = 33.3333
        self.assertEqual(self._call().statement_line_id.band, "0.49/min + 0.29 per call, 33.3333 % off")

    def test_a_fixed_price_stands_on_the_line_instead_of_the_card_s(self):
        rule = {"compute_price": "fixed", "call_price": 450_000, "call_destination_id": self.norway.id}
        self.pricelist.item_ids = [(0, 0, rule)]
        call = self._call(b_number="4791234567")
        self.assertEqual((call.amount, call.statement_line_id.band), (450_000, "0.45/min"))

    def test_calls_with_and_without_discount_are_on_lines_of_their_own(self):
        self._discount(10, date_from="2026-11-11")
        plain, cheaper = self._call(start="2026-11-10 10:00:00"), self._call(start="2026-11-12 10:00:00")
        self.assertEqual(plain.statement_id, cheaper.statement_id)
        self.assertNotEqual(plain.statement_line_id, cheaper.statement_line_id)
        self.assertEqual(plain.statement_line_id.band, "0.49/min + 0.29 per call")

    def test_calls_lines_and_order_add_up(self):
        rule = {"compute_price": "fixed", "call_price": 333_333, "call_destination_id": self.norway.id}
        self.pricelist.item_ids = [(0, 0, rule)]
        self._discount(7.77, date_from="2026-11-11")
        lines = [
            line(f"1.{day}/{number}", start=f"2026-11-{day} 10:00:00", seconds=17 * day + number, b_number=called)
            for day in range(10, 14)
            for number, called in enumerate(("46701110001", "4791234567", "46701110002"))
        ]
        calls = self._calls(self._import(*lines))
        statement = calls.statement_id
        self.assertEqual(len(statement.line_ids), 3)
        for found in statement.line_ids:
            own = calls.filtered(lambda call, found=found: call.statement_line_id == found)
            self.assertEqual(found.amount, sum(own.mapped("amount")))
            self.assertEqual((found.call_count, found.talk_seconds), (len(own), sum(own.mapped("talk_seconds"))))
        statement.action_create_order()
        ordered = sum(round(item.price_unit * 1_000_000) for item in statement.order_id.order_line)
        residual = sum(statement.order_id.order_line.mapped("call_residual"))
        self.assertEqual(ordered + residual, sum(calls.mapped("amount")))
        self.assertEqual(set(statement.order_id.order_line.mapped("discount")), {0})

    def test_lines_tell_units_and_time_bands(self):
        model = self.env["call.statement.line"]
        for vals, text in (
            ({"time_band": "evening"}, "0.49/min, evening"),
            ({"unit": "message"}, "0.49/message"),
            ({"unit": "megabyte", "discount": 100_000}, "0.49/MB, 10 % off"),
            (
                {"unit": "agent_minute", "time_band": "night", "connection_fee": 10_000},
                "0.49/min of agent time + 0.01 per call, night",
            ),
        ):
            with self.subTest(text):
                self.assertEqual(model.new({"price": 490_000, **vals}).band, text)
