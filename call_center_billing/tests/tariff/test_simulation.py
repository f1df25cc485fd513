"""Real calls replayed through other prices, up to the quotation and its acceptance."""

from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestSimulation(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller, cls.manager = cls._create_user("sales"), cls._create_user("manager")
        cls.abroad = cls._create_destination("Norway (test)", "international")
        cls.new_card = cls._create_card("New card", {"467": 300_000, "4670": 900_000})
        cls.proposal = cls.env["product.pricelist"].create(
            {"name": "Proposal", "currency_id": cls.company.currency_id.id, "call_rate_card_id": cls.new_card.id}
        )

    def _simulate(self, user=None, **vals):
        vals = {
            "partner_ids": [(6, 0, self.acme.ids)],
            "pricelist_id": self.proposal.id,
            "date_from": "2026-11-01",
            "date_to": "2026-11-30",
            **vals,
        }
        simulation = self.env["call.simulation"].with_user(user or self.seller).create(vals)
        simulation.action_replay()
        return simulation

    def _three_calls(self):
        """One that gets dearer, one cheaper, one without a proposed price."""
        self._publish(self.card)
        draft = self.card.version_ids[:1].copy({"valid_from": "2026-01-03 00:00:00"})
        draft.rate_ids = [(0, 0, {"prefix": "47", "destination_id": self.abroad.id, "price": 1_200_000})]
        draft.action_publish()
        return self._calls(
            self._import(
                line("1.1/1", seconds=60),
                line("1.1/2", b_number="46731110001", seconds=120),
                line("1.1/3", b_number="4791234567", seconds=30),
                line("1.1/4", seconds=0),
            )
        )

    def test_calls_of_a_period_are_replayed_and_summed_by_prefix(self):
        calls = self._three_calls()
        before = calls.mapped("amount")
        simulation = self._simulate()
        self.assertEqual(simulation.state, "done")
        self.assertEqual((simulation.call_count, simulation.unpriced_count), (3, 1))
        self.assertEqual((simulation.revenue_now, simulation.revenue_new), (2_400_000, 1_500_000))
        self.assertEqual((simulation.dearer_count, simulation.cheaper_count), (1, 1))
        found = {line.prefix: (line.call_count, line.revenue_now, line.revenue_new) for line in simulation.line_ids}
        expected = {"4670": (1, 600_000, 900_000), "467": (1, 1_200_000, 600_000), "": (1, 600_000, 0)}
        self.assertEqual(found, expected)
        self.assertEqual(simulation.line_ids.filtered(lambda line: line.prefix == "4670").price_text, "0.90/min")
        self.assertEqual(calls.mapped("amount"), before)

    def test_each_call_can_be_looked_at_by_what_happens_to_it(self):
        calls = self._three_calls()
        simulation = self._simulate()
        replayed = self.env["call.simulation.call"].with_user(self.seller)
        action = simulation.with_context(call_outcome="dearer").action_view_calls()
        self.assertEqual(action["context"], {"search_default_dearer": 1})
        dearer = replayed.search([*action["domain"], ("difference", ">", 0)])
        self.assertEqual((dearer.call_id, dearer.called_number, dearer.difference), (calls[0], "+46701110001", 300_000))
        unpriced = replayed.search([("simulation_id", "=", simulation.id), ("has_price", "=", False)])
        self.assertEqual(unpriced.call_id, calls[2])

    def test_the_sum_is_that_of_pricing_each_call(self):
        """Bands, steps, rules and discounts of the proposal: as the rater would price the calls."""
        draft = self._publish(self.new_card).copy({"valid_from": "2026-01-03 00:00:00"})
        draft.band_ids = [(0, 0, {"name": "Night", "hour_from": 20.0, "hour_to": 6.0, "sunday": True, "percent": 50.0})]
        self.env["product.pricelist.item"].create(
            {"pricelist_id": self.proposal.id, "compute_price": "percentage", "percent_price": 10}
        )
        rows = [
            line(
                f"1.1/{n}",
                b_number=f"467{n % 4}1110001",
                seconds=17 * n,
                start=f"2026-11-{1 + n % 20:02} {n % 24:02}:59:50",
            )
            for n in range(1, 60)
        ]
        self._import(*rows)
        simulation = self._simulate(version_id=draft.id)
        draft.action_publish()
        self.acme.specific_property_product_pricelist = self.proposal
        source = self.source.copy({"name": "Second switch"})
        charged = self._calls(self._import(*rows, source=source))
        self.assertEqual(simulation.revenue_new, sum(charged.mapped("amount")))
        self.assertEqual(simulation.call_count, len(rows))

    def test_a_draft_version_is_replayed_as_it_is_now(self):
        self._import(line("1.1/1"))
        draft = self.env["call.rate.version"].browse(self.new_card.action_new_version()["res_id"])
        draft.rate_ids.price = 30_000
        simulation = self._simulate(version_id=draft.id)
        self.assertEqual(simulation.revenue_new, 30_000)
        draft.rate_ids.price = 60_000
        simulation.action_replay()
        self.assertEqual((simulation.revenue_new, len(simulation.line_ids)), (60_000, 1))

    def test_calls_priced_by_a_campaign_s_own_list_are_left_out_unless_wanted(self):
        own = self.pricelist.copy({"name": "Campaign list"})
        self.env["call.campaign"].create(
            {"name": "Spring", "partner_id": self.acme.id, "code": "S", "pricelist_id": own.id}
        )
        self._import(line("1.1/1"), line("1.1/2", account="S"))
        simulation = self._simulate()
        self.assertEqual((simulation.call_count, simulation.skipped_count), (1, 1))
        simulation.replace_all = True
        self.assertEqual(simulation.state, "draft")
        simulation.action_replay()
        self.assertEqual((simulation.call_count, simulation.skipped_count), (2, 0))

    def test_the_days_are_those_of_the_company_s_clock(self):
        self.company.partner_id.tz = "Europe/Stockholm"
        starts = ("2026-09-30 21:59:59", "2026-09-30 22:00:00", "2026-10-31 22:59:59", "2026-10-31 23:00:00")
        self._import(*(line(f"1.1/{n}", start=start) for n, start in enumerate(starts, 1)))
        self.assertEqual(self._simulate(date_from="2026-10-01", date_to="2026-10-31").call_count, 2)

    def test_loss_making_prefixes_and_margins_are_told(self):
        calls = self._calls(self._import(line("1.1/1"), line("1.1/2", b_number="46731110001")))
        self.env.cr.execute(
            "UPDATE call_record SET cost = 500000, margin = amount - 500000 WHERE id = ANY(%s)", (calls.ids,)
        )
        self.env.invalidate_all()
        simulation = self._simulate()
        self.assertEqual((simulation.cost_count, simulation.cost, simulation.margin_now), (2, 1_000_000, 200_000))
        self.assertEqual((simulation.margin_new, simulation.loss_count), (200_000, 1))
        loss = simulation.line_ids.filtered(lambda line: line.margin_new < 0)
        self.assertEqual((loss.prefix, loss.margin_new), ("467", -200_000))
        self.assertAlmostEqual(simulation.margin_percent, 100 * 200_000 / 1_200_000)
        lines = self.env["call.simulation.line"].with_user(self.seller)
        groups = lines._read_group(simulation.action_view_lines()["domain"], ["destination_id"], ["margin_new:sum"])
        self.assertEqual(groups, [(self.mobile, 200_000)])

    def test_below_the_least_margin_a_manager_approves_first(self):
        calls = self._calls(self._import(line("1.1/1")))
        self.env.cr.execute(
            "UPDATE call_record SET cost = 1, margin = amount - 800000 WHERE id = ANY(%s)", (calls.ids,)
        )
        self.new_card.minimum_margin = 20
        simulation = self._simulate()
        self.assertTrue(simulation.needs_approval)
        with self.assertRaisesRegex(UserError, "A manager has to approve"):
            simulation.action_quote()
        simulation.action_request_approval()
        self.assertEqual(len(simulation.activity_ids), 1)
        for cheat in (
            lambda: simulation.action_approve(),
            lambda: simulation.write({"approved_by_id": self.seller.id}),
            lambda: simulation.write({"margin_new": 900_000}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                cheat()
        simulation.with_user(self.manager).action_approve()
        self.assertFalse(simulation.needs_approval)
        simulation.action_quote()
        simulation.action_replay()
        self.assertTrue(simulation.needs_approval, "an approval is for the prices that were looked at")

    def test_the_quotation_names_prices_and_charges_nothing(self):
        self._three_calls()
        simulation = self._simulate()
        order = self.env["sale.order"].browse(simulation.action_quote()["res_id"]).with_user(self.seller)
        self.assertEqual((order.partner_id, order.pricelist_id), (self.acme, self.proposal))
        self.assertEqual((order.amount_total, simulation.order_count), (0, 1))
        texts = order.order_line.mapped("name")
        article = self.mobile.product_id.default_code
        self.assertIn(f"[{article}] Mobile (test) (4670): 0.90/min. Your calls: 1, 0:01:00, 0.90.", texts)
        self.assertTrue(any("come to 1.50" in text and "charged with 2.40" in text for text in texts), texts)

    def test_accepting_the_quotation_assigns_the_price_list(self):
        self._import(line("1.1/1"))
        draft = self.env["call.rate.version"].browse(self.new_card.action_new_version()["res_id"])
        simulation = self._simulate(version_id=draft.id)
        order = self.env["sale.order"].browse(simulation.action_quote()["res_id"]).with_user(self.seller)
        with self.assertRaisesRegex(UserError, "is a draft. Have it published first"), self.cr.savepoint():
            order.action_confirm()
        draft.action_publish()
        order.action_confirm()
        self.assertEqual(self.acme.property_product_pricelist, self.proposal)
        call = self._calls(self._import(line("1.1/2", b_number="46701110009")))
        self.assertEqual((call.amount, call.pricelist_id), (900_000, self.proposal))

    def test_what_cannot_be_replayed_is_refused_with_the_reason(self):
        with self.assertRaisesRegex(UserError, "no calls to replay"):
            self._simulate()
        self._import(line("1.1/1"))
        with self.assertRaisesRegex(ValidationError, "is no version of the price list's rate card"):
            self._simulate(version_id=self.card.version_ids.id)
        with self.assertRaisesRegex(ValidationError, "last day of the calls is before the first"):
            self._simulate(date_to="2026-10-01")
        self.proposal.call_rate_card_id = False
        self.company.call_rate_card_id = False
        with self.assertRaisesRegex(UserError, "no rate card with prices in force"):
            self._simulate()
        self.proposal.call_rate_card_id = self.new_card
        other = self._create_customer("Bolt", "+46812345679")
        self._import(line("1.1/9", a_number="46812345679"))
        both = self._simulate(partner_ids=[(6, 0, (self.acme | other).ids)])
        self.assertEqual(both.call_count, 2)
        with self.assertRaisesRegex(UserError, "a quotation is for one customer|A quotation is for one customer"):
            both.action_quote()

    def test_sales_staff_fill_in_the_form(self):
        with Form(self.env["call.simulation"].with_user(self.seller)) as form:
            form.partner_ids.add(self.acme)
            form.pricelist_id = self.proposal
            self.assertEqual(form.card_id, self.new_card)
        self.assertEqual(form.record.name, "Acme: Proposal")

    def test_another_company_sees_nothing(self):
        self._import(line("1.1/1"))
        simulation = self._simulate()
        other = self.env["res.company"].create({"name": "Other company"})
        self.seller.write({"company_ids": [(4, other.id)]})
        for model in ("call.simulation", "call.simulation.line", "call.simulation.call"):
            there = self.env[model].with_user(self.seller).with_context(allowed_company_ids=[other.id])
            self.assertFalse(there.search([]))
            self.assertTrue(self.env[model].with_user(self.seller).search([]))
        self.assertEqual(simulation.company_id, self.company)

    def test_old_replayed_calls_are_cleared_and_their_sums_stay(self):
        self._import(line("1.1/1"))
        simulation = self._simulate()
        self.env.cr.execute("UPDATE call_simulation SET create_date = %s", (datetime(2026, 1, 1),))
        self.env.invalidate_all()
        self.env["call.simulation"]._gc_calls()
        self.assertFalse(self.env["call.simulation.call"].search([("simulation_id", "=", simulation.id)]))
        self.assertEqual(simulation.line_ids.call_count, 1)
