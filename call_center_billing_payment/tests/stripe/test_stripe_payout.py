"""What Stripe pays out, and what it keeps of it."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import StripeStandInCase

FEE = 1.80


@tagged("post_install", "-at_install")
class TestStripePayout(StripeStandInCase):
    def setUp(self):
        super().setUp()
        self.stripe.pay_out(self.currency.name.lower())  # what other tests left
        self.stripe.notifications("payout.paid")
        self.stripe._inbox.clear()

    def pay_out(self, status="paid"):
        payout = self.stripe.pay_out(self.currency.name.lower(), status)
        return payout, self._told(f"payout.{status}")[0]

    def lines(self, report):
        return {line.kind: (line.gateway_ref, line.gross, line.fee) for line in report.line_ids}

    def test_a_payout_is_told_with_all_that_it_is_made_of(self):
        tx = self._charge(100)
        refund = tx._refund(20)
        payout, told = self.pay_out()
        self.assertEqual(self._deliver(told, told), [200, 200])
        report = self.env["call.gateway.report"].search([("gateway_ref", "=", payout["id"])])
        self.assertEqual(report.currency_id, self.currency)
        fee = 1.40 + FEE
        self.assertEqual(
            self.lines(report),
            {
                "payment": (tx.provider_reference, 100, fee),
                "refund": (refund.provider_reference, -20, 0),
                "payout": (payout["id"], -(80 - fee), 0),
            },
        )
        lines = report.line_ids.filtered(lambda line: line.kind in ("payment", "refund"))
        self.assertEqual(lines.payment_id, tx.payment_id | refund.payment_id)
        self.assertFalse(report.difference_count)
        self.assertEqual(report.net_total, 0)

    def test_it_can_be_fetched_and_is_there_once(self):
        self._charge(100)
        payout, told = self.pay_out()
        today = date.fromtimestamp(payout["arrival_date"])
        first = self.provider._call_fetch_report(today, today)
        self.assertEqual(first.filtered(lambda report: report.gateway_ref == payout["id"]).line_count, 2)
        self._deliver(told)
        self.assertEqual(self.provider._call_fetch_report(today, today), first)
        report = self.env["call.gateway.report"].search([("gateway_ref", "=", payout["id"])])
        self.assertEqual((len(report), len(report.line_ids)), (1, 2))

    def test_chargebacks_and_their_end_are_lines_of_their_own(self):
        tx = self._charge(100)
        charge = self.stripe.get(f"payment_intents/{tx.provider_reference}")["latest_charge"]["id"]
        dispute = self.stripe.post("disputes", charge=charge)["id"]
        self.stripe.post(f"disputes/{dispute}", status="won")
        payout, told = self.pay_out()
        self._deliver(*self._told("charge.dispute.created"), told)
        report = self.env["call.gateway.report"].search([("gateway_ref", "=", payout["id"])])
        lines = report.line_ids.filtered(lambda line: line.kind == "chargeback").sorted("gross")
        self.assertEqual(lines.mapped(lambda line: (line.gross, line.fee)), [(-100, 150), (100, 0)])
        self.assertEqual((lines[0].gateway_ref, lines[1].reference), (dispute, dispute))

    def test_a_payout_that_fails_is_told_to_a_clerk(self):
        self._charge(100)
        payout, told = self.pay_out("failed")
        self._deliver(told)
        event = self._events(kind="payout")
        self.assertEqual((event.state, len(event.activity_ids)), ("failed", 1))
        self.assertIn("bank account is closed", event.note)
        self.assertFalse(self.env["call.gateway.report"].search([("gateway_ref", "=", payout["id"])]))

    def test_long_lists_are_read_to_the_end(self):
        for number in range(3):
            self._charge(10, f"MANY-{number}")
        payout, _told = self.pay_out()
        query = {"payout": payout["id"], "limit": 2}
        found = list(self.provider._call_stripe_pages("balance_transactions", query))
        self.assertEqual(len({item["id"] for item in found}), 4)


@tagged("post_install", "-at_install")
class TestStripeWebhookMade(StripeStandInCase):
    def test_a_new_webhook_asks_for_all_that_is_handled(self):
        self.provider.write({"state": "disabled", "stripe_webhook_secret": False})
        self.provider.action_stripe_create_webhook()
        events = self.stripe.endpoints[-1]["enabled_events"]
        for event in ("payment_intent.succeeded", "charge.refunded", "refund.failed", "charge.dispute.created", "payout.paid"):
            self.assertIn(event, events)
        self.assertEqual(self.provider.stripe_webhook_secret, "whsec_stand_in")
        self.provider.action_stripe_create_webhook()
        self.assertEqual(self.stripe.count("/webhook_endpoints/we_1$", "POST"), 1)

    def test_a_webhook_that_stripe_does_not_know_is_told(self):
        self.stripe.endpoints.clear()
        with self.assertRaisesRegex(UserError, "anew"):
            self.provider.action_stripe_create_webhook()
