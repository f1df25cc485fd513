"""What became of a call's price after it was charged."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...fields import Micro
from ...money import format_micro
from ..tariff.price_text import decimal_point


class CallRecord(models.Model):
    """`amount` is what the call's own order and invoice charge; what documents changed since is `adjusted`."""

    _inherit = "call.record"

    adjusted = Micro(
        string="Corrections",
        readonly=True,
        help="What credit notes and extra invoices added to the price, or (below 0) took off it.",
    )
    net_amount = Micro(
        string="Price After Corrections", compute="_compute_net_amount", help="Price and corrections, without tax."
    )
    correction_line_ids = fields.One2many(
        "call.correction.line", "call_id", string="Price History", domain=[("state", "=", "done")], readonly=True
    )

    def _compute_net_amount(self):
        for call in self:
            call.net_amount = call._net_amount()

    def _net_amount(self):
        """What is charged for the call in the end, micro-units."""
        self.ensure_one()
        return (self.amount or 0) + (self.adjusted or 0)

    def _is_price(self, amount):
        """Override: a document may have changed it."""
        return super()._is_price(amount) or amount == self._net_amount()

    def _explain(self):
        """Override: what was corrected, and why."""
        explained = super()._explain()
        lines = self.sudo().correction_line_ids.sorted("id")
        if not lines:
            return explained
        if any(line.action in ("amount", "drop") and line.place != "invoiced" for line in lines):
            # the price is no longer what rating it again gives, and the last line says just that
            explained = explained.rsplit("\n", 1)[0]
        return "\n".join([explained, *(line._told() for line in lines)])

    def action_credit(self):
        """Credit these calls, in full or in part."""
        self._check_credit()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_credit_action")
        return action | {"context": {"default_call_ids": [(6, 0, self.ids)]}}

    def action_view_corrections(self):
        """The history of these calls' prices."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_correction_line_action")
        return action | {"domain": [("call_id", "in", self.ids), ("state", "=", "done")], "context": {}}

    def _check_credit(self):
        """
        :raise AccessError: the user is no billing clerk
        :raise UserError: a call that nothing is charged for
        """
        self.env["call.correction"]._check_clerk()
        self.check_access("read")
        if not self:
            raise UserError(self.env._("There are no calls among these."))
        free = self.filtered(lambda call: not call._is_charged())
        if free:
            raise UserError(
                self.env._(
                    "Nothing is charged for %(free)s of these %(calls)s calls, such as %(call)s: leave them out.",
                    free=len(free),
                    calls=len(self),
                    call=free[0].display_name,
                )
            )
        if len(self.company_id) > 1:
            raise UserError(self.env._("These are calls of several companies: credit each company's calls apart."))

    def _is_charged(self):
        """Whether there is anything to credit."""
        self.ensure_one()
        return (
            self.state == "rated" and bool(self.statement_line_id) and (self._net_amount() > 0 or self.bundle_units > 0)
        )


class CallCorrectionLine(models.Model):
    """A correction in words."""

    _inherit = "call.correction.line"

    def _told(self):
        """What was changed, for who asks why the call costs what it costs."""
        self.ensure_one()
        point = decimal_point(self.env)
        names = {
            "day": fields.Date.to_string(self.applied_at),
            "old": format_micro(self.old_amount, separator=point),
            "new": format_micro(self.new_amount, separator=point),
            "reason": self.reason or "",
            "document": self.move_id.name or "",
        }
        if self.action == "move":
            return self.env._("%(day)s: put on a later bill. %(reason)s", **names)
        if self.move_id:
            return self.env._("%(day)s: %(new)s instead of %(old)s, by %(document)s. %(reason)s", **names)
        return self.env._("%(day)s: %(new)s instead of %(old)s. %(reason)s", **names)
