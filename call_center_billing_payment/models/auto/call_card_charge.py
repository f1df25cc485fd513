"""A charge of a saved card: the intent, written down before anybody is asked for money."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.call_center_billing.models.account.credit import CLERK

#: money may be on its way: no other charge for the same is begun
OPEN = ("waiting", "sent", "pending", "unclear")


class CallCardCharge(models.Model):
    """One intent, one transaction, one key at the gateway, one charge, whoever is killed in between.

    An intent is committed before the gateway is asked, and what came of it after that. See `call_card_charge_ask.py`.
    """

    _name = "call.card.charge"
    _description = "Charge of a Saved Card"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "key"
    _check_company_auto = True

    key = fields.Char(required=True, readonly=True, copy=False, help="Which occasion it is: each is charged for once.")
    purpose = fields.Selection(
        [("auto_top_up", "Auto top-up"), ("collection", "Invoice on its due date")], required=True, readonly=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True, help="Of an announced charge: at most.")
    token_id = fields.Many2one("payment.token", string="Card", readonly=True, index=True, ondelete="set null")
    invoice_id = fields.Many2one(
        "account.move", readonly=True, index="btree_not_null", check_company=True, ondelete="restrict"
    )
    part_id = fields.Many2one(
        "call.instalment.part", string="Instalment", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date = fields.Date(string="On", required=True, readonly=True, index=True, help="The day on which it is drawn.")
    state = fields.Selection(
        [
            ("planned", "Announced"),
            ("waiting", "To be drawn"),
            ("sent", "No answer yet"),
            ("pending", "Under way"),
            ("done", "Paid"),
            ("declined", "Declined"),
            ("failed", "Could not be asked"),
            ("unclear", "Unclear"),
            ("cancelled", "Not needed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
        tracking=True,
        help="No answer yet: the same charge is asked for again under the same key. Unclear: the gateway no longer "
        "remembers the key, and the charge was not found there.",
    )
    transaction_id = fields.Many2one(
        "payment.transaction", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    payment_id = fields.Many2one(related="transaction_id.payment_id")
    reason = fields.Char(string="Why", readonly=True, help="Why it was declined, or is not known.")
    needs_customer = fields.Boolean(
        string="Customer Must Confirm", readonly=True, help="The card's bank wants its owner to confirm the payment."
    )
    withdrawn = fields.Boolean(readonly=True, help="Nobody agrees to it any more.")
    asked_count = fields.Integer(string="Times Asked", readonly=True)
    first_asked_at = fields.Datetime(string="First Asked", readonly=True)
    next_try = fields.Datetime(readonly=True)
    settled_at = fields.Datetime(string="Settled", readonly=True)

    _once = models.UniqueIndex("(key)", "This occasion has its charge already.")
    _transaction = models.UniqueIndex("(transaction_id) WHERE transaction_id IS NOT NULL")
    _one_top_up = models.UniqueIndex(
        "(partner_id, company_id) WHERE purpose = 'auto_top_up' AND state IN ('waiting', 'sent', 'pending', 'unclear')",
        "An auto top-up of this account is under way.",
    )
    _open = models.Index("(id) WHERE state IN ('planned', 'waiting', 'sent', 'pending')")
    _account = models.Index("(partner_id, purpose, id)")
    _amount = models.Constraint("CHECK (amount > 0)", "A charge is more than nothing.")

    @api.depends("partner_id", "amount", "currency_id")
    def _compute_display_name(self):
        for charge in self:
            charge.display_name = f"{charge.partner_id.name} {charge.currency_id.format(charge.amount)}"

    def get_portal_url(self):
        """Where the customer pays instead: the invoice, or the page of top-ups."""
        self.ensure_one()
        if self.invoice_id:
            return self.invoice_id.get_portal_url()
        return self.partner_id._call_top_up_url().removeprefix(self.partner_id.get_base_url())

    # === BUTTONS === #

    def action_ask_again(self):
        """Ask the gateway now what became of it, under the same key."""
        self._check_clerk()
        for charge in self.sudo().filtered(lambda charge: charge.state in ("sent", "pending", "unclear")):
            charge.next_try = fields.Datetime.now()
            charge._let_a_job_work()

    def action_cancel(self):
        """A charge that nobody was asked for yet is not made."""
        self._check_clerk()
        reason = self.env._("Cancelled by %(name)s.", name=self.env.user.name)
        self.sudo().filtered(lambda charge: charge.state in ("planned", "waiting"))._cancel(reason)

    def action_not_charged(self):
        """Somebody has looked at the gateway: the card was not charged."""
        self._check_clerk()
        reason = self.env._("%(name)s found no such charge at the gateway.", name=self.env.user.name)
        for charge in self.sudo().filtered(lambda charge: charge.state == "unclear"):
            charge.transaction_id._set_canceled(state_message=reason)
            charge._fail(reason)

    def action_view_transaction(self):
        """The gateway's transaction."""
        self.ensure_one()
        return self.transaction_id._get_records_action()

    def _check_clerk(self):
        self.check_access("read")
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks see to charges of cards."))

    def _cancel(self, reason, withdrawn=False):
        self.write({"state": "cancelled", "reason": reason, "withdrawn": withdrawn, "next_try": False})
