"""Payments that a customer's bank takes back."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import MANAGER

from .needs_clerk import NeedsClerk

#: states in which nothing is decided
OPEN = ("inquiry", "open")


class CallChargeback(models.Model):
    """A dispute about a payment, as a gateway tells it. The money is gone as soon as it is open."""

    _name = "call.chargeback"
    _description = "Chargeback"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    transaction_id = fields.Many2one(
        "payment.transaction", required=True, readonly=True, index=True, ondelete="restrict"
    )
    provider_id = fields.Many2one("payment.provider", required=True, readonly=True, ondelete="restrict")
    payment_id = fields.Many2one(
        "account.payment", readonly=True, index="btree_not_null", ondelete="restrict", help="What is taken back."
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    fee = fields.Monetary(readonly=True, help="What the gateway charges for it; booked with the gateway's report.")
    gateway_ref = fields.Char(
        string="Gateway's Reference", required=True, readonly=True, help="The gateway's own word for the dispute."
    )
    reason = fields.Char(readonly=True, tracking=True, help="As the gateway gives it.")
    evidence_due = fields.Datetime(
        string="Evidence Due", readonly=True, tracking=True, help="Until then the gateway takes evidence."
    )
    state = fields.Selection(
        [
            ("inquiry", "Inquiry"),
            ("open", "Open"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("withdrawn", "Withdrawn"),
        ],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        help="Inquiry: the bank asks, no money is taken. Open: the money is taken. Won: it came back. "
        "Lost: it stays with the customer, who owes it again. Withdrawn: an inquiry that came to nothing.",
    )
    withdrawal_id = fields.Many2one(
        "account.payment", string="Money Taken", readonly=True, copy=False, ondelete="restrict"
    )
    return_id = fields.Many2one(
        "account.payment", string="Money Returned", readonly=True, copy=False, ondelete="restrict"
    )
    invoice_ids = fields.Many2many(
        "account.move", string="Invoices Open Again", readonly=True, copy=False, groups="account.group_account_invoice"
    )
    flagged = fields.Boolean(related="partner_id.call_chargeback_flag", string="Account Flagged")

    _once = models.UniqueIndex("(provider_id, gateway_ref)", "This chargeback is known already.")

    @api.depends("partner_id.name", "gateway_ref")
    def _compute_display_name(self):
        for chargeback in self:
            chargeback.display_name = f"{chargeback.partner_id.name}: {chargeback.gateway_ref}"

    @api.model
    @api.private
    def _open(self, values):
        """The chargeback that a gateway tells of, new or known. Called again it takes no money again.

        :param dict values: `transaction` (record), `gateway_ref`, `amount` and `fee` in the currency of the
            transaction, `currency_id`, `reason` and `evidence_due` (datetime in UTC or False), `inquiry` (True: the
            bank only asks, and no money is taken)
        :raise UserError: the payment is not booked, or the amount cannot be right
        """
        transaction, inquiry = values["transaction"].sudo(), values.get("inquiry", False)
        transaction._call_take()
        domain = [("provider_id", "=", transaction.provider_id.id), ("gateway_ref", "=", values["gateway_ref"])]
        chargeback = self.sudo().search(domain)
        told = {name: values[name] for name in ("reason", "evidence_due", "fee") if values.get(name)}
        if not chargeback:
            chargeback = self._create_for(transaction, values | told | {"state": "inquiry" if inquiry else "open"})
            chargeback._plan()
        else:
            chargeback._update_told(told)
            if chargeback.state == "inquiry" and not inquiry:
                chargeback.state = "open"
        if chargeback.state == "open" and not chargeback.withdrawal_id:
            chargeback._withdraw()
            chargeback._act_on_account()
        return chargeback

    def _create_for(self, transaction, values):
        if not transaction._call_is_booked():
            raise UserError(
                self.env._(
                    "Payment %(reference)s is not booked yet, so it cannot be taken back.",
                    reference=transaction.reference,
                )
            )
        if values["currency_id"] != transaction.currency_id.id or not 0 < values["amount"] <= transaction.amount:
            raise NeedsClerk(
                self.env._(
                    "The chargeback is about another amount than payment %(reference)s.",
                    reference=transaction.reference,
                )
            )
        names = ("gateway_ref", "amount", "currency_id", "fee", "reason", "evidence_due", "state")
        return self.sudo().create(
            {
                "transaction_id": transaction.id,
                "provider_id": transaction.provider_id.id,
                "payment_id": transaction.payment_id.id,
                "partner_id": transaction.partner_id.commercial_partner_id.id,
                "company_id": transaction.company_id.id,
                **{name: values.get(name, False) for name in names},
            }
        )

    def _update_told(self, told):
        changed = {name: value for name, value in told.items() if self[name] != value}
        if changed:
            self.write(changed)
        if "evidence_due" in changed and self.state in OPEN:
            self._plan()

    def _win(self):
        """It ended for us: the money comes back, if it was taken. Called again it does nothing."""
        for chargeback in self.sudo():
            if chargeback.withdrawal_id and not chargeback.return_id:
                chargeback._give_back()
            if chargeback.state != "won":
                chargeback._close("won" if chargeback.withdrawal_id else "withdrawn")
                chargeback._release()

    def _lose(self):
        """It ended for the customer, who keeps the money and owes it. Called again it does nothing."""
        for chargeback in self.sudo().filtered(lambda chargeback: chargeback.state in OPEN):
            if not chargeback.withdrawal_id:
                chargeback._withdraw()
                chargeback._act_on_account()
            chargeback._close("lost")

    def _close(self, state):
        self.state = state
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_release(self):
        """A manager has settled it with the customer: flag and block end."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Managers release accounts after a chargeback."))
        self.check_access("read")
        self.sudo()._release(settled=True)
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A chargeback stays on record."))
