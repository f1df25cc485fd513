"""What people do about a line on which both sides differ."""

from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.call_center_billing.models.account.credit import CLERK, MANAGER

#: what people write on a line that is not booked
WRITABLE = {"partner_id", "account_id", "note"}
OF_THREADS = ("message_", "activity_", "website_message_", "rating_")


class CallGatewayReportLine(models.Model):
    """Look, ask, book, or accept with a note."""

    _inherit = "call.gateway.report.line"

    def write(self, vals):
        """People name the customer, the account and the reason; the rest is the gateway's."""
        names = {name for name in vals if not name.startswith(OF_THREADS)}
        if names and not self.env.su:
            if names - WRITABLE:
                raise AccessError(self.env._("Lines of gateways are not changed by hand."))
            if self.filtered(lambda line: line.state in ("booked", "accepted")):
                raise UserError(self.env._("This line is booked or accepted already."))
        return super().write(vals)

    def action_view_transaction(self):
        """Our transaction, or the payment if there is none."""
        self.ensure_one()
        record = self.transaction_id or self.payment_id
        if not record:
            raise UserError(self.env._("There is nothing of ours for this line."))
        return record._get_records_action()

    def action_ask_gateway(self):
        """Ask the gateway what became of our transactions, and compare again."""
        for line in self:
            line._check_open(CLERK)
            tx = line.sudo().transaction_id
            if not tx:
                raise UserError(self.env._("There is no transaction of ours to ask for."))
            if tx._call_ask_gateway() is None:
                raise UserError(
                    self.env._(
                        "%(name)s cannot be asked. Look at its own pages for %(ref)s.",
                        name=tx.provider_id.name,
                        ref=line.gateway_ref,
                    )
                )
        self.sudo().report_id._match()
        return True

    def action_book_payment(self):
        """Book money that the gateway has and we have not, as the chosen customer's.

        :raise UserError: no customer is chosen, or it is no such line
        """
        for line in self:
            line._check_open(CLERK)
            if line.difference != "missing_here" or line.kind not in ("payment", "refund", "chargeback"):
                raise UserError(self.env._("Only payments, refunds and chargebacks that are missing here are booked."))
            if not line.partner_id:
                raise UserError(self.env._("Choose the customer whose money it is."))
            own = line.sudo().with_company(line.company_id)
            if own.paid_currency_id:
                raise UserError(self.env._("The gateway changed the currency: register this payment by hand."))
            payment = own.env["account.payment"].create(own._prepare_payment())
            payment.action_post()
            own.write({"payment_id": payment.id, "our_amount": own.gross, "our_currency_id": own.currency_id.id})
        self.sudo().report_id._match()
        return True

    def _prepare_payment(self):
        provider = self.provider_id
        methods = provider.journal_id.inbound_payment_method_line_ids
        return {
            "payment_type": "inbound" if self.gross > 0 else "outbound",
            "partner_type": "customer",
            "partner_id": self.partner_id.commercial_partner_id.id,
            "amount": abs(self.gross),
            "currency_id": self.currency_id.id,
            "date": self.date,
            "journal_id": provider.journal_id.id,
            "payment_method_line_id": methods.filtered(lambda each: each.payment_provider_id == provider)[:1].id,
            "memo": " ".join(part for part in (self.gateway_ref, self.reference) if part),
        }

    def action_book_theirs(self):
        """The amount differs, and what the gateway settled is what there is: a manager lets that be booked."""
        for line in self:
            line._check_open(MANAGER)
            if line.difference != "amount":
                raise UserError(self.env._("Only lines whose amount differs are booked as the gateway says."))
            line._check_note()
            line.sudo().write({"theirs": True, "accepted_by_id": self.env.uid, "state": "clear"})
        return True

    def action_accept(self):
        """The difference is known and explained: nothing is booked for it."""
        for line in self:
            line._check_open(MANAGER)
            line._check_note()
            line.sudo().write({"state": "accepted", "accepted_by_id": self.env.uid})
        return True

    def _check_note(self):
        if not (self.note or "").strip():
            raise UserError(self.env._("Write down why, in “Why Accepted”, first."))

    def _check_open(self, group):
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group(group)):
            raise AccessError(self.env._("You may look at differences, and a manager accepts them."))
        own = self.sudo()
        own.lock_for_update()
        own.invalidate_recordset()
        if own.state != "open":
            raise UserError(self.env._("%(ref)s is no open difference any more.", ref=self.gateway_ref))
