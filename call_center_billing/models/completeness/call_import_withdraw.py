"""A wrong file is taken back whole: its calls, and what they come to on statements, orders and invoices."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .withdrawal import Withdrawal

MANAGER = "call_center_billing.call_center_billing_group_manager"


class CallImport(models.Model):
    """A withdrawn import keeps its totals and its lines; of its calls nothing is left, and they may come again."""

    _inherit = "call.import"

    withdrawn_at = fields.Datetime(readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    withdrawn_reason = fields.Char(readonly=True, copy=False)
    withdrawn_count = fields.Integer(string="Calls Taken Back", readonly=True, copy=False)
    credit_move_ids = fields.One2many("account.move", "call_import_id", string="Credit Notes", readonly=True)

    def action_withdraw(self):
        """Show what taking back the import would change."""
        self.ensure_one()
        self._check_withdrawable()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_import_withdraw_action")
        return action | {"context": {"default_import_id": self.id}}

    def action_view_credit_notes(self):
        """The credit notes for the calls that were taken back."""
        return self.credit_move_ids._get_records_action(name=self.env._("Credit Notes"))

    def _check_withdrawable(self):
        """
        :raise AccessError: the user is no manager
        :raise UserError: there is nothing to take back, or more may come
        """
        self.ensure_one()
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Only managers of call billing may take back an import."))
        self.check_access("read")
        if self.state != "done":
            raise UserError(self.env._("%(file)s was not read, or has been taken back already.", file=self.name))
        if self.kind == "push" and self.window_start > fields.Datetime.now() - timedelta(hours=1):
            raise UserError(
                self.env._(
                    "The switch may still post calls to %(file)s. Take it back when its hour is over.", file=self.name
                )
            )

    @api.private
    def _withdraw(self, reason):
        """Take back all calls of the import, in the transaction of the caller.

        :param str reason: for those who look at it later
        :raise UserError: see `_check_withdrawable`; or an order that cannot be changed
        """
        self._check_withdrawable()
        batch = self.sudo()
        batch._lock_all_sources()
        withdrawal = Withdrawal(batch)
        withdrawal.take_back()
        batch.reject_ids.filtered(lambda reject: reject.state == "open" and reject.kind == "refused").write(
            {"state": "dismissed", "note": self.env._("The import was taken back.")}
        )
        vals = {"state": "withdrawn", "withdrawn_at": fields.Datetime.now(), "withdrawn_by_id": self.env.uid}
        batch.write(vals | {"withdrawn_reason": reason, "withdrawn_count": withdrawal.call_count})
        batch.message_post(
            body=self.env._("Taken back: %(calls)s calls. %(reason)s", calls=withdrawal.call_count, reason=reason)
        )

    def _lock_all_sources(self):
        """No import at all meanwhile: one of another source could open a line on a statement that goes."""
        self._lock_source()
        domain = [("company_id", "=", self.company_id.id), ("id", "!=", self.source_id.id)]
        for source in self.env["call.source"].with_context(active_test=False).search(domain, order="id"):
            if not source._try_lock():
                raise UserError(
                    self.env._(
                        "A file of %(name)s is being imported. Take the import back when that is done.",
                        name=source.name,
                    )
                )

    def _calls_where(self):
        """Condition on `call_record` for the calls of this import, bounded to the days on which they began."""
        self.ensure_one()
        days = self.day_ids.filtered(lambda total: total.day and total.stored_count).mapped("day")
        condition = SQL("import_id = %s", self.id)
        if not days or sum(self.day_ids.filtered("day").mapped("stored_count")) != self.stored_count:
            return condition  # imports from before there were totals by day
        first, last = min(days), max(days) + timedelta(days=1)
        return SQL("%s AND started_at >= %s AND started_at < %s", condition, first, last)
