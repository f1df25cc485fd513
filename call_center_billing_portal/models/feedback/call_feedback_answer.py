"""What becomes of feedback."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from .call_feedback import WORDS


class CallFeedback(models.Model):
    """Answered, or read because it needs no answer. What the customer said stays as it was said."""

    _inherit = "call.feedback"

    def action_answer(self):
        """Send the answer to who wrote, by mail; the customer's pages show it, too."""
        for feedback in self:
            feedback._check_new()
            text = (feedback.answer or "").strip()
            if not text:
                raise UserError(self.env._("Write the answer first, or choose No Answer Needed."))
            feedback._deal_with("answered")
            feedback.message_post(
                body=plaintext2html(text),
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=feedback.author_id.ids,
            )
        return True

    def action_note(self):
        """It was read, and needs no answer."""
        for feedback in self:
            feedback._check_new()
            feedback._deal_with("noted")
        return True

    def action_reopen(self):
        """Look at it again."""
        if any(feedback.state == "new" for feedback in self):
            raise UserError(self.env._("It is open."))
        self.check_access("write")
        self.sudo().write({"state": "new", "answered_at": False, "answered_by_id": False})
        return True

    def action_view_subject(self):
        """The invoice or dispute that it is about."""
        self.ensure_one()
        return (self.move_id or self.dispute_id)._get_records_action()

    def _check_new(self):
        self.check_access("write")
        if self.state != "new":
            raise UserError(self.env._("%s is dealt with already. Reopen it first.", self.name))

    def _deal_with(self, state):
        who = {"answered_by_id": self.env.uid, "answered_at": fields.Datetime.now()}
        if not self.user_id:
            who["user_id"] = self.env.uid
        self.sudo().write({"state": state, **who})
        self.sudo().activity_feedback(["mail.mail_activity_data_todo"])

    def write(self, vals):
        """
        :raise UserError: somebody alters what the customer said, or an answer that was sent
        """
        if not self.env.su:
            if vals.keys() & (WORDS | {"state", "answered_at", "answered_by_id"}):
                raise UserError(self.env._("What the customer said, and what became of it, stays as it is."))
            if "answer" in vals and any(feedback.state != "new" for feedback in self):
                raise UserError(self.env._("The answer was sent. Reopen it to send another."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Feedback stays on record."))
