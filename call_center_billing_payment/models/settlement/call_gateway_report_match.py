"""Which payment of ours is a gateway's line about, and do both say the same?"""

from datetime import datetime, time

from odoo import models

#: how money that a line is about is known to us, and in which states both sides say the same
OPERATION = {"payment": ("online_redirect", "online_direct", "online_token", "offline"), "refund": ("refund",)}
#: lines by which money that was taken back, or came back, is told
BACK = ("chargeback", "adjustment")
#: lines that say nothing about a payment of ours
ALONE = ("fee", "payout")


class CallGatewayReport(models.Model):
    """Matching again changes nothing that was booked or accepted."""

    _inherit = "call.gateway.report"

    def _match(self):
        """Match lines that are open or clear, by the gateway's reference first, then by ours."""
        for report in self:
            report.line_ids.filtered(lambda line: line.state == "booked" and not line._stands()).write(
                {"state": "clear", "move_id": False}
            )
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

    def _stands(self):
        """Whether the entry of the line is posted, and was not taken back since."""
        reversals = self.move_id.reversal_move_ids.filtered(lambda move: move.state == "posted")
        return self.move_id.state == "posted" and not reversals

    def _find_ours(self):
        """Find the transactions that these lines of one provider are about."""
        self.filtered(lambda line: line.kind in BACK)._find_taken_back()
        lines = self.filtered(lambda line: line.kind in OPERATION and (line.transaction_id or not line.payment_id))
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

    def _find_taken_back(self):
        """Find what chargebacks, and refunds that failed, have booked."""
        for line in self.filtered(lambda line: not line.payment_id):
            names = [name for name in (line.gateway_ref, line.reference) if name]
            own = [("provider_id", "=", line.provider_id.id)]
            chargeback = self.env["call.chargeback"].search([*own, ("gateway_ref", "in", names)], limit=1)
            payment = chargeback.withdrawal_id if line.gross < 0 else chargeback.return_id
            if not chargeback and line.gross > 0:
                failed = [("operation", "=", "refund"), ("state", "=", "error"), ("provider_reference", "in", names)]
                payment = self.env["payment.transaction"].search([*own, *failed], limit=1).payment_id._call_came_back()
            if payment:
                line.write(
                    {
                        "transaction_id": chargeback.transaction_id.id,
                        "payment_id": payment.id,
                        "partner_id": payment.partner_id.commercial_partner_id.id,
                        "our_amount": payment.amount if payment.payment_type == "inbound" else -payment.amount,
                        "our_currency_id": payment.currency_id.id,
                    }
                )

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
        settled = difference == "amount" and self.theirs
        self.write({"difference": difference, "state": "open" if difference and not settled else "clear"})

    def _difference(self):
        if self.double_of_id:
            return "double"
        if self.kind in ALONE:
            return False
        if self.kind == "adjustment" and self.account_id:
            return False
        return self._difference_of_money()

    def _difference_of_money(self):
        tx = self.transaction_id
        if not (tx or self.payment_id):
            return "missing_here"
        if self._others_of_same() or self._is_settled():
            return "double"
        if self.kind in OPERATION and tx and (tx.state != "done" or not tx.payment_id):
            return "state"
        currency = self.paid_currency_id or self.currency_id
        if currency != self.our_currency_id:
            return "currency"
        paid = self.paid_amount or self.gross
        return "amount" if currency.compare_amounts(paid, self.our_amount) else False

    def _others_of_same(self):
        """Whether a line of the gateway that was there before is about the same money of ours."""
        if self.payment_id:
            same = [("payment_id", "=", self.payment_id.id)]
        else:
            same = [("transaction_id", "=", self.transaction_id.id), ("kind", "=", self.kind)]
        same += [("side", "=", "gateway"), ("id", "<", self.id), ("double_of_id", "=", False)]
        return bool(self.search_count(same, limit=1))

    def _is_settled(self):
        """Whether our payment left the outstanding account in another way, as by a bank statement."""
        account = self.payment_id.outstanding_account_id
        items = self.payment_id.move_id.line_ids.filtered(lambda item: item.account_id == account)
        return bool(items and account.reconcile and all(item.reconciled for item in items))
