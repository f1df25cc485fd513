"""Which payment of ours is a gateway's line about, and do both say the same?"""

from datetime import datetime, time

from odoo import models

#: how money that a line is about is known to us, and in which states both sides say the same
OPERATION = {"payment": ("online_redirect", "online_direct", "online_token", "offline"), "refund": ("refund",)}
#: lines that say nothing about a payment of ours
ALONE = ("fee", "payout")


class CallGatewayReport(models.Model):
    """Matching again changes nothing that was booked or accepted."""

    _inherit = "call.gateway.report"

    def _match(self):
        """Match lines that are open or clear, by the gateway's reference first, then by ours."""
        for report in self:
            lines = report.line_ids.filtered(lambda line: line.state in ("open", "clear"))
            told = lines.filtered(lambda line: line.side == "gateway")
            told._find_ours()
            for line in told:
                line._compare()
            report._tell_missing(lines - told)

    def _tell_missing(self, known):
        """Lines for our payments of the report's days that no report has; those that came up meanwhile go.

        :param known: such lines as they are
        """
        missing = self._missing_there()
        known.filtered(lambda line: line.transaction_id not in missing).unlink()
        told = self.env["call.gateway.report.line"].search(
            [("transaction_id", "in", missing.ids), ("side", "=", "ours")]
        )
        for tx in missing - told.transaction_id:
            self.env["call.gateway.report.line"].create(
                {
                    "report_id": self.id,
                    "side": "ours",
                    "kind": "refund" if tx.operation == "refund" else "payment",
                    "gateway_ref": tx.provider_reference or tx.reference,
                    "reference": tx.reference,
                    "date": tx.last_state_change.date(),
                    "currency_id": tx.currency_id.id,
                    "difference": "missing_there",
                    **self.env["call.gateway.report.line"]._ours(tx),
                }
            )

    def _missing_there(self):
        """Our transactions of the report's days that no line of the gateway is about."""
        transactions = self.env["payment.transaction"]
        if not (self.date_from and self.date_to):
            return transactions
        done = transactions.search(
            [
                ("provider_id", "=", self.provider_id.id),
                ("state", "=", "done"),
                ("operation", "!=", "validation"),
                ("last_state_change", ">=", datetime.combine(self.date_from, time.min)),
                ("last_state_change", "<=", datetime.combine(self.date_to, time.max)),
            ]
        )
        lines = self.env["call.gateway.report.line"].search(
            [("transaction_id", "in", done.ids), ("side", "=", "gateway")]
        )
        return done - lines.transaction_id


class CallGatewayReportLine(models.Model):
    """One line and ours."""

    _inherit = "call.gateway.report.line"

    def _find_ours(self):
        """Find the transactions that these lines of one provider are about."""
        lines = self.filtered(lambda line: line.kind in OPERATION and not line.payment_id)
        refs = {ref for line in lines for ref in (line.gateway_ref, line.reference) if ref}
        found = self.env["payment.transaction"].search(
            [
                ("provider_id", "in", self.provider_id.ids),
                *("|", ("provider_reference", "in", list(refs)), ("reference", "in", list(refs))),
            ]
        )
        by_theirs = {(tx.provider_reference, tx.operation == "refund"): tx for tx in found}
        by_ours = {(tx.reference, tx.operation == "refund"): tx for tx in found}
        for line in lines:
            refund = line.kind == "refund"
            tx = by_theirs.get((line.gateway_ref, refund)) or by_ours.get((line.reference, refund))
            line.write(self._ours(tx or found.browse()))

    def _ours(self, tx):
        """What a line keeps of a transaction."""
        return {
            "transaction_id": tx.id,
            "payment_id": tx.payment_id.id,
            "partner_id": tx.partner_id.commercial_partner_id.id,
            "our_amount": tx.amount,
            "our_currency_id": tx.currency_id.id,
        }

    def _compare(self):
        """Say how the line differs from what we have; nothing if it does not."""
        difference = self._difference()
        self.write({"difference": difference, "state": "open" if difference else "clear"})

    def _difference(self):
        if self.double_of_id:
            return "double"
        if self.kind in ALONE:
            return False
        if self.kind == "adjustment":
            return False if self.account_id else "missing_here"
        if self.kind == "chargeback":
            return False if self.payment_id else "missing_here"
        return self._difference_of_money()

    def _difference_of_money(self):
        tx = self.transaction_id
        if not (tx or self.payment_id):
            return "missing_here"
        if tx and self._others_of(tx):
            return "double"
        if tx and (tx.state != "done" or not tx.payment_id):
            return "state"
        currency = self.paid_currency_id or self.currency_id
        if currency != self.our_currency_id:
            return "currency"
        paid = self.paid_amount or self.gross
        return "amount" if currency.compare_amounts(paid, self.our_amount) else False

    def _others_of(self, tx):
        """Lines of the gateway about the same transaction that were there before this one."""
        domain = [("transaction_id", "=", tx.id), ("kind", "=", self.kind), ("side", "=", "gateway")]
        return self.search([*domain, ("id", "<", self.id), ("double_of_id", "=", False)], limit=1)
