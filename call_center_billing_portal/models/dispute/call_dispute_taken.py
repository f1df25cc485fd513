"""What is disputed already."""

from odoo import models


class CallDispute(models.Model):
    """Asked before a list is shown, and again when it was sent; for one account's charges."""

    _inherit = "call.dispute"

    def _disputes_of_calls(self, calls):
        """Open disputes about these calls, or about a line that they are charged on: {id of the call: dispute}."""
        found = {}
        for line in self._open_lines(calls=calls):
            whole = line._whole_statement_lines()
            for call in calls:
                if line.call_id.id == call.id or call.statement_line_id in whole:
                    found.setdefault(call.id, line.dispute_id)
        return found

    def _disputes_of_items(self, items):
        """Open disputes about these invoice lines, or about calls of theirs: {id of the line: dispute}."""
        found = {}
        for line in self._open_lines(items=items):
            for item in items:
                if line.move_line_id == item or line.statement_line_id in item.sale_line_ids.call_statement_line_id:
                    found.setdefault(item.id, line.dispute_id)
        return found

    def _open_lines(self, calls=None, items=None):
        calls = self.env["call.record"].sudo() if calls is None else calls.sudo()
        items = self.env["account.move.line"].sudo() if items is None else items.sudo()
        lines = self.env["call.statement.line"].sudo()
        return self.env["call.dispute.line"].sudo().search(self._overlap_domain(calls, lines, items))


class CallDisputeLine(models.Model):
    """A disputed charge."""

    _inherit = "call.dispute.line"

    def _whole_statement_lines(self):
        """The statement lines of which every call is disputed by this."""
        self.ensure_one()
        if self.call_id:
            return self.env["call.statement.line"].sudo()
        return self.statement_line_id | self.move_line_id.sale_line_ids.call_statement_line_id
