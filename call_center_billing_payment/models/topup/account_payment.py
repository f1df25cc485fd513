"""Payments that top up an account: booked once, and kept as they are."""

from odoo import api, fields, models
from odoo.exceptions import UserError

#: what of a top-up that is booked stays as it is
KEPT = (
    *("call_top_up", "call_top_up_at", "partner_id", "partner_type", "payment_type", "amount", "currency_id"),
    *("date", "journal_id", "company_id", "payment_method_line_id", "destination_account_id"),
)
#: states in which the money is no longer there
UNDONE = ("draft", "canceled", "rejected")


class AccountPayment(models.Model):
    """What of a payment is a top-up's: that it is one, since when, and what there was to call for afterwards."""

    _inherit = "account.payment"

    call_top_up = fields.Boolean(string="Top-up", readonly=True, copy=False, tracking=True)
    call_top_up_at = fields.Datetime(string="Topped Up", readonly=True, copy=False)
    call_top_up_key = fields.Char(
        readonly=True, copy=False, help="The dialogue that it was made in: pressed twice, it is made once."
    )
    call_available_after = fields.Monetary(
        string="Available Afterwards",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        help="What the account had to call for when the money was booked; an unlimited account's balance.",
    )

    _call_top_up_account = models.Index("(partner_id, call_top_up_at) WHERE call_top_up")
    _call_top_up_key = models.UniqueIndex(
        "(call_top_up_key) WHERE call_top_up_key IS NOT NULL", "This top-up is booked already."
    )

    def action_post(self):
        """Override: what tops an account up is noted with what there is to call for now."""
        result = super().action_post()
        booked = self.filtered(lambda each: each.call_top_up and not each.call_top_up_at and each.state not in UNDONE)
        for payment in booked.sudo():
            payment._call_top_up_booked()
        return result

    def _call_top_up_booked(self):
        """The money is in the books: note when, and what there is to call for."""
        account = self.partner_id.commercial_partner_id.with_company(self.company_id)
        account.invalidate_recordset(["call_available"])
        self.write({"call_top_up_at": fields.Datetime.now(), "call_available_after": account.call_available})
        account.message_post(
            body=self.env._(
                "Topped up with %(amount)s by %(way)s: %(payment)s. Available now: %(available)s.",
                amount=self.currency_id.format(self.amount),
                way=self.payment_method_line_id.name or self.journal_id.name,
                payment=self._get_html_link(),
                available=self.company_currency_id.format(self.call_available_after),
            )
        )

    def write(self, vals):
        """Override: a top-up that is booked is not edited, and goes nowhere but by being reversed.

        :raise UserError: it would be
        """
        booked = self.filtered("call_top_up_at") if not self.env.context.get("call_top_up_reversal") else self.browse()
        if booked and (booked._call_changed(vals) or vals.get("state") in UNDONE):
            raise UserError(booked[:1]._call_kept_text())
        return super().write(vals)

    def _call_changed(self, vals):
        """Whether these values are others than the top-ups have."""
        for name in set(KEPT) & vals.keys():
            field = self._fields[name]
            for payment in self:
                new = field.convert_to_record(field.convert_to_cache(vals[name], payment), payment)
                if new != payment[name]:
                    return True
        return False

    def _call_kept_text(self):
        """Why a booked top-up stays as it is, and what to do instead."""
        if self.payment_transaction_id:
            return self.env._(
                "%(payment)s came by %(gateway)s, and the customer's account was topped up with it. It cannot be "
                "edited, reset or cancelled here, for the money would stay with us: refund it instead.",
                payment=self.display_name,
                gateway=self.payment_transaction_id.sudo().provider_id.name,
            )
        return self.env._(
            "%(payment)s is a top-up that was booked. It cannot be edited, reset or cancelled: reverse it, with a "
            "reason, and enter it anew if need be.",
            payment=self.display_name,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_top_up(self):
        for payment in self.filtered("call_top_up_at"):
            raise UserError(payment._call_kept_text())


class AccountMove(models.Model):
    """The journal entries of top-ups."""

    _inherit = "account.move"

    def button_draft(self):
        """Override: what would take a booked top-up away is refused."""
        if not self.env.context.get("call_top_up_reversal"):
            for payment in self.sudo().origin_payment_id.filtered("call_top_up_at"):
                raise UserError(payment._call_kept_text())
        return super().button_draft()
