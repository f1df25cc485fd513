"""Top-ups by payment providers."""

from odoo import api, fields, models

#: purposes of transactions that top an account up
PURPOSES = ("top_up", "auto_top_up")
ACTIVITY = "call_center_billing_payment.mail_activity_type_top_up"


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
        """Override: whoever sent the link, or looks after the account, hears of what is odd."""
        result = super()._call_after_settled()
        for tx in self.filtered(lambda tx: tx._call_is_top_up() and tx.payment_id):
            for problem in tx._call_top_up_oddities():
                tx._call_tell_clerk(problem)
            tx.call_top_up_link_id.filtered(lambda link: link.state != "paid").state = "paid"
        return result

    def _call_top_up_oddities(self):
        """What a clerk should know of money that came in: [text]."""
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        problem = account._call_top_up_problem(self.amount, self.currency_id, self.payment_id)
        twice = self.call_top_up_link_id.state == "paid"
        found = [problem] if problem else []
        return found + ([self.env._("The payment link had been paid already.")] if twice else [])

    def _call_tell_clerk(self, problem):
        """Money came in that the rules do not allow: it is booked, and somebody decides."""
        account = self.partner_id.commercial_partner_id
        account.activity_schedule(
            ACTIVITY,
            summary=self.env._("Top-up outside the rules"),
            note=self.env._(
                "%(amount)s came in by %(reference)s and was booked. %(problem)s Let it be, or refund it.",
                amount=self.currency_id.format(self.amount),
                reference=self.reference,
                problem=problem,
            ),
            user_id=self.call_top_up_link_id.create_uid.id or account._call_top_up_clerk().id,
        )
