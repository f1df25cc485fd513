"""What is wrong with a message, in words."""

from odoo import api, models


class CallServiceMessage(models.Model):
    """Reasons of the pure code, for people."""

    _inherit = "call.service.message"

    @api.model
    def _fault_text(self, fault):
        """Line, field and reason of an `exchange.Fault`."""
        if not fault.field:
            return self.env._("Line %(line)s: %(reason)s.", line=fault.line, reason=self._reasons()[fault.reason])
        return self.env._(
            "Line %(line)s, field “%(field)s”: %(reason)s (“%(value)s”).",
            line=fault.line,
            field=fault.field,
            reason=self._reasons()[fault.reason],
            value=fault.value[:80],
        )

    def _reasons(self):
        return {
            "form": self.env._("not a text of letters, digits and signs in one line"),
            "kind": self.env._("no kind of message: payment, reminder, write_off or balances"),
            "missing": self.env._("it is missing"),
            "unknown": self.env._("there is no such field in this kind of message"),
            "amount": self.env._("not an amount like 1234.50"),
            "sign": self.env._("it must be above 0"),
            "date": self.env._("not a day like 2026-11-22"),
            "currency": self.env._("not a currency like SEK"),
            "level": self.env._("not a number from 0 to 99"),
            "long": self.env._("longer than 200 letters"),
        }

    @api.model
    def _unreadable_texts(self):
        """By the reason of an `exchange.Unreadable`."""
        return {
            "json": self.env._("It is not JSON with a message or a list of messages."),
            "encoding": self.env._("It is no text in UTF-8."),
            "columns": self.env._("Its first line does not name the columns, among them type and id."),
            "empty": self.env._("There is no message in it."),
            "many": self.env._("There are too many messages in it: split it."),
        }

    @api.model
    def _sie_texts(self, fault):
        """Why a journal was not written, by an `exchange.SieFault`."""
        texts = {
            "unbalanced": self.env._("Entry %(where)s is not balanced.", where=fault.where),
            "outside": self.env._("Entry %(where)s lies outside of the fiscal year.", where=fault.where),
            "undeclared": self.env._("Account %(where)s is used and not in the chart.", where=fault.where),
            "opening": self.env._("The opening balances of year %(where)s do not sum to 0.", where=fault.where),
        }
        return texts[fault.reason]
