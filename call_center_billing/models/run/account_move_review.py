"""Drafts of call invoices wait for a person where the policy says so."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..account.credit import CLERK


class AccountMove(models.Model):
    """Held and released, by whom and why."""

    _inherit = "account.move"

    call_review = fields.Selection(
        [("none", "Not reviewed"), ("waiting", "Waiting"), ("held", "Held"), ("released", "Released")],
        string="Review",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        help="Waiting: somebody is to look at it. Held: somebody looked, and it is not to go out yet.",
    )
    call_review_reason = fields.Char(string="Review Because", readonly=True, copy=False)
    call_review_user_id = fields.Many2one("res.users", string="Reviewed By", readonly=True, copy=False)
    call_review_at = fields.Datetime(string="Review Decided At", readonly=True, copy=False)
    call_run_line_ids = fields.One2many("call.billing.run.line", "move_id", string="Billing Run Lines")

    _call_review = models.Index("(call_review, company_id) WHERE call_review IN ('waiting', 'held')")

    @api.private
    def _call_wait(self, reason):
        """Drafts wait for review.

        :param str reason: why, as people read it
        """
        self.write({"call_review": "waiting", "call_review_reason": reason})

    @api.private
    def _call_hold(self, reason):
        """Keep drafts from going out.

        :param str reason: why
        :raise UserError: posted already, or without a reason
        """
        self._call_check_reviewer()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the invoice is held."))
        self._call_check_draft()
        self._call_decide("held", reason)
        for move in self:
            move.message_post(body=self.env._("Held: %(reason)s", reason=reason))

    @api.private
    def _call_release(self):
        """Post drafts that waited or were held, and send them as the company has it.

        :raise UserError: not a draft that waits
        """
        self._call_check_reviewer()
        self._call_check_draft()
        before = {move: move.call_review_reason or "" for move in self}
        self.call_review = "waiting"
        self.action_post()
        for move, reason in before.items():
            move.message_post(body=self.env._("Released. It had waited because: %(reason)s", reason=reason))

    def _post(self, soft=True):
        """Override of `account`: who posts what waits releases it; what is held has to be released first.

        :raise UserError: some are held
        """
        if held := self.filtered(lambda move: move.call_review == "held"):
            names = ", ".join(f"{move.partner_id.name}: {move.call_review_reason}" for move in held)
            raise UserError(self.env._("Held, and not to be posted before somebody releases it: %(names)s", names=names))
        waiting = self.filtered(lambda move: move.call_review == "waiting")
        if waiting:
            waiting._call_decide("released")
        posted = super()._post(soft)
        (posted & waiting)._call_queue_dispatch()
        return posted

    def action_call_release(self):
        """For buttons: post and send what waits."""
        self._call_release()

    def _call_decide(self, state, reason=None):
        vals = {"call_review": state, "call_review_user_id": self.env.uid, "call_review_at": fields.Datetime.now()}
        self.write(vals if reason is None else vals | {"call_review_reason": reason})

    def _call_check_reviewer(self):
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Clerks and managers review invoices."))

    def _call_check_draft(self):
        if done := self.filtered(lambda move: move.state != "draft"):
            names = ", ".join(move.display_name for move in done)
            raise UserError(self.env._("%(names)s: only drafts are held or released.", names=names))
