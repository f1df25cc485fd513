"""What the tests of corrections have in common: calls at two prices, and whether everything adds up."""

from ...money import MICRO
from ..common import BillingCase, line


class CorrectionCase(BillingCase):
    """Acme's calls in November; a helper that changes the prices of the past."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sequence = 0

    def _made(self, seconds=(60, 30, 90), **vals):
        """Calls of Acme, one for each number of seconds."""
        lines = []
        for length in seconds:
            type(self).sequence += 1
            lines.append(line(f"7.{self.sequence}/1", seconds=length, **vals))
        return self._calls(self._import(*lines, name=f"made {self.sequence}.csv"))

    def _correct(self, **vals):
        """A computed correction of November's calls."""
        names = {"name": "Wrong price", "date_from": "2026-11-01", "date_to": "2026-11-30"}
        correction = self.env["call.correction"].create(names | vals)
        correction.action_compute()
        return correction

    def _applied(self, **vals):
        correction = self._correct(**vals)
        correction.action_approve()
        self.assertEqual(
            (correction.state, correction.account_ids.mapped("error")), ("done", [False] * len(correction.account_ids))
        )
        return correction

    def _credit(self, calls, **vals):
        wizard = self.env["call.record.credit"].create({"call_ids": [(6, 0, calls.ids)], "reason": "Bad line", **vals})
        return self.env["call.correction"].browse(wizard.action_credit()["res_id"])

    def _check_sums(self, partner=None):
        """Σ calls = Σ statement lines = Σ order lines = Σ invoices − credit notes, but for the rounding stated."""
        self.env.flush_all()
        self.env.invalidate_all()
        partner = partner or self.acme
        calls = self.env["call.record"].search([("partner_id", "=", partner.id), ("state", "=", "rated")])
        lines = self.env["call.statement"].search([("partner_id", "=", partner.id)]).line_ids
        charged = calls.filtered("statement_line_id")
        for name in ("amount", "adjusted", "talk_seconds", "billed_seconds"):
            self.assertEqual(sum(charged.mapped(name)), sum(lines.mapped(name)), name)
        self.assertEqual(len(charged), sum(lines.mapped("call_count")))
        for found in lines:
            own = charged.filtered(lambda call, found=found: call.statement_line_id == found)
            self.assertEqual(
                (len(own), sum(own.mapped("amount"))), (found.call_count, found.amount), found.display_name
            )
        self.assertEqual([statement._differences() for statement in lines.statement_id], [[]] * len(lines.statement_id))
        self._check_orders(lines)
        self.assertFalse(self.env["call.balance"]._audit(self.company, partner))

    def _check_orders(self, lines):
        """What orders charge, and what invoices less credit notes do, with the rounding that is stated."""
        bought = self.env["sale.order.line"].search([("call_statement_line_id", "in", lines.ids)])
        ordered = bought.filtered(lambda found: found.state != "cancel")
        moves = ordered.invoice_lines.move_id.filtered(lambda move: move.state == "posted")
        drafts = ordered.invoice_lines.filtered(lambda item: item.parent_state == "draft")
        for found in ordered - drafts.sale_line_ids:
            posted = "posted" in found.invoice_lines.mapped("parent_state")
            if not posted:
                charged = round(found.price_subtotal * MICRO)
                self.assertEqual(charged + found.call_residual, found.call_statement_line_id.amount)
        for item in drafts:
            charged = round(item.price_subtotal * MICRO)
            order_line = item.sale_line_ids
            self.assertEqual(charged, round(order_line.price_subtotal * MICRO))
            self.assertEqual(charged + order_line.call_residual, order_line.call_statement_line_id.amount)
        self._check_invoices(ordered, moves)

    def _check_invoices(self, ordered, moves):
        invoiced = ordered.filtered(lambda found: "posted" in found.invoice_lines.mapped("parent_state"))
        documents = self.env["account.move"].search(
            [("call_correction_id", "!=", False), ("partner_id", "=", self.acme.id)]
        )
        goodwill = sum(documents.call_correction_id.filtered(lambda found: found.state == "done").mapped("goodwill"))
        charged = sum(moves.mapped("amount_untaxed_signed")) + sum(documents.mapped("amount_untaxed_signed"))
        net = sum(found.call_statement_line_id._net_amount() for found in invoiced)
        residual = sum(invoiced.mapped("call_residual"))
        self.assertEqual(round((charged + goodwill) * MICRO) + residual, net)
        for found in invoiced:
            self.assertLessEqual(abs(found.call_residual), MICRO // 200)
