"""What a customer is about to pay: chosen on one page, paid on the next."""

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: states in which a transaction has moved money, or may still do so without the customer
UNDER_WAY = ("pending", "authorized")


class CallPayIntent(models.Model):
    """A choice of invoices and sums, or a top-up. Nothing of it changes once it is made.

    All that is paid for it are its transactions: several if one was declined, but only one moves money.
    """

    _name = "call.pay.intent"
    _description = "Payment by a Customer"
    _order = "id desc"
    _rec_name = "id"

    key = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        groups="base.group_system",
    )
    partner_id = fields.Many2one("res.partner", string="Account", required=True, index=True, ondelete="restrict")
    payer_id = fields.Many2one("res.partner", required=True, ondelete="restrict", help="The contact who pays.")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one("res.currency", required=True)
    purpose = fields.Selection([("invoice", "Invoices"), ("top_up", "Top-up")], required=True, default="invoice")
    amount = fields.Monetary(required=True)
    disputed_too = fields.Boolean(help="The invoice was chosen as a whole, with what the customer disputes of it.")
    by_link = fields.Boolean(help="Made by a signed link, without a login.")
    begun_at = fields.Datetime(help="When the customer went on to pay last.")
    line_ids = fields.One2many("call.pay.intent.line", "intent_id", string="Invoices")
    transaction_ids = fields.One2many("payment.transaction", "call_pay_intent_id", string="Transactions")

    _key = models.UniqueIndex("(key)")
    _amount = models.Constraint("CHECK (amount > 0)", "What is paid is more than nothing.")

    @api.model
    def _open(self, payer, shares, **vals):
        """What `payer` is about to pay of invoices.

        :param res.partner payer: a contact of the account
        :param dict shares: {account.move: sum to pay of it}, of one company and currency
        :param dict vals: of the record beside
        :raise UserError: something of it cannot be paid
        """
        invoices = self.env["account.move"].union(*shares)
        if len(invoices.company_id) != 1 or len(invoices.currency_id) != 1:
            raise UserError(self.env._("Choose something to pay first, in one currency at a time."))
        intent = self.create(
            {
                "partner_id": payer.commercial_partner_id.id,
                "payer_id": payer.id,
                "company_id": invoices.company_id.id,
                "currency_id": invoices.currency_id.id,
                "amount": invoices.currency_id.round(sum(shares.values())),
                **vals,
                "line_ids": [(0, 0, {"invoice_id": move.id, "amount": share}) for move, share in shares.items()],
            }
        )
        intent._check()
        return intent

    @api.model
    def _open_top_up(self, payer, company, amount, by_link=False):
        """A top-up of the account of `payer`, in the currency of the company.

        :raise UserError: the company's rules do not allow it
        """
        intent = self.create(
            {
                "partner_id": payer.commercial_partner_id.id,
                "payer_id": payer.id,
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "purpose": "top_up",
                "amount": amount,
                "by_link": by_link,
            }
        )
        intent._check()
        return intent

    def _transaction(self):
        """The transaction that says how it stands: the one that moved money, else the newest."""
        transactions = self.transaction_ids.sorted("id", reverse=True)
        moved = transactions.filtered(lambda tx: tx.state in ("done", *UNDER_WAY))
        return (moved.filtered(lambda tx: tx.state == "done") or moved or transactions)[:1]

    def _situation(self):
        """How it stands: "open", "begun", "failed" (declined or given up), "pending" or "done"."""
        state = self._transaction().state
        if state in UNDER_WAY:
            return "pending"
        return {False: "open", "draft": "begun", "done": "done"}.get(state, "failed")

    def _check(self):
        """That it can be paid as it is.

        :raise UserError: what has changed, in words for the customer
        """
        self.ensure_one()
        if self.purpose == "top_up":
            self.partner_id.with_company(self.company_id)._call_check_top_up(self.amount, self.currency_id)
        for line in self.line_ids:
            line._check()

    @api.autovacuum
    def _gc_call_pay_intents(self):
        """Forget what nobody went on to pay."""
        before = fields.Datetime.now() - timedelta(days=7)
        self.search([("transaction_ids", "=", False), ("create_date", "<", before)], limit=1000).unlink()


class CallPayIntentLine(models.Model):
    """What is paid of one invoice."""

    _name = "call.pay.intent.line"
    _description = "Invoice That a Customer Pays"

    intent_id = fields.Many2one("call.pay.intent", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="intent_id.company_id", store=True)
    currency_id = fields.Many2one(related="intent_id.currency_id")
    invoice_id = fields.Many2one("account.move", required=True, ondelete="cascade")
    amount = fields.Monetary(required=True)
    busy = fields.Boolean(string="Under Way", copy=False, help="A payment of the invoice is being made by this.")

    # two tabs, two clicks: one of them has the invoice until it is paid, declined or given up
    _one_at_a_time = models.UniqueIndex(
        "(invoice_id) WHERE busy",
        "A payment of this invoice is being made already. Look at Pay Invoices what became of it.",
    )
    _amount = models.Constraint("CHECK (amount > 0)", "What is paid is more than nothing.")

    def _check(self):
        move, intent = self.invoice_id, self.intent_id
        own = move.commercial_partner_id == intent.partner_id and move.company_id == intent.company_id
        if not own or move.currency_id != intent.currency_id or move.move_type != "out_invoice":
            raise UserError(self.env._("This invoice cannot be paid here."))
        if move.state != "posted":
            raise UserError(self.env._("%(invoice)s was withdrawn: it need not be paid.", invoice=move.name or ""))
        left = move.amount_residual if intent.disputed_too else move._call_reminder_amount()
        if move.currency_id.is_zero(move.amount_residual):
            raise UserError(self.env._("%(invoice)s is paid already. Nothing more was taken.", invoice=move.name))
        if move.currency_id.compare_amounts(self.amount, left) > 0:
            raise UserError(
                self.env._(
                    "%(invoice)s has changed: %(left)s of it can be paid now. Choose once more what to pay.",
                    invoice=move.name,
                    left=move.currency_id.format(left),
                )
            )
