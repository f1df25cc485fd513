"""Top-ups by payment providers."""

from odoo import api, fields, models

#: purposes of transactions that top an account up
PURPOSES = ("top_up", "auto_top_up")


class PaymentTransaction(models.Model):
    """The rules hold when it is begun; when the money is there it is booked, and a clerk is told what is odd."""

    _inherit = "payment.transaction"

    call_top_up_link_id = fields.Many2one(
        "call.top.up.link", string="Payment Link", readonly=True, index="btree_not_null"
    )
    call_top_up_invoice = fields.Boolean(
        string="Invoice Wanted", readonly=True, help="Where the company makes invoices for top-ups on request."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: no top-up begins that the company's rules refuse.

        :raise UserError: why not
        """
        for vals in vals_list:
            if vals.get("call_purpose") == "top_up":
                provider = self.env["payment.provider"].sudo().browse(vals["provider_id"])
                account = self.env["res.partner"].browse(vals["partner_id"]).with_company(provider.company_id)
                currency = self.env["res.currency"].browse(vals["currency_id"])
                account._call_check_top_up(vals["amount"], currency)
        return super().create(vals_list)

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment`: the payment of a top-up is one from the beginning."""
        if self._call_is_top_up():
            extra_create_values = {"call_top_up": True} | extra_create_values
        return super()._create_payment(**extra_create_values)

    def _call_is_top_up(self):
        return self.call_purpose in PURPOSES and self.operation not in ("refund", "validation") and self.amount > 0

    def _call_after_settled(self):
        """Override: whoever looks after payments hears of what is odd; the link is paid."""
        result = super()._call_after_settled()
        if self._call_is_top_up():
            for problem in self._call_top_up_oddities():
                note = self.env._(
                    "%(amount)s came in by %(reference)s and was booked. %(problem)s Let it be, or refund it.",
                    amount=self.currency_id.format(self.amount),
                    reference=self.reference,
                    problem=problem,
                )
                self._call_tell_clerk(self.env._("Top-up outside the rules: %(ref)s", ref=self.reference), note)
            self.call_top_up_link_id._call_paid()
        return result

    def _call_top_up_oddities(self):
        """What a clerk should know of money that came in: [text]."""
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        problem = account._call_top_up_problem(self.amount, self.currency_id, self.payment_id)
        twice = self.call_top_up_link_id.state == "paid"
        found = [problem] if problem else []
        return found + ([self.env._("The payment link had been paid already.")] if twice else [])
