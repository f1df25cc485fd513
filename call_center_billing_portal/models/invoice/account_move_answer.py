"""What the client says of an invoice that it has got: accepted, or questioned."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.call_center_billing.models.dispute.call_dispute import OPEN


class AccountMove(models.Model):
    """Asked when the invoice is posted. Nothing happens to an invoice that is not answered: it is due as it says."""

    _inherit = "account.move"

    call_answer = fields.Selection(
        [("asked", "Waits for it"), ("accepted", "Accepted"), ("questioned", "Questioned")],
        string="Client's Answer",
        readonly=True,
        copy=False,
        help="On the portal. Our own review, before an invoice is sent, is another thing.",
    )
    call_answer_until = fields.Date(string="Client Answers Until", readonly=True, copy=False)
    call_answer_by_id = fields.Many2one("res.partner", string="Answered By", readonly=True, copy=False)
    call_answer_at = fields.Datetime(string="Answered On", readonly=True, copy=False)

    _call_answer = models.Index("(call_answer, company_id) WHERE call_answer IS NOT NULL")

    def _post(self, soft=True):
        """Override of `account` to ask the clients who want to be asked."""
        posted = super()._post(soft)
        posted._call_ask_client()
        return posted

    def _call_ask_client(self):
        """Ask for the client's answer to those of these that charge calls or plans, where that is wanted."""
        mute = (False, "asked")
        for move in self.filtered(lambda move: move.move_type == "out_invoice" and move.call_answer in mute):
            if not move.commercial_partner_id._call_answer_is_wanted(move.company_id):
                continue
            if move._call_statement_lines():
                move.sudo().write({"call_answer": "asked", "call_answer_until": move._call_answer_day()})

    def _call_answer_day(self):
        """The last day on which the client may answer."""
        first, days = self.invoice_date or fields.Date.context_today(self), self.company_id.call_answer_days
        return first + timedelta(days=days) if days else max(self.invoice_date_due or first, first)

    def _call_answer_situation(self):
        """What the client may still say.

        :return: `None` if it is not asked, `open` while it may accept, `accepted`, `questioned` while a dispute is
            open, `over` when the time is up
        """
        self.ensure_one()
        if self.state != "posted" or not self.call_answer:
            return None
        if self.call_answer == "accepted":
            return "accepted"
        if self.sudo().call_dispute_ids.filtered(lambda dispute: dispute.state in OPEN):
            return "questioned"
        return "open" if fields.Date.context_today(self) <= self.call_answer_until else "over"

    @api.private
    def _call_accept(self, partner):
        """The client accepts the invoice.

        :param res.partner partner: who does, a contact of the account or the account itself
        :raise UserError: nobody asked, it is questioned, or the time is up
        """
        self.ensure_one()
        situation = self._call_answer_situation()
        if situation == "accepted":
            return
        if situation != "open":
            raise UserError(self._call_no_answer_text(situation))
        move = self.sudo()
        answer = {"call_answer": "accepted", "call_answer_by_id": partner.id, "call_answer_at": fields.Datetime.now()}
        move.write(answer)
        move.message_post(
            body=self.env._("%(name)s has accepted the invoice on the portal.", name=partner.display_name),
            author_id=partner.id,
            subtype_xmlid="mail.mt_note",
        )

    def _call_no_answer_text(self, situation):
        if situation == "questioned":
            return self.env._("You have questioned this invoice. It can be accepted when that is answered.")
        if situation == "over":
            return self.env._("The time to answer is over. You can still question the invoice.")
        return self.env._("Nobody has asked for an answer to this invoice.")

    def _call_note_question(self, partner):
        """The client questions these invoices."""
        for move in self.sudo().filtered(lambda move: move.call_answer and move.call_answer != "questioned"):
            move.write(
                {
                    "call_answer": "questioned",
                    "call_answer_by_id": partner.id,
                    "call_answer_at": fields.Datetime.now(),
                }
            )
