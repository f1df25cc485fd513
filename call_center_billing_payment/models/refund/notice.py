"""The customer is told what went back, and gets a receipt of it."""

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.call_center_billing.models.notice.samples import SAMPLES
from odoo.addons.call_center_billing.money import MICRO

SAMPLES["refund"] = {"number": "REF00017", "amount": 200_000_000, "way": "gateway"}


class CallRefund(models.Model):
    """Once for each refund that is done."""

    _inherit = "call.refund"

    def _tell_customer(self):
        account = self.partner_id.with_company(self.company_id)
        words = {"number": self.name, "amount": round(self.amount * MICRO), "amount_currency": self.currency_id.name}
        account._call_notify("refund", self.id, self, words | {"way": self.way})

    def action_receipt(self):
        """Print the receipt."""
        if self.filtered(lambda refund: refund.state != "done"):
            raise UserError(self.env._("Only refunds that are done have a receipt."))
        return self.env.ref("call_center_billing_payment.call_refund_receipt_report").report_action(self)
