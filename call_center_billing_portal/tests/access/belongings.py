"""One of everything that an account has and that an address can name."""

from odoo import fields

from .common import PeopleCase


class BelongingsCase(PeopleCase):
    """All of it is customer A's."""

    def belongings(self):
        """:return: {argument of a route: what it is for customer A}"""
        calls = self.import_calls({"seconds": 61}, {"seconds": 62, "a": self.B_NUMBER})
        invoice = self.invoice(self.customer_a)
        mine = calls.filtered(lambda call: call.partner_id == self.customer_a)
        self.env.company.call_verify_number = "+46770000000"
        subscription = self._belonging_subscription()
        return {
            "invoice_id": invoice.id,
            "order_id": invoice.line_ids.sale_line_ids.order_id.id,
            "statement_id": self.customer_a.call_statement_ids[:1].id,
            "call_id": mine.id,
            "dispute_id": self.env["call.dispute"]._open_dispute(self.customer_a, mine, "price", "Too dear.").id,
            "payment_id": self._belonging_payment().id,
            "number_id": self.customer_a.call_number_ids[:1].id,
            "claim_id": self.env["call.number.claim"].sudo()._claim(self.customer_a, "+46701234567").id,
            "subscription_id": subscription.id,
            "request_id": self._belonging_request(subscription).id,
            "contact_id": self.sibling.partner_id.id,
            "erasure_id": self.env["call.erasure.request"].create({"partner_id": self.customer_a.id}).id,
            "document_id": 1,
            "file_id": 1,
            "kind": "pdf",
            "page": 1,
            "key": "x" * 32,
        }

    def _belonging_subscription(self):
        fee = self.env["product.product"].create({"name": "Monthly fee", "type": "service", "taxes_id": [(5,)]})
        item = {"kind": "recurring", "price": 31_000_000, "product_id": fee.id}
        plans = self.env["call.plan"]
        for name in ("Small", "Large"):
            version = {"valid_from": "2026-01-01", "item_ids": [(0, 0, item)]}
            plans |= self.env["call.plan"].create({"name": name, "version_ids": [(0, 0, version)], "on_request": True})
        plans.version_ids.action_publish()
        self.other_plan = plans[1]
        subscription = self.env["call.subscription"].create(
            {
                "partner_id": self.customer_a.id,
                "version_id": plans[0].version_ids.id,
                "date_start": fields.Date.today(),
            }
        )
        subscription._start()
        return subscription

    def _belonging_request(self, subscription):
        wish = {"subscription_id": subscription.id, "kind": "plan", "plan_id": self.other_plan.id, "when": "next"}
        return self.env["call.plan.request"]._ask(self.customer_a, wish)

    def _belonging_payment(self):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": 1,
                "date": fields.Date.today(),
            }
        )
        payment.action_post()
        return payment
