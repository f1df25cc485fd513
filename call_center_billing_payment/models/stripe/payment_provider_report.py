"""What Stripe's payouts are made of: payments, refunds, chargebacks and fees, as its balance has them."""

from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models

from ..gateway.needs_clerk import NeedsClerk
from .words import major, moment

#: what Stripe's balance says happened, in our words; all else is an adjustment
KINDS = {
    "charge": "payment",
    "refund": "refund",
    "dispute": "chargeback",
    "dispute_reversal": "chargeback",
    "fee": "fee",
    "network_cost": "fee",
    "payout": "payout",
}
#: of these, Stripe's own number of the movement is taken: what they are about has a line already
SECOND = ("dispute_reversal", "refund_failure")
#: how many days a job looks back for payouts of which no notification came
DAYS = 10


class PaymentProvider(models.Model):
    """One report for each payout."""

    _inherit = "payment.provider"

    def _call_fetch_report(self, date_from=None, date_to=None):
        """Override for Stripe: a report of each payout that reached the bank on these days."""
        if self.code != "stripe":
            return super()._call_fetch_report(date_from=date_from, date_to=date_to)
        reports, query = self.env["call.gateway.report"], {"status": "paid"}
        if date_from:
            query["arrival_date[gte]"] = int(datetime.combine(date_from, time.min, UTC).timestamp())
        if date_to:
            query["arrival_date[lte]"] = int(datetime.combine(date_to, time.max, UTC).timestamp())
        for payout in self._call_stripe_pages("payouts", query):
            reports |= self._call_stripe_report(payout)
        return reports

    def _call_stripe_take_payout(self, payout):
        """Stripe tells of a payout.

        :raise NeedsClerk: it failed
        """
        if payout.get("status") == "failed":
            raise NeedsClerk(
                self.env._(
                    "Payout %(ref)s did not reach the bank: %(reason)s Mend the bank account in Stripe's dashboard; "
                    "the money is at Stripe.",
                    ref=payout["id"],
                    reason=payout.get("failure_message") or payout.get("failure_code") or "",
                )
            )
        self._call_stripe_report(payout)

    def _call_stripe_report(self, payout):
        """The report of one payout, with what Stripe says it is made of."""
        query = {"payout": payout["id"], "expand[]": "data.source"}
        items = list(self._call_stripe_pages("balance_transactions", query))
        currency = self.env["res.currency"].search([("name", "=", payout["currency"].upper())])
        day = moment(payout["arrival_date"]).date()
        report = self.env["call.gateway.report"].sudo()._of(self, payout["id"], date=day, currency_id=currency.id)
        report._take([self._call_stripe_row(item, payout) for item in items])
        return report

    def _call_stripe_row(self, item, payout):
        """A movement of Stripe's balance as a report's line."""
        source = item["source"] if isinstance(item.get("source"), dict) else {}
        currency = self.env["res.currency"].search([("name", "=", item["currency"].upper())])
        category = item.get("reporting_category") or item["type"]
        kind = KINDS.get(category, "adjustment")
        gross, fee = major(item["amount"], currency), major(item.get("fee") or 0, currency)
        if kind == "fee":
            gross, fee = 0, fee - gross
        row = {
            "kind": kind,
            "gateway_ref": item["id"] if category in SECOND else self._call_stripe_name(item, source, payout),
            "reference": source.get("id") if category in SECOND else source.get("description"),
            "date": moment(item["created"]).date(),
            "gross": gross,
            "fee": fee,
            "currency": item["currency"],
            "text": item.get("description"),
        }
        paid = (source.get("currency") or item["currency"]).upper()
        if paid != item["currency"].upper():
            customers = self.env["res.currency"].with_context(active_test=False).search([("name", "=", paid)])
            sign = -1 if item["amount"] < 0 else 1
            row |= {"paid_currency": paid, "paid_amount": sign * major(source.get("amount") or 0, customers)}
        return row

    def _call_stripe_name(self, item, source, payout):
        """By what the line is matched: the payment's intent, the refund, the dispute, the payout."""
        if source.get("object") == "charge":
            return source.get("payment_intent") or source["id"]
        if item["type"] == "payout":
            return payout["id"]
        return source.get("id") or item["id"]

    @api.model
    def _cron_call_stripe_payouts(self):
        """Fetch payouts of which no notification came."""
        since = fields.Date.context_today(self) - timedelta(days=DAYS)
        for provider in self.search([("code", "=", "stripe"), ("state", "=", "enabled")]):
            provider._call_fetch_report(date_from=since)
            self.env["ir.cron"]._commit_progress()
