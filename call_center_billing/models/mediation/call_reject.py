"""Lines of a file that did not become calls."""

from odoo import api, fields, models


class CallReject(models.Model):
    """One line that is not in the call store, with its text and the reason."""

    _name = "call.reject"
    _description = "Line Not Stored"
    _order = "import_id desc, line_number"
    _rec_name = "line_number"
    _log_access = False

    import_id = fields.Many2one("call.import", required=True, index=True, ondelete="cascade", readonly=True)
    source_id = fields.Many2one(related="import_id.source_id", store=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    line_number = fields.Integer(string="Line", readonly=True)
    kind = fields.Selection(
        [("refused", "Cannot be read"), ("duplicate", "Was there already"), ("ignored", "Not a call of its own")],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    field_name = fields.Char(string="Field", readonly=True)
    value = fields.Char(readonly=True)
    raw = fields.Text(string="Line as It Came", readonly=True)
    message = fields.Char(string="What Is Wrong", compute="_compute_message")

    @api.depends("reason", "field_name", "value")
    def _compute_message(self):
        texts = self._reason_texts()
        for reject in self:
            text = texts.get(reject.reason, reject.reason or "")
            reject.message = text.format(field=reject.field_name or "", value=reject.value or "")

    def _reason_texts(self):
        """Sentences by reason code; {field} and {value} stand for what was found."""
        return {
            "columns": self.env._("The line has {value} columns; no record of this format has so many."),
            "encoding": self.env._("The line is not UTF-8 text."),
            "control": self.env._("The line holds control characters."),
            "too_long": self.env._("The line is longer than any call record."),
            "quoting": self.env._("The quotation marks do not match: {value}."),
            "date": self.env._("{field} is “{value}”, which is no date and time."),
            "future": self.env._("{field} is {value}, more than a day ahead."),
            "seconds": self.env._("{field} is “{value}”; it must be a length of time, 366 days at most."),
            "number": self.env._("{field} is “{value}”; it must be a whole number."),
            "disposition": self.env._("{field} is “{value}”, which no such switch writes."),
            "service": self.env._("{field} is “{value}”, which is none of the words for calls, texts, data …"),
            "missing": self.env._("The record has no {field}."),
            "json": self.env._("The record is no JSON object of a call: {value}"),
            "form": self.env._("The line is no record of this format."),
            "unfinished": self.env._("The record is not whole: {value}. Import the file that has all of it."),
            "identity": self.env._("{field} is “{value}”, which tells the call from no other."),
            "duplicate": self.env._("Call {value} came before."),
            "inner_leg": self.env._("Inner leg of a call through a Local channel; the outer one is billed."),
            "other_leg": self.env._("The called party's leg of call {value}; the caller's is billed."),
            "repeated": self.env._("The line before it, word for word once more."),
            "internal": self.env._("A call between extensions, which nobody is charged for."),
            "header": self.env._("Names or types of columns."),
            "separator": self.env._("A mark between records."),
            "not_stop": self.env._("A report of a session that goes on; its end is billed."),
            "no_conversation": self.env._("Time without a conversation."),
            "not_a_call": self.env._("A record of the switch that is not about a call."),
        }
