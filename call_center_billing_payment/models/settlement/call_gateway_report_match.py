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
            told._compare()
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
        lines = self.env["call.gateway.report.line"]
        lines.create([{"report_id": self.id, **lines._told_by_us(tx)} for tx in missing - told.transaction_id])

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

    def _told_by_us(self, tx):
        """The line of a transaction that the gateway does not mention."""
        return {
            "side": "ours",
            "kind": "refund" if tx.operation == "refund" else "payment",
            "gateway_ref": tx.provider_reference or tx.reference,
            "reference": tx.reference,
            "date": tx.last_state_change.date(),
            "currency_id": tx.currency_id.id,
            "difference": "missing_there",
            **self._ours(tx),
        }

    def _compare(self):
        """Say how lines differ from what we have; nothing if they do not."""
        repeated = self._of_same_money()
        for difference, lines in self.grouped(lambda line: line._difference(line in repeated)).items():
            settled = lines.filtered(lambda line, difference=difference: difference == "amount" and line.theirs)
            settled.write({"difference": difference, "state": "clear"})
            (lines - settled).write({"difference": difference, "state": "open" if difference else "clear"})

    def _difference(self, repeated):
        """
        :param bool repeated: a line that was there before is about the same money
        """
        if self.double_of_id:
            return "double"
        if self.kind in ALONE:
            return False
        if self.kind == "adjustment" and self.account_id:
            return False
        return self._difference_of_money(repeated)

    def _difference_of_money(self, repeated):
        tx = self.transaction_id
        if not (tx or self.payment_id):
            return "missing_here"
        if repeated or self._is_settled():
            return "double"
        if self.kind in OPERATION and tx and (tx.state != "done" or not tx.payment_id):
            return "state"
        currency = self.paid_currency_id or self.currency_id
        if currency != self.our_currency_id:
            return "currency"
        paid = self.paid_amount or self.gross
        return "amount" if currency.compare_amounts(paid, self.our_amount) else False

    def _of_same_money(self):
        """Those of these lines before which another line of the gateway was about the same money of ours."""
        known = self.search(
            [
                *("|", ("payment_id", "in", self.payment_id.ids), ("transaction_id", "in", self.transaction_id.ids)),
                *(("side", "=", "gateway"), ("double_of_id", "=", False)),
            ],
            order="id",
        )
        first = {}
        for line in known:
            for money in line._monies():
                first.setdefault(money, line)
        return self.filtered(lambda line: any(first.get(money, line).id < line.id for money in line._monies()[:1]))

    def _monies(self):
        """By what a line's money is told from other money of ours: the payment, else the transaction."""
        by_transaction = [("transaction", self.transaction_id.id, self.kind)] if self.transaction_id else []
        return ([("payment", self.payment_id.id)] if self.payment_id else []) + by_transaction

    def _is_settled(self):
        """Whether our payment left the outstanding account in another way, as by a bank statement."""
        account = self.payment_id.outstanding_account_id
        items = self.payment_id.move_id.line_ids.filtered(lambda item: item.account_id == account)
        return bool(items and account.reconcile and all(item.reconciled for item in items))
