"""How a dispute ends: by crediting what is disputed, by goodwill, or by an answer why not."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...money import MICRO


class CallDispute(models.Model):
    """Settling. What is given back is a correction, with its approval; the dispute is settled when that is applied."""

    _inherit = "call.dispute"

    def _disputed_calls(self):
        """The disputed calls that are still in the store, those of disputed lines, too."""
        lines = self.sudo().line_ids
        items = lines.move_line_id
        whole = lines.filtered(lambda line: not line.call_id).statement_line_id | (
            items.sale_line_ids.call_statement_line_id
        )
        calls = lines.call_id.exists()
        if whole:
            calls |= self.env["call.record"].sudo().search([*whole._calls_domain(), ("state", "=", "rated")])
        return calls.with_env(self.env)

    @api.private
    def _settle_by_credit(self, text, percent=100):
        """Credit the disputed calls, in full or in part.

        :param str text: to the customer
        :return: the correction
        """
        self.ensure_one()
        self._check_open()
        calls = self._disputed_calls().filtered(lambda call: call._is_charged())
        if not calls:
            raise UserError(self.env._("Nothing is charged for the disputed calls any more: give goodwill instead."))
        corrections = self.env["call.correction"]
        return self._settle(corrections._credit_calls(calls, self._title(), percent, dispute_id=self.id), text)

    @api.private
    def _settle_by_goodwill(self, text, amount):
        """Give back an amount that is about no single call.

        :param float amount: in the currency of the dispute, without tax
        :return: the correction
        """
        self.ensure_one()
        self._check_open()
        moves = self.move_ids.filtered(lambda move: move.state in ("draft", "posted"))
        move = moves.sorted("amount_untaxed")[-1:]
        if not move:
            raise UserError(self.env._("What is disputed is not invoiced yet: credit its calls instead."))
        correction = self.env["call.correction"]._give_goodwill(move, amount, self._title(), dispute_id=self.id)
        return self._settle(correction, text)

    @api.private
    def _reject(self, text):
        """Nothing is given back.

        :param str text: to the customer: why
        """
        self._check_open()
        return self._close("rejected", text)

    def _settle(self, correction, text):
        self.sudo().write({"answer": text, "state": "review"})
        if not correction._approve_or_ask():
            self.sudo().message_post(
                body=self.env._("Waits for a manager to agree: %s", correction._get_html_link()),
                subtype_xmlid="mail.mt_note",
            )
        return correction

    def _title(self):
        return self.env._("Dispute %s", self.name)


class CallCorrection(models.Model):
    """What a dispute gives back."""

    _inherit = "call.correction"

    dispute_id = fields.Many2one(
        "call.dispute", readonly=True, copy=False, index="btree_not_null", ondelete="restrict", check_company=True
    )

    def _given_back(self):
        """Micro-units without tax."""
        return round(self.goodwill * MICRO) - self.difference

    def _after(self):
        """Override: the dispute that it belongs to is settled."""
        result = super()._after()
        dispute = self.dispute_id
        if dispute and not self.aside_count:
            dispute._close("settled", dispute.answer or self.name)
        return result
