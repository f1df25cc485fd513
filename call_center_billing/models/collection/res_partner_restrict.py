"""Accounts that were reminded in vain are restricted, and free again when there is no cause."""

from odoo import api, fields, models


class ResPartner(models.Model):
    """By what is open and was reminded of, each time anew."""

    _inherit = "res.partner"

    @api.model
    def _call_watch_reminded(self):
        """Block who has to be in the company at work, and free who no longer has."""
        company = self.env.company
        levels = self._call_restricting()
        for account, level in levels.items():
            note = self.env._("Reminder “%(level)s”.", level=level.name)
            reason, kept = level.call_block_reason_id, level.call_block_level
            block = self.env["call.block"]._block(account, "reminder", reason=reason, note=note, level=kept)
            if block.level != kept:  # an earlier level kept the account from less, or from more
                block.sudo().write({"level": kept, "reason_id": reason.id, "note": note})
        for account in self._call_blocked_by("reminder") - self.browse().union(*levels):
            account.sudo().with_company(company)._call_lift("reminder")

    def _call_free_of_reminders(self):
        """Lift the blocks of those of these that have no cause any more."""
        blocked = self._call_blocked_by("reminder") & self.commercial_partner_id
        levels = blocked._call_restricting() if blocked else {}
        for account in blocked.filtered(lambda account: account not in levels):
            account.sudo()._call_lift("reminder")

    def _call_restricting(self):
        """{account: highest level that restricts it}, of these, or all, in the company at work."""
        domain = [
            *(("company_id", "=", self.env.company.id), ("policy_level_id.call_block_reason_id", "!=", False)),
            *(("state", "in", ("to_be_sent", "queued", "sent", "email_error")), ("manually_overridden", "=", False)),
            ("move_line_id.reconciled", "=", False),
        ]
        if self:
            domain.append(("commercial_partner_id", "in", self.ids))
        found = {}
        for line in self.env["credit.control.line"].sudo().search(domain):
            if line.invoice_id._call_restricts():
                account = line.commercial_partner_id.with_env(self.env)
                level = found.get(account, line.policy_level_id)
                found[account] = max(level, line.policy_level_id, key=lambda each: each.level)
        return found


class AccountMove(models.Model):
    """Paid: the restriction ends at once."""

    _inherit = "account.move"

    def _call_restricts(self):
        """Whether reminders of the invoice still restrict its account."""
        return self.state == "posted" and not self._call_pause(fields.Date.context_today(self))

    def _call_paid(self):
        """Override: whatever reminders kept blocked is free."""
        result = super()._call_paid()
        invoices = self.sudo().filtered(lambda move: move.move_type == "out_invoice")
        for company, moves in invoices.grouped("company_id").items():
            moves.commercial_partner_id.with_company(company)._call_free_of_reminders()
        return result
