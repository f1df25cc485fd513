"""Money that goes back to a customer, asked for by one and approved by another."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: ways in which money goes back
WAYS = [
    ("gateway", "Through the gateway"),
    ("transfer", "From a bank account or the till"),
    ("reversal", "The payment never came: reverse it"),
    ("balance", "It stays on the account"),
]
#: states in which a refund counts against what is left to refund
BINDING = ("waiting", "approved", "sent", "unknown", "done")
#: what a person writes down who looked at the gateway
LOOKED_UP = {"gateway_number"}
#: what people write while it is a draft
WRITABLE = {"payment_id", "amount", "reason", "way", "journal_id", "note"}
OF_THREADS = ("message_", "activity_", "website_message_", "rating_")


class CallRefund(models.Model):
    """One refund of one payment. Who decides is `call_refund_decide`, how it goes back `call_refund_send`."""

    _name = "call.refund"
    _description = "Refund"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    payment_id = fields.Many2one(
        "account.payment",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        domain="[('payment_type', '=', 'inbound'), ('partner_type', '=', 'customer'), "
        "('state', 'in', ('in_process', 'paid'))]",
    )
    partner_id = fields.Many2one(
        related="payment_id.partner_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one(related="payment_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="payment_id.currency_id", store=True)
    amount = fields.Monetary(required=True, tracking=True)
    left = fields.Monetary(string="Left to Refund", compute="_compute_left", help="Of the payment, before this refund.")
    reason = fields.Char(required=True, tracking=True)
    note = fields.Text(help="For colleagues.")
    way = fields.Selection(WAYS, required=True, tracking=True, compute="_compute_way", store=True, readonly=False)
    journal_id = fields.Many2one(
        "account.journal",
        string="Paid From",
        check_company=True,
        domain=[("type", "in", ("bank", "cash"))],
        help="The bank account it is paid from, or the till that it is taken out of.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "To approve"),
            ("approved", "Approved"),
            ("sent", "On its way"),
            ("unknown", "Asked, no answer"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        help="“Asked, no answer”: it is not known whether the gateway has paid. It is not asked again by itself.",
    )
    asked_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)
    done_at = fields.Datetime(string="Paid Back", readonly=True, copy=False)
    trouble = fields.Text(readonly=True, copy=False)
    transaction_id = fields.Many2one("payment.transaction", readonly=True, copy=False, index="btree_not_null")
    refund_payment_id = fields.Many2one("account.payment", readonly=True, copy=False, index="btree_not_null")
    move_id = fields.Many2one("account.move", string="Reversal", readonly=True, copy=False, index="btree_not_null")

    _amount = models.Constraint("CHECK (amount > 0)", "Refund more than nothing.")
    _one_transaction = models.UniqueIndex(
        "(transaction_id) WHERE transaction_id IS NOT NULL", "This transaction is another refund's."
    )
    _one_payment = models.UniqueIndex(
        "(refund_payment_id) WHERE refund_payment_id IS NOT NULL", "This payment is another refund's."
    )

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for refund in self:
            number = refund.name if refund.name != "/" else self.env._("New refund")
            refund.display_name = f"{number} {refund.partner_id.name or ''}".strip()

    @api.depends("payment_id", "state")
    def _compute_left(self):
        for refund in self:
            refund.left = refund.payment_id._call_left_to_refund(refund) if refund.payment_id else 0

    @api.depends("payment_id")
    def _compute_way(self):
        for refund in self:
            refund.way = self._usual_way(refund.payment_id)

    def _usual_way(self, payment):
        return "gateway" if payment._call_gateway_refunds() else "transfer"

    @api.onchange("payment_id")
    def _onchange_payment_id(self):
        if self.payment_id and not self.amount:
            self.amount = self.left

    @api.model_create_multi
    def create(self, vals_list):
        """A refund begins as a draft of whoever asks; it gets its number."""
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name in WRITABLE} for vals in vals_list]
        for vals in vals_list:
            known = vals.get("payment_id", self.env.context.get("default_payment_id"))
            payment = self.env["account.payment"].browse(known)
            sequence = self.env["ir.sequence"].sudo().with_company(payment.company_id or self.env.company)
            vals["name"] = sequence.next_by_code("call.refund") or "/"
            vals["asked_by_id"] = self.env.uid
            vals["way"] = vals.get("way") or self._usual_way(payment)
        return super().create(vals_list)

    def write(self, vals):
        """People change drafts, and of those only what they ask for."""
        names = {name for name in vals if not name.startswith(OF_THREADS)}
        if names and not self.env.su:
            if names - WRITABLE - LOOKED_UP:
                raise AccessError(self.env._("What becomes of a refund is not written by hand."))
            if names - LOOKED_UP and self.filtered(lambda refund: refund.state != "draft"):
                raise UserError(self.env._("Only drafts are changed. Withdraw the refund first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts(self):
        if self.filtered(lambda refund: refund.state != "draft"):
            raise UserError(self.env._("Only drafts are deleted: what was asked for stays on record."))

    def _check_refund(self):
        """
        :raise ValidationError: it is no refund that can be made
        """
        self.ensure_one()
        payment = self.payment_id.sudo()
        if payment.payment_type != "inbound" or payment.partner_type != "customer":
            raise ValidationError(self.env._("Only what a customer has paid is refunded."))
        if payment.state not in ("in_process", "paid"):
            raise ValidationError(self.env._("%(payment)s was not made: there is nothing to refund.", **self._words()))
        if self.currency_id.compare_amounts(self.amount, self.left) > 0:
            raise ValidationError(
                self.env._("Of %(payment)s only %(left)s is left to refund, and this is %(amount)s.", **self._words())
            )
        getattr(self, f"_check_{self.way}")()

    def _check_gateway(self):
        possible = self.payment_id._call_gateway_refunds()
        if not possible:
            raise ValidationError(
                self.env._("%(payment)s cannot go back through its gateway. Choose another way.", **self._words())
            )
        if possible == "full_only" and self.currency_id.compare_amounts(self.amount, self.payment_id.amount):
            raise ValidationError(
                self.env._("This gateway gives back whole payments only: refund all, or choose another way.")
            )

    def _check_transfer(self):
        if not self.journal_id:
            raise ValidationError(self.env._("Choose the bank account, or the till, that it is paid from."))

    def _check_reversal(self):
        payment = self.payment_id.sudo()
        if payment.payment_transaction_id:
            raise ValidationError(
                self.env._("%(payment)s came through a gateway, so it did come. Choose another way.", **self._words())
            )
        if self.currency_id.compare_amounts(self.amount, payment.amount):
            raise ValidationError(self.env._("A payment that never came is reversed as a whole."))
        if payment.is_matched and payment.move_id._call_liquidity_matched():
            raise ValidationError(
                self.env._("The bank's statement has %(payment)s, so it did come. Choose another way.", **self._words())
            )

    def _check_balance(self):
        """Nothing moves, so nothing can be wrong."""

    def _check_clerk(self):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks and managers ask for refunds."))

    def _words(self):
        return {
            "amount": self.currency_id.format(self.amount),
            "left": self.currency_id.format(self.left),
            "payment": self.payment_id.display_name,
            "customer": self.partner_id.display_name,
            "reason": self.reason,
            "user": self.env.user.name,
        }
